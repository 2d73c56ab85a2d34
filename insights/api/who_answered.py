from typing import Any, ClassVar

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

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.api.gaps import FigureSerializer, figure, journey_asked
from insights.forms.who_answered import FIXED, WhoAnsweredFilter
from insights.selectors import who_answered
from insights.selectors import who_answered_words as words
from insights.selectors.response_rates import Rate
from insights.selectors.who_answered import Breakdown, Group, Weighed, WhoAnswered


class ResponseRateSerializer(serializers.Serializer[Any]):
    """A share of 0 to 1 with its interval; null where fewer than ten were asked, or it is withheld."""

    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


def rate_of(rate: Rate, *, shown: bool) -> dict[str, float | None]:
    """What ResponseRateSerializer describes."""
    if not shown:
        return {"share": None, "low": None, "high": None}
    return {"share": rate.share.share, "low": rate.share.low, "high": rate.share.high}


class TurnoutGroupSerializer(serializers.Serializer[Group]):
    """Customers with one value; `answered` is null where the group is withheld."""

    value = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    happened = serializers.IntegerField(source="turnout.happened")
    asked = serializers.IntegerField(source="turnout.asked")
    answered = serializers.SerializerMethodField()
    rate = serializers.SerializerMethodField()
    level = serializers.CharField()
    bias_note = serializers.FloatField(allow_null=True, help_text="points a level may be off by")

    def get_answered(self, group: Group) -> int | None:
        return group.turnout.answered if group.level.shows_number else None

    @extend_schema_field(ResponseRateSerializer)
    def get_rate(self, group: Group) -> dict[str, float | None]:
        return rate_of(group.rate, shown=group.level.shows_number)


class BreakdownSerializer(serializers.Serializer[Breakdown]):
    """The rates by one variable: stage, channel, segment_a, segment_b, persona or month."""

    variable = serializers.CharField()
    groups = TurnoutGroupSerializer(many=True)
    left_out = serializers.IntegerField(help_text="smaller groups that are not listed")


class WeighedSerializer(serializers.Serializer[Weighed]):
    """A mean as it stands; `weighted` only where it lies more than a standard error from it."""

    stage = serializers.CharField(source="stage.key")
    emotion = serializers.CharField(source="emotion.key")
    n = serializers.IntegerField()
    level = serializers.CharField()
    felt = serializers.SerializerMethodField()
    weighted = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    @extend_schema_field(FigureSerializer)
    def get_felt(self, mean: Weighed) -> dict[str, float | None]:
        return figure(mean.felt, shown=mean.level.shows_number)

    @extend_schema_field(FigureSerializer(allow_null=True))
    def get_weighted(self, mean: Weighed) -> dict[str, float | None] | None:
        weighted = mean.weighted
        if weighted is None or not mean.shows_both:
            return None
        return {"value": weighted.mean, "low": weighted.low, "high": weighted.high}

    def get_sentence(self, mean: Weighed) -> str:
        return words.of_mean(mean)


class WhoAnsweredSerializer(serializers.Serializer[WhoAnswered]):
    """Who answered; `means` is empty for roles that do not read single answers."""

    journey = serializers.CharField(source="journey.key")
    since = serializers.DateField(source="period.since")
    until = serializers.DateField(source="period.until")
    happened = serializers.IntegerField(source="whole.happened")
    asked = serializers.IntegerField(source="whole.asked")
    answered = serializers.IntegerField(source="whole.answered")
    rate = serializers.SerializerMethodField()
    rate_before = serializers.SerializerMethodField()
    rate_moved = serializers.BooleanField(source="has_moved")
    bias_note = serializers.FloatField(
        source="rate.bias_note", allow_null=True, help_text="points a level may be off by"
    )
    sentence = serializers.SerializerMethodField()
    breakdowns = BreakdownSerializer(many=True)
    weighted_by = serializers.ListField(child=serializers.CharField())
    means = WeighedSerializer(many=True)

    @extend_schema_field(ResponseRateSerializer)
    def get_rate(self, found: WhoAnswered) -> dict[str, float | None]:
        return rate_of(found.rate, shown=found.rate.level.shows_number)

    @extend_schema_field(ResponseRateSerializer)
    def get_rate_before(self, found: WhoAnswered) -> dict[str, float | None]:
        """Of as many days right before."""
        return rate_of(found.before, shown=found.before.level.shows_number)

    def get_sentence(self, found: WhoAnswered) -> str:
        return words.of_note(found.rate.bias_note)


EXAMPLE = OpenApiExample(
    "By segment",
    value={
        "journey": "support-case",
        "since": "2026-08-25",
        "until": "2026-11-22",
        "happened": 5120,
        "asked": 4012,
        "answered": 602,
        "rate": {"share": 0.15, "low": 0.139, "high": 0.161},
        "rate_before": {"share": 0.156, "low": 0.145, "high": 0.168},
        "rate_moved": False,
        "bias_note": 3.57,
        "sentence": "At any number of answers, a level may be off by about 3.6 points because of "
        "who answers; changes over time are safer while the response rate is stable.",
        "breakdowns": [
            {
                "variable": "segment_a",
                "groups": [
                    {
                        "value": "gold",
                        "name": "gold",
                        "happened": 1710,
                        "asked": 1340,
                        "answered": 388,
                        "rate": {"share": 0.29, "low": 0.266, "high": 0.314},
                        "level": "full",
                        "bias_note": 2.35,
                    }
                ],
                "left_out": 0,
            }
        ],
        "weighted_by": ["channel", "segment_a"],
        "means": [
            {
                "stage": "waiting",
                "emotion": "informed",
                "n": 512,
                "level": "full",
                "felt": {"value": 58.2, "low": 55.9, "high": 60.5},
                "weighted": {"value": 54.6, "low": 51.8, "high": 57.4},
                "sentence": "3.6 points lower.",
            }
        ],
    },
    response_only=True,
)


class WhoAnsweredView(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="who_answered",
        summary="Response rates by what is known of customers, and the means put right by it",
        parameters=[
            OpenApiParameter("journey", str, required=True, description="The journey's key"),
            OpenApiParameter(
                "period", str, enum=[days for days, _label in FIXED], description="Default: 90"
            ),
        ],
        responses=WhoAnsweredSerializer,
        examples=[EXAMPLE],
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        journey = journey_asked(request, self.membership)
        asked = request.query_params.get("period", "")
        if asked and asked not in dict(FIXED):
            raise ValidationError({"period": f"Choose one of {', '.join(dict(FIXED))}."})
        query = {"journey": str(journey.pk), "period": asked}
        form = WhoAnsweredFilter(query, reader=self.membership)
        found: Any = who_answered.of_journey(
            journey=journey, period=form.chosen_period, reading=form.reading
        )
        return Response(WhoAnsweredSerializer(found).data)
