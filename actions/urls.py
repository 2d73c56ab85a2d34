from django.urls import path

from actions.views import actions, brainstorms, notes

app_name = "actions"
urlpatterns = [
    path("actions/", actions.action_list, name="action-list"),
    path("actions/new/", actions.action_create, name="action-create"),
    path("actions/files/<slug:kind>/", actions.action_file, name="action-file"),
    path("actions/<int:pk>/", actions.action_detail, name="action-detail"),
    path("actions/<int:pk>/edit/", actions.action_edit, name="action-edit"),
    path("actions/<int:pk>/state/", actions.action_state, name="action-state"),
    path("brainstorms/", brainstorms.brainstorm_list, name="brainstorm-list"),
    path("brainstorms/new/", brainstorms.brainstorm_create, name="brainstorm-create"),
    path("brainstorms/<int:pk>/", brainstorms.brainstorm_detail, name="brainstorm-detail"),
    path("brainstorms/<int:pk>/edit/", brainstorms.brainstorm_edit, name="brainstorm-edit"),
    path("brainstorms/<int:pk>/close/", brainstorms.brainstorm_close, name="brainstorm-close"),
    path("brainstorms/<int:pk>/reopen/", brainstorms.brainstorm_reopen, name="brainstorm-reopen"),
    path(
        "brainstorms/<int:pk>/participants/",
        brainstorms.participant_create,
        name="participant-create",
    ),
    path(
        "participants/<int:pk>/remove/", brainstorms.participant_remove, name="participant-remove"
    ),
    path("brainstorms/<int:pk>/notes/", notes.note_create, name="note-create"),
    path("notes/<int:pk>/", notes.note_edit, name="note-edit"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("notes/<int:pk>/vote/", notes.note_vote, name="note-vote"),
    path("notes/<int:pk>/cluster/", notes.note_cluster, name="note-cluster"),
    path("notes/<int:pk>/action/", actions.note_action, name="note-action"),
    path("clusters/<int:pk>/action/", actions.cluster_action, name="cluster-action"),
]
