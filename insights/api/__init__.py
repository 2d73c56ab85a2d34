"""What is understood, for other systems, through the pages' selectors."""

from django.urls import path

from insights.api.board import GapBoard
from insights.api.evidence import EvidenceDetail, EvidenceList
from insights.api.pulse import PulseList

urlpatterns = [
    path("gaps/", GapBoard.as_view(), name="gap-board"),
    path("evidence/", EvidenceList.as_view(), name="evidence-list"),
    path("evidence/<int:pk>/", EvidenceDetail.as_view(), name="evidence-detail"),
    path("pulses/", PulseList.as_view(), name="pulse-list"),
]
