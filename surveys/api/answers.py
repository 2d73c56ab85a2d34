"""Single answers and follow-ups, for those who may read them."""

from typing import Any, ClassVar

import django_filters
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response as Reply

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.rest import OrgView
from journeys.selectors import beliefs
from surveys.api.interactions import WhoSerializer
from surveys.models import Answer, FollowUp, Response
from surveys.services import followups


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """One answer: the step on its scale from 0; null is "can't say"."""

    kind = serializers.CharField(source="question.kind", read_only=True)
    construct = serializers.SerializerMethodField()
    scale = serializers.CharField(source="question.scale", read_only=True)

    class Meta:
        model = Answer
        fields = ["question", "kind", "construct", "scale", "value", "answered_at"]
        read_only_fields = fields

    def get_construct(self, answer: Answer) -> str:
        """The key of the emotion or outcome, or the number of the stage action."""
        question = answer.question
        named = question.emotion or question.outcome
        return named.key if named else f"stage-action-{question.stage_action_id}"


class ResponseSerializer(serializers.ModelSerializer[Response]):
    """What one customer told us about one interaction."""

    customer = WhoSerializer(read_only=True)
    journey = serializers.CharField(source="stage.journey.key", read_only=True)
    stage = serializers.CharField(source="stage.key", read_only=True)
    answers = AnswerSerializer(many=True, read_only=True)
    is_hidden = serializers.SerializerMethodField(
        help_text="A belief round asks the reader to estimate first: no answers and no comment."
    )

    class Meta:
        model = Response
        fields = [
            "id",
            "source",
            "state",
            "customer",
            "interaction",
            "journey",
            "stage",
            "experienced_on",
            "language",
            "is_counted",
            "set_aside",
            "sent_at",
            "comment",
            "answers",
            "is_hidden",
        ]
        read_only_fields = fields

    def get_is_hidden(self, response: Response) -> bool:
        return response.stage.journey_id in self.context["blind"]

    def to_representation(self, response: Response) -> dict[str, Any]:
        shown = super().to_representation(response)
        return {**shown, "answers": [], "comment": ""} if shown["is_hidden"] else shown


class ResponseFilter(django_filters.FilterSet):
    journey = django_filters.CharFilter("stage__journey__key")
    stage = django_filters.CharFilter("stage__key")
    since = django_filters.DateFilter("experienced_on", "gte")
    until = django_filters.DateFilter("experienced_on", "lte")

    class Meta:
        model = Response
        fields: ClassVar[list[str]] = ["source", "state", "customer", "is_counted"]


class ResponseBase(OrgView, GenericAPIView[Response]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.ANSWER_READ}
    serializer_class = ResponseSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Response.objects.none()
        # What a customer has not sent is nobody's business yet.
        rows = Response.objects.for_org(self.org).exclude(state=Response.State.DRAFT)
        return (
            rows.select_related("customer", "stage__journey")
            .prefetch_related("answers__question__emotion", "answers__question__outcome")
            .order_by("-pk")
        )

    def get_serializer_context(self) -> dict[str, Any]:
        asked = not getattr(self, "swagger_fake_view", False)
        blind = beliefs.blind_journeys(membership=self.membership) if asked else frozenset()
        return {**super().get_serializer_context(), "blind": blind}


class ResponseList(ResponseBase, ListAPIView[Response]):
    filterset_class = ResponseFilter


class ResponseDetail(ResponseBase, RetrieveAPIView[Response]):
    pass


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    """Somebody looks after a customer whose answer was low."""

    stage = serializers.CharField(source="stage.key", read_only=True)
    reason = serializers.SerializerMethodField(
        help_text="The low answers; empty for roles that do not read single answers, and for "
        "whoever has still to estimate in an open belief round."
    )
    owner = serializers.EmailField(source="owner.user.email", read_only=True, default=None)

    class Meta:
        model = FollowUp
        fields = [
            "id",
            "response",
            "stage",
            "reason",
            "owner",
            "due_on",
            "note",
            "result",
            "opened_at",
            "closed_at",
            "version",
        ]
        read_only_fields = fields

    def get_reason(self, followup: FollowUp) -> str:
        reader: Membership = self.context["reader"]
        is_blind = followup.stage.journey_id in self.context["blind"]
        return followup.reason if reader.can(Permission.ANSWER_READ) and not is_blind else ""


class ChangedFollowUpSerializer(serializers.Serializer[Any]):
    """Only what is sent changes; a `result` closes it."""

    owner = serializers.EmailField(
        required=False, allow_null=True, help_text="The address of a member."
    )
    due_on = serializers.DateField(required=False)
    note = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    result = serializers.ChoiceField(FollowUp.Result.choices, required=False)
    version = serializers.IntegerField(required=False)


class FollowUpFilter(django_filters.FilterSet):
    stage = django_filters.CharFilter("stage__key")
    is_open = django_filters.BooleanFilter("closed_at", "isnull")
    due_until = django_filters.DateFilter("due_on", "lte")

    class Meta:
        model = FollowUp
        fields: ClassVar[list[str]] = ["result"]


class FollowUpBase(OrgView, GenericAPIView[FollowUp]):
    serializer_class = FollowUpSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return FollowUp.objects.none()
        rows = FollowUp.objects.for_org(self.org).select_related("stage", "owner__user")
        return rows.order_by("-pk")

    def get_serializer_context(self) -> dict[str, Any]:
        asked = not getattr(self, "swagger_fake_view", False)
        reader = self.membership if asked else None
        blind = beliefs.blind_journeys(membership=self.membership) if asked else frozenset()
        return {**super().get_serializer_context(), "reader": reader, "blind": blind}


class FollowUpList(FollowUpBase, ListAPIView[FollowUp]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.FOLLOWUP_EDIT}
    filterset_class = FollowUpFilter


class FollowUpDetail(FollowUpBase, RetrieveAPIView[FollowUp]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.FOLLOWUP_EDIT,
        "PATCH": Permission.FOLLOWUP_EDIT,
    }

    @extend_schema(
        operation_id="followup_update",
        summary="Hand a follow-up over, note something, or close it",
        request=ChangedFollowUpSerializer,
        responses=FollowUpSerializer,
        examples=[
            OpenApiExample("Close it", {"result": "solved", "note": "Called back, refunded."})
        ],
    )
    def patch(self, request: Request, pk: int) -> Reply:
        followup = get_object_or_404(self.get_queryset(), pk=pk)
        changes = ChangedFollowUpSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        followup = self._changed(followup, changes.validated_data)
        return Reply(self.get_serializer(self.get_queryset().get(pk=followup.pk)).data)

    def _changed(self, followup: FollowUp, fields: dict[str, Any]) -> FollowUp:
        version = fields.get("version", followup.version)
        note = fields.get("note", followup.note)
        if {"owner", "due_on"} & set(fields) or ("note" in fields and "result" not in fields):
            followup = followups.edit(
                followup=followup,
                owner=self._owner(followup, fields),
                due_on=fields.get("due_on", followup.due_on),
                note=note,
                version=version,
                by=self.actor,
            )
            version = followup.version
        if result := fields.get("result"):
            followup = followups.close(
                followup=followup, result=result, note=note, version=version, by=self.actor
            )
        return followup

    def _owner(self, followup: FollowUp, fields: dict[str, Any]) -> Membership | None:
        if "owner" not in fields:
            return followup.owner
        if not fields["owner"]:
            return None
        members = Membership.objects.for_org(self.org).present().select_related("user")
        found: Membership | None = members.filter(user__email__iexact=fields["owner"]).first()
        if found is None:
            raise serializers.ValidationError({"owner": "No member has this address."})
        return found
