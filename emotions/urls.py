from django.urls import path

from emotions.views import emotions, focus, thread, wordings

app_name = "emotions"
urlpatterns = [
    path("emotions/", emotions.emotion_list, name="emotion-list"),
    path("emotions/new/", emotions.emotion_create, name="emotion-create"),
    path("emotions/<int:pk>/", thread.emotion_detail, name="emotion-detail"),
    path("emotions/<int:pk>/edit/", emotions.emotion_edit, name="emotion-edit"),
    path("emotions/<int:pk>/archive/", emotions.emotion_archive, name="emotion-archive"),
    path("emotions/<int:pk>/restore/", emotions.emotion_restore, name="emotion-restore"),
    path("emotions/<int:pk>/wording/", wordings.wording_edit, name="wording-edit"),
    path("emotions/<int:pk>/focus/", focus.focus_create, name="focus-create"),
    path("emotions/focus/<int:pk>/", focus.focus_edit, name="focus-edit"),
    path("emotions/focus/<int:pk>/end/", focus.focus_end, name="focus-end"),
    path("outcomes/<int:pk>/wording/", wordings.outcome_wording_edit, name="outcome-wording-edit"),
]
