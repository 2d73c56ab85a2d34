"""What is understood, for other systems, through the pages' selectors."""

from django.urls import path

from insights.api.board import GapBoard

urlpatterns = [
    path("gaps/", GapBoard.as_view(), name="gap-board"),
]
