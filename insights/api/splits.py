from typing import Any

from django.core.exceptions import ValidationError
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from insights.api.gaps import PARAMETERS, VERDICTS, FigureSerializer, GapView, figure
from insights.selectors import board as boards
from insights.selectors import splits
from insights.selectors.splits import Part, Row
from surveys.selectors.cells import SPLITS


class SplitGroupSerializer(serializers.Serializer[Part]):
    """One group's figure. Of a hidden group neither a number nor how many answered is told."""

    value = serializers.CharField(source="group.value", allow_null=True)
    name = serializers.CharField(source="group.name")
    n = serializers.SerializerMethodField()
    level = serializers.CharField()
    felt = serializers.SerializerMethodField()

    def get_n(self, part: Part) -> int | None:
        return None if part.is_hidden else part.n

    @extend_schema_field(FigureSerializer)
    def get_felt(self, part: Part) -> dict[str, float | None]:
        return figure(part.felt, shown=part.level.shows_number)


class SplitCellSerializer(serializers.Serializer[Row]):
    """A cell of all customers with its groups, the largest first; they share its verdict."""

    stage = serializers.CharField(source="cell.stage.key")
    emotion = serializers.CharField(source="cell.emotion.key")
    direction = serializers.CharField(source="cell.emotion.direction")
    intended = serializers.IntegerField(source="cell.intended", allow_null=True)
    n = serializers.IntegerField(source="cell.n")
    felt = serializers.SerializerMethodField()
    verdict = serializers.CharField(source="cell.badge", help_text=VERDICTS)
    groups = SplitGroupSerializer(source="parts", many=True)

    @extend_schema_field(FigureSerializer)
    def get_felt(self, row: Row) -> dict[str, float | None]:
        return figure(row.cell.felt, shown=row.cell.level.shows_number)


BY = OpenApiParameter("by", str, required=True, enum=list(SPLITS), description="What to tell apart")
EXAMPLE = OpenApiExample(
    "One cell by channel",
    value=[
        {
            "stage": "waiting",
            "emotion": "informed",
            "direction": "seek",
            "intended": 75,
            "n": 304,
            "felt": {"value": 48.1, "low": 45.2, "high": 51.0},
            "verdict": "below",
            "groups": [
                {
                    "value": "phone",
                    "name": "Phone",
                    "n": 301,
                    "level": "full",
                    "felt": {"value": 48.0, "low": 45.1, "high": 50.9},
                },
                {
                    "value": "chat",
                    "name": "Chat",
                    "n": None,
                    "level": "nothing",
                    "felt": {"value": None, "low": None, "high": None},
                },
            ],
        }
    ],
    response_only=True,
)


class GapSplit(GapView):
    @extend_schema(
        operation_id="gap_split",
        summary="The gap board by channel, team, persona or segment",
        parameters=[*PARAMETERS, BY],
        responses=SplitCellSerializer(many=True),
        examples=[EXAMPLE],
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        form = self.asked(request)
        found: Any = splits.split(
            design=boards.design(journey=form.cleaned_data["journey"], reading=form.reading),
            period=form.chosen_period(),
            by=self._by(request),
            splits=form.chosen_splits(),
        )
        return Response(SplitCellSerializer(found.rows, many=True).data)

    def _by(self, request: Request) -> str:
        by: str = request.query_params.get("by", "")
        if by not in SPLITS:
            raise ValidationError({"by": f"Choose one of {', '.join(SPLITS)}."})
        return by
