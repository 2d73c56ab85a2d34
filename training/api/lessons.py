from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organization
from accounts.permissions import Permission
from accounts.rest import OrgView
from actions.models import Action
from emotions.models import Emotion
from training.models import Choice, Lesson, Scenario
from training.selectors.lessons import latest
from training.services import lessons, scenarios
from training.services.scenarios import Option


class LessonSerializer(serializers.ModelSerializer[Lesson]):
    """A lesson by its stable key; `body` is markdown, `emotion` a key, `action` an id."""

    emotion = serializers.SlugRelatedField("key", read_only=True, allow_null=True)  # type: ignore[var-annotated]

    class Meta:
        model = Lesson
        fields = [
            "key",
            "title",
            "body",
            "emotion",
            "action",
            "valid_months",
            "pass_percent",
            "archived_at",
            "version",
        ]
        read_only_fields = fields


class WrittenLessonSerializer(serializers.Serializer[Any]):
    """It is about an emotion, an action or both."""

    title = serializers.CharField(max_length=160)
    body = serializers.CharField(max_length=20000)
    emotion = serializers.CharField(max_length=60, required=False, allow_null=True)
    action = serializers.IntegerField(required=False, allow_null=True)
    valid_months = serializers.IntegerField(
        min_value=1, max_value=60, required=False, allow_null=True
    )
    pass_percent = serializers.IntegerField(min_value=1, max_value=100, required=False)


class ChangedLessonSerializer(WrittenLessonSerializer):
    """Only what is sent changes; `version` refuses to write over somebody else's change."""

    title = serializers.CharField(max_length=160, required=False)
    body = serializers.CharField(max_length=20000, required=False)
    version = serializers.IntegerField(required=False)


class ChoiceSerializer(serializers.ModelSerializer[Choice]):
    """A possible answer; `effect` runs from -2 to +2, +2 is always good."""

    class Meta:
        model = Choice
        fields = ["text", "effect", "why"]


class ScenarioSerializer(serializers.ModelSerializer[Scenario]):
    choices = ChoiceSerializer(many=True, read_only=True)

    class Meta:
        model = Scenario
        fields = ["id", "situation", "cue", "resolve_first", "choices", "version"]
        read_only_fields = fields


class WrittenScenarioSerializer(serializers.Serializer[Any]):
    situation = serializers.CharField(max_length=500, required=False, allow_blank=True)
    cue = serializers.CharField(max_length=1000)
    resolve_first = serializers.BooleanField(required=False)
    choices = ChoiceSerializer(many=True)


class ChangedScenarioSerializer(serializers.Serializer[Any]):
    """Only what is sent changes; `choices` are sent whole."""

    situation = serializers.CharField(max_length=500, required=False, allow_blank=True)
    cue = serializers.CharField(max_length=1000, required=False)
    resolve_first = serializers.BooleanField(required=False)
    choices = ChoiceSerializer(many=True, required=False)
    version = serializers.IntegerField(required=False)


LESSON = OpenApiExample(
    "Write a lesson",
    value={
        "title": "Say back what you heard",
        "body": "## Why it works\n\nWho hears their own words knows that they arrived.",
        "emotion": "listened_to",
        "pass_percent": 70,
        "valid_months": 12,
    },
    request_only=True,
)
SCENARIO = OpenApiExample(
    "Write a scenario",
    value={
        "situation": "Support line, Monday morning.",
        "cue": "I have explained this to four people.",
        "choices": [
            {"text": "Could you explain it once more?", "effect": -2, "why": "The fifth time."},
            {
                "text": "I have read it all: it began on Monday, right?",
                "effect": 2,
                "why": "Nothing has to be repeated.",
            },
        ],
    },
    request_only=True,
)


HARDER = OpenApiExample("Ask for more", value={"pass_percent": 80}, request_only=True)
CUE = OpenApiExample("Another cue", value={"cue": "Nobody here ever listens."}, request_only=True)


class LessonList(OrgView, ListAPIView[Lesson]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.TRAINING_EDIT}
    serializer_class = LessonSerializer
    filterset_fields: ClassVar[list[str]] = ["emotion__key", "action"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Lesson.objects.none()
        return Lesson.objects.for_org(self.org).select_related("emotion")

    @extend_schema(
        operation_id="lesson_create",
        summary="Write a lesson",
        request=WrittenLessonSerializer,
        responses={201: LessonSerializer},
        examples=[LESSON],
    )
    def post(self, request: Request) -> Response:
        new = WrittenLessonSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields = _resolved(self.org, new.validated_data)
        lesson = lessons.create(org=self.org, **fields, by=self.actor)
        return Response(LessonSerializer(lesson).data, status=201)


class LessonDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.TRAINING_EDIT}

    @extend_schema(operation_id="lesson_read", responses=LessonSerializer)
    def get(self, request: Request, key: str) -> Response:
        return Response(LessonSerializer(_lesson(self.org, key)).data)

    @extend_schema(
        operation_id="lesson_update",
        request=ChangedLessonSerializer,
        responses=LessonSerializer,
        examples=[HARDER],
    )
    def patch(self, request: Request, key: str) -> Response:
        lesson = _lesson(self.org, key)
        changes = ChangedLessonSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        fields = _resolved(self.org, changes.validated_data)
        lesson = lessons.update(lesson=lesson, **fields, by=self.actor)
        return Response(LessonSerializer(lesson).data)


class ScenarioList(OrgView):
    """What is practised, with the solutions: for those who write lessons."""

    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.TRAINING_EDIT,
        "POST": Permission.TRAINING_EDIT,
    }

    @extend_schema(operation_id="scenario_list", responses=ScenarioSerializer(many=True))
    def get(self, request: Request, key: str) -> Response:
        rows = _lesson(self.org, key).scenarios.current().prefetch_related("choices")
        return Response(ScenarioSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="scenario_create",
        request=WrittenScenarioSerializer,
        responses={201: ScenarioSerializer},
        examples=[SCENARIO],
    )
    def post(self, request: Request, key: str) -> Response:
        lesson = _lesson(self.org, key)
        new = WrittenScenarioSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields = _with_options(new.validated_data)
        scenario = scenarios.create(lesson=lesson, **fields, by=self.actor)
        return Response(ScenarioSerializer(scenario).data, status=201)


class ScenarioDetail(OrgView):
    """One scenario. Once answered it is replaced by a change: the reply carries the id from now on."""

    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.TRAINING_EDIT,
        "PATCH": Permission.TRAINING_EDIT,
    }

    def _scenario(self, key: str, pk: int) -> Scenario:
        rows = Scenario.objects.for_org(self.org).filter(lesson__key=key)
        named = get_object_or_404(rows, pk=pk)
        return latest(named) or named

    @extend_schema(operation_id="scenario_read", responses=ScenarioSerializer)
    def get(self, request: Request, key: str, pk: int) -> Response:
        return Response(ScenarioSerializer(self._scenario(key, pk)).data)

    @extend_schema(
        operation_id="scenario_update",
        request=ChangedScenarioSerializer,
        responses=ScenarioSerializer,
        examples=[CUE],
    )
    def patch(self, request: Request, key: str, pk: int) -> Response:
        scenario = self._scenario(key, pk)
        changes = ChangedScenarioSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        fields = _with_options(changes.validated_data)
        scenario = scenarios.update(scenario=scenario, **fields, by=self.actor)
        return Response(ScenarioSerializer(scenario).data)


def _lesson(org: Organization, key: str) -> Lesson:
    return get_object_or_404(Lesson.objects.for_org(org), key=key)


def _resolved(org: Organization, fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields with rows instead of the emotion's key and the action's id."""
    found = dict(fields)
    if fields.get("emotion") is not None:
        found["emotion"] = Emotion.objects.for_org(org).filter(key=fields["emotion"]).first()
    if fields.get("action") is not None:
        found["action"] = Action.objects.for_org(org).filter(pk=fields["action"]).first()
    for name in ("emotion", "action"):
        if fields.get(name) is not None and found[name] is None:
            raise serializers.ValidationError({name: [f"Unknown {name}: {fields[name]}."]})
    return found


def _with_options(fields: dict[str, Any]) -> dict[str, Any]:
    if "choices" not in fields:
        return fields
    rest = {name: value for name, value in fields.items() if name != "choices"}
    return {**rest, "options": [Option(**choice) for choice in fields["choices"]]}
