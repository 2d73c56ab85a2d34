from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.engine.intervals import Difference
from insights.forms.empathy import EmpathyFilter
from insights.selectors import empathy as gaps
from insights.selectors import empathy_words as words
from insights.selectors import own_results as own
from insights.selectors.empathy import Figure, Row
from insights.selectors.own_results import OwnBehaviour, OwnFigure


class SideSerializer(serializers.Serializer[Figure]):
    """A share in percent with its interval and n; all null but `withheld` where it is not told."""

    percent = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.SerializerMethodField()
    is_early = serializers.BooleanField()
    withheld = serializers.CharField(allow_null=True)

    def get_n(self, figure: Figure) -> int | None:
        return None if figure.withheld else figure.n


class DifferenceSerializer(serializers.Serializer[Difference]):
    """A difference of two shares in points of percent."""

    points = serializers.SerializerMethodField()
    low = serializers.SerializerMethodField()
    high = serializers.SerializerMethodField()

    def get_points(self, gap: Difference) -> float:
        return 100 * (gap.difference or 0)

    def get_low(self, gap: Difference) -> float:
        return 100 * gap.low

    def get_high(self, gap: Difference) -> float:
        return 100 * gap.high


class EmpathyGapSerializer(serializers.Serializer[Row]):
    """One behaviour of one team."""

    stage_action = serializers.IntegerField(source="stage_action.pk")
    team = serializers.IntegerField(source="team.pk")
    own_forecast = serializers.IntegerField(source="own_forecast.in_ten", default=None)
    forecast = SideSerializer()
    practice = SideSerializer()
    customers = SideSerializer()
    overestimate = DifferenceSerializer(source="gap.overestimate", allow_null=True)
    transfer = DifferenceSerializer(source="gap.transfer", allow_null=True)
    blind_spot = DifferenceSerializer(source="gap.blind_spot", allow_null=True)
    findings = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    def get_findings(self, row: Row) -> dict[str, str]:
        return {
            "overestimate": row.overestimate,
            "transfer": row.transfer,
            "blind_spot": row.blind_spot,
        }

    def get_sentence(self, row: Row) -> str:
        return words.of_row(row)


SIDE = {"percent": 80.0, "low": 66.1, "high": 93.9, "n": 3, "is_early": False, "withheld": None}
NOT_TOLD = {"percent": None, "low": None, "high": None, "n": None, "is_early": False}
EXAMPLE = OpenApiExample(
    "One behaviour of one team",
    value=[
        {
            "stage_action": 12,
            "team": 3,
            "own_forecast": 8,
            "forecast": SIDE,
            "practice": {**NOT_TOLD, "withheld": "too_few_people"},
            "customers": {**SIDE, "percent": 52.0, "low": 42.3, "high": 61.5, "n": 100},
            "overestimate": None,
            "transfer": None,
            "blind_spot": {"points": 28.0, "low": 11.1, "high": 44.9},
            "findings": {
                "overestimate": "unknown",
                "transfer": "unknown",
                "blind_spot": "higher",
            },
            "sentence": "It is expected more often than customers meet it. Ask the team "
            "what happens.",
        }
    ],
    response_only=True,
)


class EmpathyGapList(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="empathy_gap_list",
        summary="Forecast, practice and customers, per behaviour and team",
        description="Whoever gives forecasts sees a row only after a forecast of their own.",
        parameters=[OpenApiParameter(name, int) for name in ("team", "journey")],
        responses=EmpathyGapSerializer(many=True),
        examples=[EXAMPLE],
        tags=["empathy"],
    )
    def get(self, request: Request) -> Response:
        form = EmpathyFilter(request.query_params, org=self.org)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        rows: Any = form.narrowed(gaps.rows(reader=self.membership))
        return Response(EmpathyGapSerializer(rows, many=True).data)


class OwnFigureSerializer(serializers.Serializer[OwnFigure]):
    """The share of one's own customers in one period, in percent; null under ten answers."""

    since = serializers.DateField(source="period.since")
    until = serializers.DateField(source="period.until")
    level = serializers.CharField()
    n = serializers.SerializerMethodField()
    percent = serializers.SerializerMethodField()
    low = serializers.SerializerMethodField()
    high = serializers.SerializerMethodField()

    def get_n(self, figure: OwnFigure) -> int | None:
        return figure.n if figure.level != "nothing" else None

    def get_percent(self, figure: OwnFigure) -> float | None:
        return self._told(figure, figure.done.share or 0)

    def get_low(self, figure: OwnFigure) -> float | None:
        return self._told(figure, figure.done.low)

    def get_high(self, figure: OwnFigure) -> float | None:
        return self._told(figure, figure.done.high)

    def _told(self, figure: OwnFigure, share: float) -> float | None:
        return 100 * share if figure.level.shows_number else None


class OwnResultSerializer(serializers.Serializer[OwnBehaviour]):
    """One behaviour as one's own customers report it."""

    stage_action = serializers.IntegerField(source="stage_action.pk")
    figures = OwnFigureSerializer(many=True)


OWN_EXAMPLE = OpenApiExample(
    "One behaviour",
    value=[
        {
            "stage_action": 12,
            "figures": [
                {
                    "since": "2026-05-01",
                    "until": "2026-08-31",
                    "level": "early",
                    "n": 14,
                    "percent": 57.1,
                    "low": 32.6,
                    "high": 78.6,
                }
            ],
        }
    ],
    response_only=True,
)


class OwnResultList(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="own_result_list",
        summary="What customers say of one's own interactions",
        description="Only ever of the member who asks. Periods are thirds of a year.",
        responses=OwnResultSerializer(many=True),
        examples=[OWN_EXAMPLE],
        tags=["empathy"],
    )
    def get(self, request: Request) -> Response:
        found: Any = own.behaviours(membership=self.membership)
        return Response(OwnResultSerializer(found, many=True).data)
