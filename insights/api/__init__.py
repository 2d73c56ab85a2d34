"""What is understood, for other systems, through the pages' selectors."""

from django.urls import path

from insights.api.board import GapBoard
from insights.api.drivers import DriverTableView, PriorityList
from insights.api.empathy import EmpathyGapList, OwnResultList
from insights.api.evidence import EvidenceDetail, EvidenceList
from insights.api.pulse import PulseList
from insights.api.reports import AlertList, ReportDetail, ReportList
from insights.api.saved_views import SavedViewDetail, SavedViewList
from insights.api.splits import GapSplit
from insights.api.who_answered import WhoAnsweredView
from insights.api.year import GapYear

urlpatterns = [
    path("gaps/", GapBoard.as_view(), name="gap-board"),
    path("drivers/", DriverTableView.as_view(), name="driver-table"),
    path("who-answered/", WhoAnsweredView.as_view(), name="who-answered"),
    path("priorities/", PriorityList.as_view(), name="priority-list"),
    path("gaps/year/", GapYear.as_view(), name="gap-year"),
    path("gaps/splits/", GapSplit.as_view(), name="gap-split"),
    path("saved-views/", SavedViewList.as_view(), name="saved-view-list"),
    path("saved-views/<int:pk>/", SavedViewDetail.as_view(), name="saved-view-detail"),
    path("evidence/", EvidenceList.as_view(), name="evidence-list"),
    path("evidence/<int:pk>/", EvidenceDetail.as_view(), name="evidence-detail"),
    path("empathy-gaps/", EmpathyGapList.as_view(), name="empathy-gap-list"),
    path("own-results/", OwnResultList.as_view(), name="own-result-list"),
    path("pulses/", PulseList.as_view(), name="pulse-list"),
    path("reports/", ReportList.as_view(), name="report-list"),
    path("reports/<int:pk>/", ReportDetail.as_view(), name="report-detail"),
    path("alerts/", AlertList.as_view(), name="alert-list"),
]
