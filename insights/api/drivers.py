from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from emotions.models import Outcome
from insights.api.gaps import journey_asked
from insights.forms.drivers import DriverFilter
from insights.selectors import driver_words as words
from insights.selectors import drivers as tables
from insights.selectors import priority as priorities
from insights.selectors import priority_words
from insights.selectors.drivers import PERIODS, DriverTable, Row
from insights.selectors.priority import Place, Ranking

PARAMETERS = [
    OpenApiParameter("journey", str, required=True, description="The journey's key"),
    OpenApiParameter("outcome", str, description="An outcome's key; default: what the survey asks"),
    OpenApiParameter(
        "months", int, enum=PERIODS, description="Whole months before this one; default: 12"
    ),
]


class PairSerializer(serializers.Serializer[Any]):
    """Two questions that too few customers answered together."""

    first = serializers.CharField(source="first.key")
    second = serializers.CharField(source="second.key")
    n = serializers.IntegerField()


class DriverSerializer(serializers.Serializer[Any]):
    """What one feeling, or several that move as one, has to do with the outcome."""

    factors = serializers.SerializerMethodField()
    share = serializers.FloatField(source="driver.share", help_text="of R², 0 to 1")
    low = serializers.FloatField(source="driver.low")
    high = serializers.FloatField(source="driver.high")
    own_effect = serializers.BooleanField(source="driver.own_effect")
    step = serializers.FloatField(help_text="in `unit`: what a step of the feeling goes with")
    step_low = serializers.FloatField()
    step_high = serializers.FloatField()
    first = serializers.FloatField(source="driver.first", help_text="share of draws it comes first")
    provisional = serializers.BooleanField(source="driver.provisional")

    def get_factors(self, row: Row) -> list[str]:
        return [factor.key for factor in row.factors]


class AboutSerializer(serializers.Serializer[Any]):
    """What both answers begin with; `reason` says why there are no figures."""

    journey = serializers.CharField(source="journey.key")
    outcome = serializers.CharField(source="outcome.key")
    benefit = serializers.CharField(source="outcome.benefit")
    since = serializers.DateField(source="months.first")
    until = serializers.DateField()
    as_of = serializers.DateTimeField(allow_null=True)
    season_since = serializers.DateField(
        source="study.season.first",
        default=None,
        allow_null=True,
        help_text="first of the months whose common swing is taken out, where more than six are pooled",
    )
    season_until = serializers.DateField(source="study.season.end", default=None, allow_null=True)
    n = serializers.IntegerField()
    unit = serializers.CharField(
        help_text="what differences are in: steps, percentage points (yes or no), percent (amounts)"
    )
    reason = serializers.CharField(source="refusal.reason", default=None, allow_null=True)
    enough_on = serializers.DateField(source="forecast.on", default=None, allow_null=True)


class DriverTableSerializer(AboutSerializer):
    """The driver table; without `ranked` no order is claimed and no share is told."""

    headline = serializers.SerializerMethodField()
    r_squared = serializers.FloatField(source="explained", allow_null=True)
    r_squared_low = serializers.FloatField(source="explained_low", allow_null=True)
    r_squared_high = serializers.FloatField(source="explained_high", allow_null=True)
    ranked = serializers.BooleanField(source="is_ranked")
    provisional = serializers.BooleanField(source="is_provisional")
    drivers = serializers.SerializerMethodField()
    thin_pairs = PairSerializer(source="thin", many=True)
    asked = serializers.SerializerMethodField(
        help_text="what `asked_together` counts, in its order"
    )
    asked_together = serializers.ListField(
        source="pairs",
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="how many answered each two of them, a row for each",
    )

    def get_asked(self, table: DriverTable) -> list[str]:
        return [factor.key for factor in table.factors]

    def get_headline(self, table: DriverTable) -> str:
        return words.of_table(table)

    def get_drivers(self, table: DriverTable) -> list[dict[str, Any]]:
        return list(DriverSerializer(table.rows, many=True).data) if table.is_ranked else []


class AimSerializer(serializers.Serializer[Any]):
    """One target of a stage; `felt` and its limits are null where it is not counted."""

    emotion = serializers.CharField(source="emotion.key")
    intended = serializers.IntegerField(source="target.intended")
    felt = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    shortfall = serializers.FloatField()
    value = serializers.FloatField()


class PlaceSerializer(serializers.Serializer[Place]):
    """A stage in the order; `value` in `unit`, of 100 customers of the journey."""

    stage = serializers.CharField(source="stage.key")
    reach = serializers.FloatField()
    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    first = serializers.FloatField(help_text="share of draws in which it comes first")
    rank_low = serializers.IntegerField()
    rank_high = serializers.IntegerField()
    targets = AimSerializer(source="aims", many=True)
    actions = serializers.SerializerMethodField()
    effort = serializers.IntegerField(source="effort.effort", default=None, allow_null=True)

    def get_actions(self, place: Place) -> list[str]:
        return [action.title for action in place.actions]


class PriorityListSerializer(AboutSerializer):
    """Where to act first; `standing` is null where no order may be shown."""

    headline = serializers.SerializerMethodField()
    standing = serializers.CharField(allow_null=True)
    stages = PlaceSerializer(source="places", many=True)
    changes = serializers.SerializerMethodField()

    def get_headline(self, ranking: Ranking) -> str:
        return priority_words.of_ranking(ranking)

    def get_changes(self, ranking: Ranking) -> list[str]:
        return priority_words.changes(ranking)


ABOUT = {
    "journey": "support-case",
    "outcome": "recommend",
    "benefit": "direct",
    "since": "2025-11-01",
    "until": "2026-11-22",
    "as_of": "2026-11-22T02:49:29Z",
    "season_since": "2025-11-01",
    "season_until": "2026-11-30",
    "n": 3423,
    "unit": "steps",
    "reason": None,
    "enough_on": None,
}
TABLE = OpenApiExample(
    "A driver table",
    value={
        **ABOUT,
        "headline": "“relieved” and “listened to” go most closely with “Recommend”.",
        "r_squared": 0.42,
        "r_squared_low": 0.39,
        "r_squared_high": 0.46,
        "ranked": True,
        "provisional": True,
        "drivers": [
            {
                "factors": ["relieved"],
                "share": 0.15,
                "low": 0.1,
                "high": 0.22,
                "own_effect": True,
                "step": 0.52,
                "step_low": 0.34,
                "step_high": 0.7,
                "first": 0.64,
                "provisional": True,
            }
        ],
        "thin_pairs": [{"first": "understood", "second": "relieved", "n": 26}],
        "asked": ["recommend", "relieved", "understood"],
        "asked_together": [[3423, 472, 428], [472, 472, 26], [428, 26, 428]],
    },
    response_only=True,
)
LIST = OpenApiExample(
    "Where to act first",
    value={
        **ABOUT,
        "headline": "Act first at “First contact”.",
        "standing": "first",
        "stages": [
            {
                "stage": "first-contact",
                "reach": 0.61,
                "value": 8.9,
                "low": 1.2,
                "high": 15.1,
                "first": 0.97,
                "rank_low": 1,
                "rank_high": 2,
                "targets": [
                    {
                        "emotion": "respected",
                        "intended": 70,
                        "felt": 52.9,
                        "low": 51.3,
                        "high": 54.4,
                        "n": 1372,
                        "shortfall": 17.1,
                        "value": 4.6,
                    }
                ],
                "actions": ["Hand over with the story"],
                "effort": 1,
            }
        ],
        "changes": ["“First contact” would stay first even if “respected” met its target there."],
    },
    response_only=True,
)


class _StudyView(OrgView):
    """A view of what is studied of one journey's outcome."""

    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    def chosen(self, request: Request) -> dict[str, Any]:
        """What is asked for by keys: 404 for what is not there, 403 while blind."""
        asked = request.query_params
        journey = journey_asked(request, self.membership)
        query = {**asked.dict(), "journey": journey.pk, "outcome": ""}
        form = DriverFilter(query, reader=self.membership)
        outcome = form.chosen_outcome
        if key := asked.get("outcome"):
            # Also one that this journey does not ask for: the answer says that nobody was asked.
            outcome = get_object_or_404(Outcome.objects.for_org(self.org), key=key)
        if outcome is None:
            raise NotFound("No outcome is asked about.")
        return {"journey": journey, "outcome": outcome, "months": form.months_chosen}


class DriverTableView(_StudyView):
    @extend_schema(
        operation_id="driver_table",
        summary="Which feelings go with an outcome",
        parameters=PARAMETERS,
        responses=DriverTableSerializer,
        examples=[TABLE],
        tags=["insights"],
    )
    def get(self, request: Request) -> Response:
        found = tables.table(**self.chosen(request))
        return Response(DriverTableSerializer(found).data)


class PriorityList(_StudyView):
    @extend_schema(
        operation_id="priority_list",
        summary="Where to act first",
        parameters=PARAMETERS,
        responses=PriorityListSerializer,
        examples=[LIST],
        tags=["insights"],
    )
    def get(self, request: Request) -> Response:
        found = priorities.ranking(**self.chosen(request))
        return Response(PriorityListSerializer(found).data)
