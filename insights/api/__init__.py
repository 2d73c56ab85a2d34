"""What is understood, for other systems, through the pages' selectors."""

from django.urls import path

from insights.api.board import GapBoard
from insights.api.pulse import PulseList

urlpatterns = [
    path("gaps/", GapBoard.as_view(), name="gap-board"),
    path("pulses/", PulseList.as_view(), name="pulse-list"),
]
