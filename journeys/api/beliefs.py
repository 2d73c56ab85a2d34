from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from journeys.api.found import JourneyView, members
from journeys.api.serializers import EstimatesSerializer, NewRoundSerializer, RoundSerializer
from journeys.models import BeliefRound, Journey
from journeys.selectors import beliefs as selectors
from journeys.selectors import targets
from journeys.services import beliefs


class BeliefView(JourneyView):
    def open_round(self, key: str) -> BeliefRound:
        found = selectors.open_round(journey=self.journey(key))
        if found is None:
            raise Http404
        return found

    def told(self, journey: Journey, pk: int) -> dict[str, Any]:
        rounds = {row.pk: row for row in selectors.rounds(journey=journey)}
        return RoundSerializer(rounds[pk]).data


class BeliefRounds(BeliefView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="belief_round_list", responses=RoundSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        rounds = selectors.rounds(journey=self.journey(key))
        return Response(RoundSerializer(rounds, many=True).data)

    @extend_schema(
        operation_id="belief_round_open",
        summary="Ask people to estimate, blind, what customers feel",
        request=NewRoundSerializer,
        responses={201: RoundSerializer},
        examples=[
            OpenApiExample(
                "A round", value={"until": "2026-12-01", "asked": [4, 7, 9]}, request_only=True
            )
        ],
    )
    def post(self, request: Request, key: str) -> Response:
        new = NewRoundSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        ids = set(new.validated_data["asked"])
        asked = list(members(self.org).filter(pk__in=ids).select_related("user", "organization"))
        if len(asked) != len(ids):
            raise ValidationError({"asked": _("Ask people of your own organization.")})
        journey = self.journey(key)
        opened = beliefs.open_round(
            journey=journey, asked=asked, until=new.validated_data["until"], by=self.actor
        )
        return Response(self.told(journey, opened.pk), status=201)


class Estimates(BeliefView):
    """The caller's own estimates in the round that is open now."""

    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.BELIEF_GIVE}

    @extend_schema(
        operation_id="belief_estimate",
        request=EstimatesSerializer,
        responses={204: None},
        examples=[
            OpenApiExample(
                "Two estimates",
                value={
                    "estimates": [
                        {"stage": "first-contact", "emotion": "listened_to", "value": 70},
                        {"stage": "first-contact", "emotion": "neglected", "value": 20},
                    ]
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, key: str) -> Response:
        sent = EstimatesSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        belief_round = self.open_round(key)
        beliefs.estimate(
            belief_round=belief_round,
            membership=self.membership,
            values=_values(belief_round.journey, sent.validated_data["estimates"]),
            by=self.actor,
        )
        return Response(status=204)


def _values(journey: Journey, estimates: list[dict[str, Any]]) -> dict[tuple[int, int], int]:
    cells = targets.current(journey=journey)
    by_keys = {(row.stage.key, row.emotion.key): cell for cell, row in cells.items()}
    values = {}
    for estimate in estimates:
        cell = by_keys.get((estimate["stage"], estimate["emotion"]))
        if cell is None:
            raise ValidationError(_("A stage does not aim for that emotion."))
        values[cell] = estimate["value"]
    return values


class Reveal(BeliefView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.BELIEF_GIVE}

    @extend_schema(
        operation_id="belief_reveal",
        summary="See what is felt without estimating; this is recorded",
        request=None,
        responses={204: None},
    )
    def post(self, request: Request, key: str) -> Response:
        beliefs.reveal(belief_round=self.open_round(key), membership=self.membership, by=self.actor)
        return Response(status=204)


class RoundClose(BeliefView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="belief_round_close", request=None, responses=RoundSerializer)
    def post(self, request: Request, key: str) -> Response:
        belief_round = self.open_round(key)
        beliefs.close(belief_round=belief_round, by=self.actor)
        return Response(self.told(belief_round.journey, belief_round.pk))
