from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from emotions.models import Emotion, FocusEmotion, Outcome, Wording
from emotions.services import emotions, focus, wordings


class WordingSerializer(serializers.ModelSerializer[Wording]):
    meaning_changed = serializers.BooleanField(default=False)

    class Meta:
        model = Wording
        fields = ["number", "texts", "meaning_changed", "created_at", "answered_at"]
        read_only_fields = ["number", "created_at", "answered_at"]


class EmotionSerializer(serializers.ModelSerializer[Emotion]):
    """An emotion by its stable key; names and definitions by language."""

    wording = serializers.SerializerMethodField()

    class Meta:
        model = Emotion
        fields = [
            "key",
            "names",
            "definitions",
            "group",
            "direction",
            "is_own",
            "wording",
            "archived_at",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_wording(self, emotion: Emotion) -> dict[str, str]:
        latest = next(iter(emotion.wordings.all()), None)
        return latest.texts if latest else {}


class NewEmotionSerializer(serializers.Serializer[Any]):
    names = serializers.DictField(child=serializers.CharField(max_length=60), allow_empty=False)
    definitions = serializers.DictField(child=serializers.CharField(max_length=300), default=dict)
    group = serializers.ChoiceField(Emotion.Group.choices)
    direction = serializers.ChoiceField(Emotion.Direction.choices)
    wording = serializers.DictField(child=serializers.CharField(max_length=300))


class ChangedEmotionSerializer(serializers.Serializer[Any]):
    """Only what is sent changes; `version` refuses to write over somebody else's change."""

    names = serializers.DictField(child=serializers.CharField(max_length=60), required=False)
    definitions = serializers.DictField(child=serializers.CharField(max_length=300), required=False)
    group = serializers.ChoiceField(Emotion.Group.choices, required=False)
    direction = serializers.ChoiceField(Emotion.Direction.choices, required=False)
    version = serializers.IntegerField(required=False)


class FocusSerializer(serializers.ModelSerializer[FocusEmotion]):
    emotion = serializers.SlugRelatedField("key", read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = FocusEmotion
        fields = ["emotion", "reason", "evidence", "decided_on", "ended_on"]
        read_only_fields = ["emotion", "ended_on"]


class OutcomeSerializer(serializers.ModelSerializer[Outcome]):
    class Meta:
        model = Outcome
        fields = ["key", "names", "scale", "benefit", "is_predictor", "archived_at"]
        read_only_fields = fields


EXAMPLE = OpenApiExample(
    "Define an emotion",
    value={
        "names": {"en": "looked after"},
        "definitions": {"en": "somebody took the matter into their hands"},
        "group": "belonging",
        "direction": "seek",
        "wording": {"en": "After {interaction}, how far did you feel looked after?"},
    },
    request_only=True,
)


RENAME = OpenApiExample(
    "Rename", value={"names": {"en": "cared for"}, "version": 1}, request_only=True
)
WORDING = OpenApiExample(
    "Ask in other words",
    value={"texts": {"en": "During {interaction}, how far did you feel cared for?"}},
    request_only=True,
)
OUTCOME_WORDING = OpenApiExample(
    "Ask in other words",
    value={"texts": {"en": "How likely are you to recommend us to somebody close to you?"}},
    request_only=True,
)
FOCUS = OpenApiExample(
    "Choose an emotion",
    value={
        "reason": "Whoever felt it came back.",
        "evidence": "Forty interviews in spring.",
        "decided_on": "2026-09-01",
    },
    request_only=True,
)


class EmotionList(OrgView, ListAPIView[Emotion]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.EMOTION_EDIT}
    serializer_class = EmotionSerializer
    filterset_fields: ClassVar[list[str]] = ["group", "direction", "is_own"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Emotion.objects.none()
        return Emotion.objects.for_org(self.org).prefetch_related("wordings")

    @extend_schema(
        operation_id="emotion_create",
        summary="Define an emotion",
        request=NewEmotionSerializer,
        responses={201: EmotionSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        new = NewEmotionSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        emotion = emotions.create(org=self.org, **new.validated_data, by=self.actor)
        return Response(EmotionSerializer(emotion).data, status=201)


class EmotionDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.EMOTION_EDIT}

    def _emotion(self, key: str) -> Emotion:
        return get_object_or_404(Emotion.objects.for_org(self.org), key=key)

    @extend_schema(operation_id="emotion_read", responses=EmotionSerializer)
    def get(self, request: Request, key: str) -> Response:
        return Response(EmotionSerializer(self._emotion(key)).data)

    @extend_schema(
        operation_id="emotion_update",
        request=ChangedEmotionSerializer,
        responses=EmotionSerializer,
        examples=[RENAME],
    )
    def patch(self, request: Request, key: str) -> Response:
        changes = ChangedEmotionSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        emotion = emotions.update(
            emotion=self._emotion(key), **changes.validated_data, by=self.actor
        )
        return Response(EmotionSerializer(emotion).data)


class WordingList(OrgView):
    """The versions of the question about an emotion, the one asked now first."""

    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.EMOTION_EDIT}
    model: ClassVar[type[Emotion | Outcome]] = Emotion

    def _asked_about(self, key: str) -> Any:
        return get_object_or_404(self.model.objects.for_org(self.org), key=key)

    @extend_schema(operation_id="emotion_wordings", responses=WordingSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        return Response(WordingSerializer(self._asked_about(key).wordings.all(), many=True).data)

    @extend_schema(
        operation_id="emotion_wording_change",
        description="Languages that are not named keep their sentence.",
        request=WordingSerializer,
        responses={201: WordingSerializer},
        examples=[WORDING],
    )
    def post(self, request: Request, key: str) -> Response:
        about = self._asked_about(key)
        new = WordingSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        latest = about.wordings.first()
        texts = {**(latest.texts if latest else {}), **new.validated_data["texts"]}
        wording = wordings.change(of=about, **{**new.validated_data, "texts": texts}, by=self.actor)
        return Response(WordingSerializer(wording).data, status=201)


@extend_schema_view(
    get=extend_schema(operation_id="outcome_wordings"),
    post=extend_schema(operation_id="outcome_wording_change", examples=[OUTCOME_WORDING]),
)
class OutcomeWordingList(WordingList):
    """The versions of the question about an outcome, the one asked now first."""

    model = Outcome


class FocusList(OrgView, ListAPIView[FocusEmotion]):
    """The decisions which emotions are in focus, also the ended ones."""

    serializer_class = FocusSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return FocusEmotion.objects.none()
        return FocusEmotion.objects.for_org(self.org).select_related("emotion")


class Focus(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.EMOTION_EDIT}

    @extend_schema(
        operation_id="focus_decide",
        request=FocusSerializer,
        responses={201: FocusSerializer},
        examples=[FOCUS],
    )
    def post(self, request: Request, key: str) -> Response:
        emotion = get_object_or_404(Emotion.objects.for_org(self.org), key=key)
        new = FocusSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        decision = focus.decide(emotion=emotion, **new.validated_data, by=self.actor)
        return Response(FocusSerializer(decision).data, status=201)


class OutcomeList(OrgView, ListAPIView[Outcome]):
    serializer_class = OutcomeSerializer
    filterset_fields: ClassVar[list[str]] = ["scale", "benefit"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Outcome.objects.none()
        return Outcome.objects.for_org(self.org)


urlpatterns = [
    path("emotions/", EmotionList.as_view(), name="emotion-list"),
    path("emotions/<slug:key>/", EmotionDetail.as_view(), name="emotion-detail"),
    path("emotions/<slug:key>/wordings/", WordingList.as_view(), name="emotion-wordings"),
    path("emotions/<slug:key>/focus/", Focus.as_view(), name="emotion-focus"),
    path("focus/", FocusList.as_view(), name="focus-list"),
    path("outcomes/", OutcomeList.as_view(), name="outcome-list"),
    path("outcomes/<slug:key>/wordings/", OutcomeWordingList.as_view(), name="outcome-wordings"),
]
