"""Training under /<org>/api/v1/: lessons, scenarios, assignments, attempts, coverage, forecasts."""

from django.urls import path

from training.api import assignments, forecasts, lessons, practice

urlpatterns = [
    path("lessons/", lessons.LessonList.as_view(), name="lesson-list"),
    path("lessons/<slug:key>/", lessons.LessonDetail.as_view(), name="lesson-detail"),
    path("lessons/<slug:key>/scenarios/", lessons.ScenarioList.as_view(), name="scenario-list"),
    path(
        "lessons/<slug:key>/scenarios/<int:pk>/",
        lessons.ScenarioDetail.as_view(),
        name="scenario-detail",
    ),
    path("assignments/", assignments.AssignmentList.as_view(), name="assignment-list"),
    path("attempts/", practice.AttemptList.as_view(), name="attempt-list"),
    path("coverage/", practice.CoverageList.as_view(), name="coverage-list"),
    path("forecasts/", forecasts.ForecastList.as_view(), name="forecast-list"),
]
