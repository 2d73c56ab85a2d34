from django.urls import path

from training.views import assignments, coverage, forecasts, lessons, practice, scenarios

app_name = "training"
urlpatterns = [
    path("", lessons.lesson_list, name="lesson-list"),
    path("lessons/new/", lessons.lesson_create, name="lesson-create"),
    path("lessons/<int:pk>/", lessons.lesson_detail, name="lesson-detail"),
    path("lessons/<int:pk>/edit/", lessons.lesson_edit, name="lesson-edit"),
    path("lessons/<int:pk>/archive/", lessons.lesson_archive, name="lesson-archive"),
    path("lessons/<int:pk>/restore/", lessons.lesson_restore, name="lesson-restore"),
    path("lessons/<int:pk>/scenarios/new/", scenarios.scenario_create, name="scenario-create"),
    path("lessons/<int:pk>/practice/", practice.practice, name="practice"),
    path("scenarios/<int:pk>/", scenarios.scenario_edit, name="scenario-edit"),
    path("scenarios/<int:pk>/archive/", scenarios.scenario_archive, name="scenario-archive"),
    path("answers/<int:pk>/", practice.answer_detail, name="answer-detail"),
    path("attempts/<int:pk>/", practice.attempt_detail, name="attempt-detail"),
    path("results/", practice.my_results, name="my-results"),
    path("assignments/", assignments.assignment_list, name="assignment-list"),
    path("assignments/new/", assignments.assignment_create, name="assignment-create"),
    path(
        "assignments/<int:pk>/withdraw/",
        assignments.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path("coverage/", coverage.coverage, name="coverage"),
    path("forecasts/", forecasts.forecast_list, name="forecast-list"),
    path("forecasts/<int:team_pk>/<int:pk>/", forecasts.forecast_create, name="forecast-create"),
]
