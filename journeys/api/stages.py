from typing import ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from journeys.api.found import JourneyView
from journeys.api.serializers import MoveSerializer, StageMapSerializer, StageSerializer
from journeys.selectors import trees
from journeys.services import stages

EXAMPLE = OpenApiExample(
    "A stage",
    value={
        "name": "Waiting for an answer",
        "customer_goal": "Know that somebody is on to it.",
        "asked_as": {"en": "the wait for our answer", "de": "der Wartezeit auf unsere Antwort"},
        "is_asked": True,
        "intention": "We answer within a day.",
        "reality": "I had to ask twice.",
    },
    request_only=True,
)


class StageList(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="stage_list", responses=StageMapSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        journey = trees.of(journey=self.journey(key))
        return Response(StageMapSerializer(journey.current_stages, many=True).data)  # type: ignore[attr-defined]

    @extend_schema(
        operation_id="stage_create",
        request=StageSerializer,
        responses={201: StageSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request, key: str) -> Response:
        new = StageSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields = {name: value for name, value in new.validated_data.items() if name != "version"}
        stage = stages.add(journey=self.journey(key), by=self.actor, **fields)
        return Response(StageSerializer(stage).data, status=201)


class StageDetail(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    @extend_schema(operation_id="stage_read", responses=StageMapSerializer)
    def get(self, request: Request, key: str, stage: str) -> Response:
        return Response(StageMapSerializer(trees.with_parts(stage=self.stage(key, stage))).data)

    @extend_schema(
        operation_id="stage_update",
        request=StageSerializer(partial=True),
        responses=StageSerializer,
        examples=[EXAMPLE],
    )
    def patch(self, request: Request, key: str, stage: str) -> Response:
        row = self.stage(key, stage)
        changes = StageSerializer(row, data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        changed = stages.update(stage=row, by=self.actor, **changes.validated_data)
        return Response(StageSerializer(changed).data)

    @extend_schema(
        operation_id="stage_archive",
        summary="Archive a stage; its answers stay",
        responses={204: None},
    )
    def delete(self, request: Request, key: str, stage: str) -> Response:
        stages.archive(stage=self.stage(key, stage), by=self.actor)
        return Response(status=204)


class StageMove(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(
        operation_id="stage_move",
        request=MoveSerializer,
        responses=StageSerializer,
        examples=[OpenApiExample("To the front", value={"to": 0}, request_only=True)],
    )
    def post(self, request: Request, key: str, stage: str) -> Response:
        move = MoveSerializer(data=request.data)
        move.is_valid(raise_exception=True)
        moved = stages.move(stage=self.stage(key, stage), by=self.actor, **move.validated_data)
        return Response(StageSerializer(moved).data)
