from django.urls import include, path

from journeys.views import (
    beliefs,
    journeys,
    personas,
    stage_actions,
    stages,
    targets,
    touchpoints,
)

app_name = "journeys"

journey_patterns = [
    path("", journeys.journey_list, name="journey-list"),
    path("new/", journeys.journey_create, name="journey-create"),
    path("from-template/", journeys.journey_template, name="journey-template"),
    path("<int:pk>/", journeys.journey_detail, name="journey-detail"),
    path("<int:pk>/edit/", journeys.journey_edit, name="journey-edit"),
    path("<int:pk>/archive/", journeys.journey_archive, name="journey-archive"),
    path("<int:pk>/restore/", journeys.journey_restore, name="journey-restore"),
    path("<int:pk>/stages/new/", stages.stage_create, name="stage-create"),
]
belief_patterns = [
    path("", beliefs.belief_list, name="belief-list"),
    path("files/<slug:kind>/", beliefs.belief_file, name="belief-file"),
    path("open/", beliefs.belief_open, name="belief-open"),
    path("estimate/", beliefs.belief_estimate, name="belief-estimate"),
    path("reveal/", beliefs.belief_reveal, name="belief-reveal"),
    path("close/", beliefs.belief_close, name="belief-close"),
]
stage_patterns = [
    path("", stages.stage_detail, name="stage-detail"),
    path("edit/", stages.stage_edit, name="stage-edit"),
    path("move/", stages.stage_move, name="stage-move"),
    path("archive/", stages.stage_archive, name="stage-archive"),
    path("restore/", stages.stage_restore, name="stage-restore"),
    path("guide/", stages.stage_guide, name="stage-guide"),
    path("touchpoints/new/", touchpoints.touchpoint_create, name="touchpoint-create"),
    path("targets/new/", targets.target_create, name="target-create"),
    path("actions/new/", stage_actions.stage_action_create, name="stage-action-create"),
]
touchpoint_patterns = [
    path("edit/", touchpoints.touchpoint_edit, name="touchpoint-edit"),
    path("move/", touchpoints.touchpoint_move, name="touchpoint-move"),
    path("archive/", touchpoints.touchpoint_archive, name="touchpoint-archive"),
    path("restore/", touchpoints.touchpoint_restore, name="touchpoint-restore"),
]
target_patterns = [
    path("edit/", targets.target_edit, name="target-edit"),
    path("end/", targets.target_end, name="target-end"),
    path("resume/", targets.target_resume, name="target-resume"),
]
stage_action_patterns = [
    path("edit/", stage_actions.stage_action_edit, name="stage-action-edit"),
    path("move/", stage_actions.stage_action_move, name="stage-action-move"),
    path("archive/", stage_actions.stage_action_archive, name="stage-action-archive"),
    path("restore/", stage_actions.stage_action_restore, name="stage-action-restore"),
    path("live/", stage_actions.stage_action_live, name="stage-action-live"),
    path("stop/", stage_actions.stage_action_stop, name="stage-action-stop"),
    path("check/", stage_actions.check_edit, name="check-edit"),
]
persona_patterns = [
    path("", personas.persona_list, name="persona-list"),
    path("new/", personas.persona_create, name="persona-create"),
    path("<int:pk>/edit/", personas.persona_edit, name="persona-edit"),
    path("<int:pk>/archive/", personas.persona_archive, name="persona-archive"),
    path("<int:pk>/restore/", personas.persona_restore, name="persona-restore"),
]
urlpatterns = [
    path("journeys/", include(journey_patterns)),
    path("journeys/<int:pk>/beliefs/", include(belief_patterns)),
    path("journeys/personas/", include(persona_patterns)),
    path("journeys/stages/<int:pk>/", include(stage_patterns)),
    path("journeys/touchpoints/<int:pk>/", include(touchpoint_patterns)),
    path("journeys/targets/<int:pk>/", include(target_patterns)),
    path("journeys/stage-actions/<int:pk>/", include(stage_action_patterns)),
]
