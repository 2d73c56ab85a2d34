from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.engine.secrecy import Guarded
from insights.selectors import pulse as found
from insights.selectors.pulse import ItemFigures, RoundFigures


class GuardedSerializer(serializers.Serializer[Guarded]):
    """A mean on 0-100, told from 5 to 95, with its interval and how many answered."""

    n = serializers.IntegerField()
    mean = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    is_early = serializers.BooleanField()


class TeamFigureSerializer(serializers.Serializer[Any]):
    team = serializers.IntegerField()
    figure = GuardedSerializer(allow_null=True)


class ItemSerializer(serializers.Serializer[ItemFigures]):
    """One item; a figure that is withheld is null, whatever the reason."""

    key = serializers.CharField(source="item.key")
    question = serializers.CharField()
    direction = serializers.CharField()
    whole = GuardedSerializer(allow_null=True)


class PulseRoundSerializer(serializers.Serializer[RoundFigures]):
    """A closed round of the employee pulse."""

    id = serializers.IntegerField(source="round.pk")
    opened_on = serializers.DateField(source="round.opened_on")
    closed_on = serializers.DateField(source="round.closed_on")
    asked = serializers.IntegerField()
    answered = serializers.IntegerField(allow_null=True)
    items = serializers.SerializerMethodField()

    @extend_schema_field(
        type("PulseItemSerializer", (ItemSerializer,), {"teams": TeamFigureSerializer(many=True)})(
            many=True
        )
    )
    def get_items(self, shown: RoundFigures) -> list[dict[str, Any]]:
        return [
            {**ItemSerializer(item).data, "teams": _by_team(shown, item)} for item in shown.items
        ]


def _by_team(shown: RoundFigures, item: ItemFigures) -> list[dict[str, Any]]:
    return [
        {"team": team.pk, "figure": GuardedSerializer(figure).data if figure else None}
        for team, figure in zip(shown.teams, item.teams, strict=True)
    ]


EXAMPLE = OpenApiExample(
    "One item of a round",
    value=[
        {
            "id": 4,
            "opened_on": "2026-11-02",
            "closed_on": "2026-11-12",
            "asked": 25,
            "answered": 21,
            "items": [
                {
                    "key": "valued",
                    "question": "In the last two weeks at work, how far did you feel valued?",
                    "direction": "seek",
                    "whole": {"n": 21, "mean": 61.9, "low": 50.5, "high": 73.3, "is_early": True},
                    "teams": [{"team": 3, "figure": None}],
                }
            ],
        }
    ],
    response_only=True,
)


class PulseList(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="pulse_list",
        summary="The latest closed rounds of the employee pulse",
        description="Groups of fewer than five, and what they could be worked out from, are null.",
        responses=PulseRoundSerializer(many=True),
        examples=[EXAMPLE],
        tags=["pulse"],
    )
    def get(self, request: Request) -> Response:
        rounds = list(found.closed_rounds(org=self.org))
        shown: Any = found.figures(org=self.org, rounds=rounds)
        return Response(PulseRoundSerializer(shown, many=True).data)
