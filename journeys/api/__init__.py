"""Journeys for other systems: everything by its key, through the services of the pages."""

from django.urls import path

from journeys.api.beliefs import BeliefRounds, Estimates, Reveal, RoundClose
from journeys.api.journeys import JourneyDetail, JourneyList, TemplateList
from journeys.api.personas import PersonaDetail, PersonaList
from journeys.api.stage_actions import Checks, GoLive, StageActionDetail, StageActionList, Stop
from journeys.api.stages import StageDetail, StageList, StageMove
from journeys.api.targets import TargetDetail, TargetList
from journeys.api.touchpoints import TouchpointDetail, TouchpointList, TouchpointMove

JOURNEY = "journeys/<slug:key>/"
STAGE = f"{JOURNEY}stages/<slug:stage>/"
ACTION = "stage-actions/<int:pk>/"

urlpatterns = [
    path("journeys/", JourneyList.as_view(), name="journey-list"),
    path(JOURNEY, JourneyDetail.as_view(), name="journey-detail"),
    path(f"{JOURNEY}stages/", StageList.as_view(), name="stage-list"),
    path(STAGE, StageDetail.as_view(), name="stage-detail"),
    path(f"{STAGE}move/", StageMove.as_view(), name="stage-move"),
    path(f"{STAGE}touchpoints/", TouchpointList.as_view(), name="touchpoint-list"),
    path(
        f"{STAGE}touchpoints/<slug:touchpoint>/",
        TouchpointDetail.as_view(),
        name="touchpoint-detail",
    ),
    path(
        f"{STAGE}touchpoints/<slug:touchpoint>/move/",
        TouchpointMove.as_view(),
        name="touchpoint-move",
    ),
    path(f"{STAGE}targets/", TargetList.as_view(), name="target-list"),
    path(f"{STAGE}targets/<slug:emotion>/", TargetDetail.as_view(), name="target-detail"),
    path(f"{STAGE}actions/", StageActionList.as_view(), name="stage-action-list"),
    path(ACTION, StageActionDetail.as_view(), name="stage-action-detail"),
    path(f"{ACTION}live/", GoLive.as_view(), name="stage-action-live"),
    path(f"{ACTION}stop/", Stop.as_view(), name="stage-action-stop"),
    path(f"{ACTION}checks/", Checks.as_view(), name="stage-action-checks"),
    path(f"{JOURNEY}belief-rounds/", BeliefRounds.as_view(), name="belief-round-list"),
    path(f"{JOURNEY}belief-rounds/open/estimates/", Estimates.as_view(), name="belief-estimates"),
    path(f"{JOURNEY}belief-rounds/open/reveal/", Reveal.as_view(), name="belief-reveal"),
    path(f"{JOURNEY}belief-rounds/open/close/", RoundClose.as_view(), name="belief-close"),
    path("journey-templates/", TemplateList.as_view(), name="journey-template-list"),
    path("personas/", PersonaList.as_view(), name="persona-list"),
    path("personas/<slug:key>/", PersonaDetail.as_view(), name="persona-detail"),
]
