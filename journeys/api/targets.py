from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organization
from accounts.permissions import Permission
from emotions.models import Emotion
from journeys.api.found import JourneyView
from journeys.api.serializers import (
    ChangedTargetSerializer,
    NewTargetSerializer,
    TargetSerializer,
)
from journeys.models import EmotionTarget
from journeys.selectors import named
from journeys.services import targets


def emotion_of(org: Organization, text: str) -> Emotion:
    """An emotion by its key, else by its name in any language."""
    by_key: Emotion | None = Emotion.objects.for_org(org).current().filter(key=text).first()
    return by_key or named.emotion(org=org, name=text)


class TargetList(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(
        operation_id="target_list",
        summary="The targets of a stage, also those that ended",
        responses=TargetSerializer(many=True),
    )
    def get(self, request: Request, key: str, stage: str) -> Response:
        rows = self.stage(key, stage).targets.select_related("emotion")
        return Response(TargetSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="target_create",
        summary="Aim for one more emotion, three at most",
        request=NewTargetSerializer,
        responses={201: TargetSerializer},
        examples=[
            OpenApiExample(
                "A target", value={"emotion": "cared_for", "intended": 80}, request_only=True
            )
        ],
    )
    def post(self, request: Request, key: str, stage: str) -> Response:
        new = NewTargetSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        target = targets.aim(
            stage=self.stage(key, stage),
            emotion=emotion_of(self.org, new.validated_data["emotion"]),
            intended=new.validated_data["intended"],
            by=self.actor,
        )
        return Response(TargetSerializer(target).data, status=201)


class TargetDetail(JourneyView):
    """The target that a stage has for an emotion now."""

    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    def _target(self, keys: dict[str, Any]) -> EmotionTarget:
        stage = self.stage(keys["key"], keys["stage"])
        rows = EmotionTarget.objects.for_org(self.org).current()
        found: EmotionTarget = get_object_or_404(
            rows.select_related("emotion", "organization", "stage__journey__organization"),
            stage=stage,
            emotion__key=keys["emotion"],
        )
        return found

    @extend_schema(operation_id="target_read", responses=TargetSerializer)
    def get(self, request: Request, **keys: Any) -> Response:
        return Response(TargetSerializer(self._target(keys)).data)

    @extend_schema(
        operation_id="target_update",
        summary="Intend more or less from today on",
        request=ChangedTargetSerializer,
        responses=TargetSerializer,
        examples=[OpenApiExample("More", value={"intended": 85, "was": 80}, request_only=True)],
    )
    def patch(self, request: Request, **keys: Any) -> Response:
        sent = ChangedTargetSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        target = targets.change(target=self._target(keys), by=self.actor, **sent.validated_data)
        return Response(TargetSerializer(target).data)

    @extend_schema(
        operation_id="target_end",
        summary="No longer aim for it, from today on",
        responses={204: None},
    )
    def delete(self, request: Request, **keys: Any) -> Response:
        targets.end(target=self._target(keys), by=self.actor)
        return Response(status=204)
