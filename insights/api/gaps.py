"""What the endpoints of the gap board share: whose journey, which answers, and who is blind."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.engine.intervals import Mean
from insights.forms.board import BoardFilter
from insights.selectors.board import Cell
from journeys.models import Journey
from journeys.selectors import beliefs

VERDICTS = "below, unclear, at_or_above, withheld, or early: 10 to 29 answers have no verdict"
WHOLE_MONTHS = "Roles that do not read single answers get the whole months around it that are over."
PARAMETERS = [
    OpenApiParameter("journey", str, required=True, description="The journey's key"),
    OpenApiParameter("period", str, enum=["30", "90", "365", "own"], description="Default: 90"),
    OpenApiParameter("since", str, description=f"First day, with period=own. {WHOLE_MONTHS}"),
    OpenApiParameter("until", str, description=f"Last day, with period=own. {WHOLE_MONTHS}"),
    *(OpenApiParameter(name, str) for name in ("channel", "segment_a", "segment_b")),
    *(OpenApiParameter(name, int) for name in ("persona", "team")),
]


class FigureSerializer(serializers.Serializer[Any]):
    """A mean with its interval; all three null where too few have answered."""

    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


def figure(mean: Mean, *, shown: bool) -> dict[str, float | None]:
    """What FigureSerializer describes."""
    if not shown:
        return {"value": None, "low": None, "high": None}
    return {"value": mean.mean, "low": mean.low, "high": mean.high}


class PlaceSerializer(serializers.Serializer[Cell]):
    """Which emotion at which stage, and what it is designed to be: raw 0-100 of the named emotion."""

    stage = serializers.CharField(source="stage.key")
    emotion = serializers.CharField(source="emotion.key")
    direction = serializers.CharField(source="emotion.direction")
    intended = serializers.IntegerField(allow_null=True)


def journey_asked(request: Request, reader: Membership) -> Journey:
    """The journey that a request names; 403 while its reader is to estimate first."""
    key = request.query_params.get("journey")
    if not key:
        raise ValidationError({"journey": "Name a journey by its key: ?journey=support-case"})
    journeys = Journey.objects.for_org(reader.organization).current()
    journey: Journey = get_object_or_404(journeys, key=key)
    if not beliefs.may_see_felt(journey=journey, membership=reader):
        raise PermissionDenied(
            "A belief round is open: estimate first, or choose to see the figures without."
        )
    return journey


class GapView(OrgView):
    """Base of the endpoints that read a journey's figures."""

    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    def asked(self, request: Request, form_class: type[BoardFilter] = BoardFilter) -> Any:
        """The valid filters; 403 while the reader is to estimate first."""
        journey = journey_asked(request, self.membership)
        query = {**request.query_params.dict(), "journey": journey.pk}
        form = form_class(query, reader=self.membership)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form
