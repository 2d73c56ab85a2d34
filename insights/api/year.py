from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from insights.api.gaps import PARAMETERS, FigureSerializer, GapView, figure
from insights.selectors import board as boards
from insights.selectors import movements, series
from insights.selectors.series import Point, Series


class YearRangeSerializer(serializers.Serializer[Any]):
    """The smoothed score with the limits of what is usual."""

    score = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    crossed = serializers.BooleanField()


class YearPointSerializer(serializers.Serializer[Point]):
    """One week (or month) or several joined, never fewer than ten answers."""

    since = serializers.DateField()
    until = serializers.DateField()
    n = serializers.IntegerField(source="felt.n")
    felt = serializers.SerializerMethodField()
    usual = YearRangeSerializer(source="trend", allow_null=True)

    @extend_schema_field(FigureSerializer)
    def get_felt(self, point: Point) -> dict[str, float | None]:
        return figure(point.felt, shown=True)


class YearSerializer(serializers.Serializer[Series]):
    """A cell over 52 weeks; `signal` is better, worse, none or too_short."""

    stage = serializers.CharField(source="cell.stage.key")
    emotion = serializers.CharField(source="cell.emotion.key")
    direction = serializers.CharField(source="cell.emotion.direction")
    intended = serializers.IntegerField(source="cell.intended", allow_null=True)
    signal = serializers.CharField()
    sentence = serializers.SerializerMethodField()
    points = YearPointSerializer(many=True)

    def get_sentence(self, found: Series) -> str:
        return movements.of_series(found)


EXAMPLE = OpenApiExample(
    "One cell",
    value=[
        {
            "stage": "waiting",
            "emotion": "informed",
            "direction": "seek",
            "intended": 75,
            "signal": "worse",
            "sentence": "From 62 to 49 over 30 points in time. Worse than usual: smoothed at 52, "
            "outside 55 to 68.",
            "points": [
                {
                    "since": "2026-11-09",
                    "until": "2026-11-15",
                    "n": 41,
                    "felt": {"value": 49.4, "low": 42.0, "high": 56.7},
                    "usual": {"score": 52.3, "low": 55.1, "high": 67.9, "crossed": True},
                }
            ],
        }
    ],
    response_only=True,
)


class GapYear(GapView):
    @extend_schema(
        operation_id="gap_year",
        summary="Every cell of the gap board over 52 weeks",
        parameters=PARAMETERS,
        responses=YearSerializer(many=True),
        examples=[EXAMPLE],
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        form = self.asked(request)
        period, splits = form.chosen_period(), form.chosen_splits()
        design = boards.design(journey=form.cleaned_data["journey"], reading=form.reading)
        board = boards.read(design, period, splits)
        found: Any = series.of_cells(
            design=design, found=board.cells, until=period.until, splits=splits
        )
        return Response(YearSerializer(found, many=True).data)
