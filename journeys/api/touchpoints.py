from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from journeys.api.found import JourneyView
from journeys.api.serializers import MoveTouchpointSerializer, TouchpointSerializer
from journeys.models import Touchpoint
from journeys.services import touchpoints

EXAMPLE = OpenApiExample(
    "A touchpoint",
    value={"name": "Support line", "channel": "phone", "owner": None},
    request_only=True,
)


class TouchpointList(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="touchpoint_list", responses=TouchpointSerializer(many=True))
    def get(self, request: Request, key: str, stage: str) -> Response:
        rows = self.stage(key, stage).touchpoints.current()
        return Response(TouchpointSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="touchpoint_create",
        request=TouchpointSerializer,
        responses={201: TouchpointSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request, key: str, stage: str) -> Response:
        new = TouchpointSerializer(data=request.data, context={"org": self.org})
        new.is_valid(raise_exception=True)
        fields = {name: value for name, value in new.validated_data.items() if name != "version"}
        row = touchpoints.add(stage=self.stage(key, stage), by=self.actor, **fields)
        return Response(TouchpointSerializer(row).data, status=201)


class TouchpointView(JourneyView):
    def touchpoint(self, keys: dict[str, Any]) -> Touchpoint:
        stage = self.stage(keys["key"], keys["stage"])
        rows = Touchpoint.objects.for_org(self.org).select_related(
            "organization", "stage__journey__organization"
        )
        found: Touchpoint = get_object_or_404(rows, stage=stage, key=keys["touchpoint"])
        return found


class TouchpointDetail(TouchpointView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    @extend_schema(operation_id="touchpoint_read", responses=TouchpointSerializer)
    def get(self, request: Request, **keys: Any) -> Response:
        return Response(TouchpointSerializer(self.touchpoint(keys)).data)

    @extend_schema(
        operation_id="touchpoint_update",
        request=TouchpointSerializer(partial=True),
        responses=TouchpointSerializer,
        examples=[EXAMPLE],
    )
    def patch(self, request: Request, **keys: Any) -> Response:
        row = self.touchpoint(keys)
        changes = TouchpointSerializer(
            row, data=request.data, partial=True, context={"org": self.org}
        )
        changes.is_valid(raise_exception=True)
        changed = touchpoints.update(touchpoint=row, by=self.actor, **changes.validated_data)
        return Response(TouchpointSerializer(changed).data)

    @extend_schema(operation_id="touchpoint_archive", responses={204: None})
    def delete(self, request: Request, **keys: Any) -> Response:
        touchpoints.archive(touchpoint=self.touchpoint(keys), by=self.actor)
        return Response(status=204)


class TouchpointMove(TouchpointView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(
        operation_id="touchpoint_move",
        request=MoveTouchpointSerializer,
        responses=TouchpointSerializer,
        examples=[
            OpenApiExample("To another stage", value={"stage": "wait", "to": 0}, request_only=True)
        ],
    )
    def post(self, request: Request, **keys: Any) -> Response:
        move = MoveTouchpointSerializer(data=request.data)
        move.is_valid(raise_exception=True)
        chosen = move.validated_data.get("stage")
        moved = touchpoints.move(
            touchpoint=self.touchpoint(keys),
            to_stage=self.stage(keys["key"], chosen) if chosen else None,
            to=move.validated_data["to"],
            by=self.actor,
        )
        return Response(TouchpointSerializer(moved).data)
