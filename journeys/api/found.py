"""Finding rows by the keys of an address, always through the organization."""

from typing import Any

from django.shortcuts import get_object_or_404

from accounts.models import Membership, Organization
from accounts.rest import OrgView
from journeys.models import Journey, Stage, StageAction


class JourneyView(OrgView):
    """An endpoint below a journey or a stage."""

    def journey(self, key: str) -> Journey:
        rows = Journey.objects.for_org(self.org).select_related("organization")
        journey: Journey = get_object_or_404(rows, key=key)
        return journey

    def stage(self, key: str, stage: str) -> Stage:
        rows = Stage.objects.for_org(self.org).select_related(
            "organization", "journey__organization"
        )
        found: Stage = get_object_or_404(rows, journey__key=key, key=stage)
        return found

    def stage_action(self, pk: int) -> StageAction:
        rows = StageAction.objects.for_org(self.org).select_related(
            "action", "emotion", "organization", "stage__journey__organization"
        )
        found: StageAction = get_object_or_404(rows, pk=pk)
        return found


def members(org: Organization) -> Any:
    """Who may own a touchpoint or an action."""
    return Membership.objects.present().for_org(org)
