from typing import Any, ClassVar

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from actions.models import Action, Brainstorm, Cluster, Note, Participant
from actions.selectors.actions import cheap_and_strong_first
from actions.selectors.brainstorms import listing
from actions.services import actions, brainstorms
from emotions.models import Emotion

STRENGTHS = {"type": "object", "additionalProperties": {"type": "integer"}}


class ActionSerializer(serializers.ModelSerializer[Action]):
    """An action; `evokes` is the expected strength (1-3) by the emotion's key."""

    evokes = serializers.SerializerMethodField()

    class Meta:
        model = Action
        fields = [
            "id",
            "title",
            "what_we_do",
            "what_we_say",
            "state",
            "source",
            "library_key",
            "quote",
            "cost",
            "effort",
            "owner",
            "note",
            "cluster",
            "evokes",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(STRENGTHS)
    def get_evokes(self, action: Action) -> dict[str, int]:
        return {row.emotion.key: row.strength for row in action.evokes.all()}


class WrittenActionSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    what_we_do = serializers.CharField(max_length=2000)
    what_we_say = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    quote = serializers.CharField(max_length=500, required=False, allow_blank=True)
    cost = serializers.ChoiceField(Action.Cost.choices, required=False)
    effort = serializers.ChoiceField(Action.Effort.choices, required=False)
    evokes = serializers.DictField(child=serializers.IntegerField(min_value=1, max_value=3))


class ChangedActionSerializer(WrittenActionSerializer):
    """Only what is sent changes."""

    title = serializers.CharField(max_length=200, required=False)
    what_we_do = serializers.CharField(max_length=2000, required=False)
    evokes = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=3), required=False
    )
    state = serializers.ChoiceField(Action.State.choices, required=False)
    version = serializers.IntegerField(required=False)


class BrainstormSerializer(serializers.ModelSerializer[Brainstorm]):
    emotion = serializers.SlugRelatedField("key", read_only=True)  # type: ignore[var-annotated]
    note_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Brainstorm
        fields = ["id", "title", "emotion", "held_on", "closed_at", "note_count"]
        read_only_fields = fields


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    class Meta:
        model = Participant
        fields = ["id", "name", "level", "function"]


class ClusterSerializer(serializers.ModelSerializer[Cluster]):
    class Meta:
        model = Cluster
        fields = ["id", "name"]


class RoomSerializer(BrainstormSerializer):
    """A brainstorm with who was there and what its notes were put together to."""

    participants = ParticipantSerializer(many=True, read_only=True)
    clusters = ClusterSerializer(many=True, read_only=True)

    class Meta(BrainstormSerializer.Meta):
        fields = [
            *BrainstormSerializer.Meta.fields,
            "memory_prompt",
            "version_prompt",
            "votes_each",
            "participants",
            "clusters",
        ]
        read_only_fields = fields


class NoteSerializer(serializers.ModelSerializer[Note]):
    votes = serializers.IntegerField(source="vote_count", read_only=True, default=0)

    class Meta:
        model = Note
        fields = ["id", "prompt", "text", "participant", "cluster", "votes", "written_at"]
        read_only_fields = ["id", "participant", "cluster", "written_at"]


EXAMPLE = OpenApiExample(
    "Write an action",
    value={
        "title": "Call back within the hour",
        "what_we_do": "Whoever took the call rings back, also without news.",
        "cost": 0,
        "effort": 2,
        "evokes": {"informed": 3, "cared_for": 2},
    },
    request_only=True,
)


READY = OpenApiExample("Say that it is ready", value={"state": "ready"}, request_only=True)
NOTE = OpenApiExample(
    "What somebody did",
    value={"prompt": "memory", "text": "The plumber rang a day later to ask."},
    request_only=True,
)


class ActionList(OrgView, ListAPIView[Action]):
    """Actions, the cheap and strong ones first."""

    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.ACTION_EDIT}
    serializer_class = ActionSerializer
    filterset_fields: ClassVar[list[str]] = ["state", "source", "cost", "effort"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Action.objects.none()
        return cheap_and_strong_first(org=self.org)

    @extend_schema(
        operation_id="action_create",
        request=WrittenActionSerializer,
        responses={201: ActionSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        new = WrittenActionSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields = _with_emotions(self.org, new.validated_data)
        action = actions.create(org=self.org, **fields, by=self.actor)
        return Response(ActionSerializer(action).data, status=201)


class ActionDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.ACTION_EDIT}

    def _action(self, pk: int) -> Action:
        return get_object_or_404(Action.objects.for_org(self.org), pk=pk)

    @extend_schema(operation_id="action_read", responses=ActionSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(ActionSerializer(self._action(pk)).data)

    @extend_schema(
        operation_id="action_update",
        request=ChangedActionSerializer,
        responses=ActionSerializer,
        examples=[READY],
    )
    def patch(self, request: Request, pk: int) -> Response:
        changes = ChangedActionSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        fields = _with_emotions(self.org, changes.validated_data)
        state = fields.pop("state", None)
        action = actions.update(action=self._action(pk), **fields, by=self.actor)
        if state:
            action = actions.set_state(action=action, state=state, by=self.actor)
        return Response(ActionSerializer(action).data)


class BrainstormList(OrgView, ListAPIView[Brainstorm]):
    serializer_class = BrainstormSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Brainstorm.objects.none()
        return listing(org=self.org)


class BrainstormDetail(OrgView):
    """One brainstorm with its room."""

    @extend_schema(operation_id="brainstorm_read", responses=RoomSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(RoomSerializer(get_object_or_404(listing(org=self.org), pk=pk)).data)


class NoteList(OrgView):
    """The notes on a brainstorm's wall."""

    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.BRAINSTORM_JOIN}

    def _brainstorm(self, pk: int) -> Brainstorm:
        return get_object_or_404(Brainstorm.objects.for_org(self.org), pk=pk)

    @extend_schema(operation_id="note_list", responses=NoteSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        notes = self._brainstorm(pk).notes.annotate(vote_count=Count("votes"))
        return Response(NoteSerializer(notes, many=True).data)

    @extend_schema(
        operation_id="note_create",
        request=NoteSerializer,
        responses={201: NoteSerializer},
        examples=[NOTE],
    )
    def post(self, request: Request, pk: int) -> Response:
        brainstorm = self._brainstorm(pk)
        new = NoteSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        [note] = brainstorms.write_notes(
            brainstorm=brainstorm,
            prompt=new.validated_data["prompt"],
            texts=[new.validated_data["text"]],
            by=self.actor,
        )
        return Response(NoteSerializer(note).data, status=201)


def _with_emotions(org: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields with emotions instead of their keys; an unknown key is named."""
    if "evokes" not in fields:
        return fields
    wanted = fields["evokes"]
    emotions = {e.key: e for e in Emotion.objects.for_org(org).filter(key__in=list(wanted))}
    unknown = sorted(set(wanted) - set(emotions))
    if unknown:
        raise serializers.ValidationError({"evokes": [f"Unknown emotion: {', '.join(unknown)}."]})
    return {**fields, "evokes": {emotions[key]: strength for key, strength in wanted.items()}}


urlpatterns = [
    path("actions/", ActionList.as_view(), name="action-list"),
    path("actions/<int:pk>/", ActionDetail.as_view(), name="action-detail"),
    path("brainstorms/", BrainstormList.as_view(), name="brainstorm-list"),
    path("brainstorms/<int:pk>/", BrainstormDetail.as_view(), name="brainstorm-detail"),
    path("brainstorms/<int:pk>/notes/", NoteList.as_view(), name="brainstorm-notes"),
]
