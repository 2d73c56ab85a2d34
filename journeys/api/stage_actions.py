from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from actions.models import Action
from journeys.api.found import JourneyView
from journeys.api.serializers import (
    CheckSerializer,
    LiveIntervalSerializer,
    NewStageActionSerializer,
    SinceSerializer,
    StageActionSerializer,
    StoppedSerializer,
)
from journeys.api.targets import emotion_of
from journeys.services import checks, stage_actions

EXAMPLE = OpenApiExample(
    "Design an action into a stage",
    value={
        "action": 12,
        "emotion": "listened_to",
        "time_allowed": "Two minutes before the first question",
        "performance_measure": "Average handling time",
        "measure_effect": "fights",
        "authority": "May end the queue for one caller",
        "material": "",
        "owner": None,
        "due_on": "2027-01-31",
    },
    request_only=True,
)
DUE = OpenApiExample("Another date", value={"due_on": "2027-03-31"}, request_only=True)


class StageActionList(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="stage_action_list", responses=StageActionSerializer(many=True))
    def get(self, request: Request, key: str, stage: str) -> Response:
        rows = self.stage(key, stage).stage_actions.current().select_related("action", "emotion")
        rows = rows.prefetch_related("live_intervals")
        return Response(StageActionSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="stage_action_create",
        request=NewStageActionSerializer,
        responses={201: StageActionSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request, key: str, stage: str) -> Response:
        place = self.stage(key, stage)
        new = NewStageActionSerializer(data=request.data, context={"org": self.org})
        new.is_valid(raise_exception=True)
        fields = {name: value for name, value in new.validated_data.items() if name != "version"}
        fields["action"] = self._action(fields["action"])
        fields["emotion"] = emotion_of(self.org, fields["emotion"])
        row = stage_actions.add(stage=place, by=self.actor, **fields)
        return Response(StageActionSerializer(row).data, status=201)

    def _action(self, pk: int) -> Action:
        action: Action | None = Action.objects.for_org(self.org).filter(pk=pk).first()
        if action is None:
            raise ValidationError({"action": _("There is no such action.")})
        return action


class StageActionDetail(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    @extend_schema(operation_id="stage_action_read", responses=StageActionSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(StageActionSerializer(self.stage_action(pk)).data)

    @extend_schema(
        operation_id="stage_action_update",
        request=StageActionSerializer(partial=True),
        responses=StageActionSerializer,
        examples=[DUE],
    )
    def patch(self, request: Request, pk: int) -> Response:
        row = self.stage_action(pk)
        changes = StageActionSerializer(
            row, data=request.data, partial=True, context={"org": self.org}
        )
        changes.is_valid(raise_exception=True)
        changed = stage_actions.update(stage_action=row, by=self.actor, **changes.validated_data)
        return Response(StageActionSerializer(changed).data)

    @extend_schema(
        operation_id="stage_action_archive",
        summary="Take an action off its stage; if it is live, it ends today",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        stage_actions.archive(stage_action=self.stage_action(pk), by=self.actor)
        return Response(status=204)


class GoLive(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(
        operation_id="stage_action_live",
        request=SinceSerializer,
        responses={201: LiveIntervalSerializer},
        examples=[OpenApiExample("Since", value={"since": "2026-10-01"}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        sent = SinceSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        interval = stage_actions.go_live(
            stage_action=self.stage_action(pk), by=self.actor, **sent.validated_data
        )
        return Response(LiveIntervalSerializer(interval).data, status=201)


class Stop(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(
        operation_id="stage_action_stop",
        request=StoppedSerializer,
        responses=LiveIntervalSerializer,
        examples=[OpenApiExample("On", value={"ended_on": "2026-11-01"}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        sent = StoppedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        interval = stage_actions.stop(
            stage_action=self.stage_action(pk),
            on=sent.validated_data.get("ended_on"),
            by=self.actor,
        )
        return Response(LiveIntervalSerializer(interval).data)


class Checks(JourneyView):
    """The versions of the question whether it happened, the one asked now first."""

    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}

    @extend_schema(operation_id="stage_action_checks", responses=CheckSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        return Response(CheckSerializer(self.stage_action(pk).check_wordings, many=True).data)

    @extend_schema(
        operation_id="stage_action_check_write",
        request=CheckSerializer,
        responses={201: CheckSerializer},
        examples=[
            OpenApiExample(
                "A question",
                value={"texts": {"en": "Did we listen to you?"}, "yes_is_good": True},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        new = CheckSerializer(data=request.data, context={"org": self.org})
        new.is_valid(raise_exception=True)
        fields: dict[str, Any] = new.validated_data
        wording = checks.write(stage_action=self.stage_action(pk), by=self.actor, **fields)
        return Response(CheckSerializer(wording).data, status=201)
