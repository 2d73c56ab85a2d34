from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from emotions.models import Emotion
from insights.models import Registration
from insights.selectors import evidence, secrecy
from insights.selectors.evidence import Judged
from insights.services import registrations
from journeys.models import Stage, StageAction
from journeys.selectors import beliefs
from training.models import Lesson

VERDICTS = [(str(each), str(each)) for each in evidence.VERDICTS]


class EffectSerializer(serializers.Serializer[Any]):
    """Raw points of the named emotion with their range; null while answers are too few."""

    value = serializers.FloatField(source="effect")
    low = serializers.FloatField()
    high = serializers.FloatField()


class PlaceboSerializer(serializers.Serializer[Any]):
    stage = serializers.CharField(source="stage.key")
    effect = serializers.FloatField(allow_null=True)


class ReasonSerializer(serializers.Serializer[Any]):
    is_met = serializers.BooleanField()
    text = serializers.CharField()


class ToldShareSerializer(serializers.Serializer[Any]):
    """A share of 0 to 1 with its interval."""

    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()


class DoseSerializer(serializers.Serializer[Any]):
    """How often customers say that it happened."""

    before = ToldShareSerializer()
    after = ToldShareSerializer()
    rises = serializers.BooleanField(source="dose.rises")


class WeekSerializer(serializers.Serializer[Any]):
    """Weeks in a row with ten answers or more; `beside` is the mean of the comparison stages."""

    since = serializers.DateField()
    until = serializers.DateField(help_text="the day after the last")
    part = serializers.ChoiceField(["before", "wash_in", "after"])
    felt = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()
    beside = serializers.FloatField(allow_null=True)
    n_beside = serializers.IntegerField()


class AmendmentSerializer(serializers.Serializer[Any]):
    """What was promised until `amended_at`."""

    amended_at = serializers.DateTimeField()
    because = serializers.CharField()
    expected_points = serializers.IntegerField()
    evaluate_on = serializers.DateField()


class EvidenceSerializer(serializers.Serializer[Any]):
    """A registration and what may be said of it today. A fall of an emotion to avoid is better."""

    id = serializers.IntegerField(source="registration.pk")
    subject = serializers.CharField(source="registration.subject")
    stage_action = serializers.IntegerField(source="registration.stage_action_id", allow_null=True)
    lesson = serializers.CharField(source="registration.lesson.key", default=None, allow_null=True)
    journey = serializers.CharField(source="registration.stage.journey.key")
    stage = serializers.CharField(source="registration.stage.key")
    emotion = serializers.CharField(source="registration.emotion.key")
    direction = serializers.CharField(source="registration.emotion.direction")
    expected_points = serializers.IntegerField(source="registration.expected_points")
    detectable = serializers.FloatField(source="registration.detectable", allow_null=True)
    registered_at = serializers.DateTimeField(source="registration.registered_at")
    registered_before_start = serializers.BooleanField(source="was_before_start")
    start = serializers.DateField()
    evaluate_on = serializers.DateField(source="registration.evaluate_on")
    withdrawn_at = serializers.DateTimeField(source="registration.withdrawn_at", allow_null=True)
    verdict = serializers.ChoiceField(VERDICTS)
    is_interim = serializers.BooleanField()
    grade = serializers.SerializerMethodField()
    method = serializers.CharField(source="evidence.method")
    effect = EffectSerializer(allow_null=True)
    n_before = serializers.IntegerField()
    n_after = serializers.IntegerField()
    sentence = serializers.SerializerMethodField()
    comparisons = serializers.SerializerMethodField()

    def get_grade(self, judged: Judged) -> str | None:
        return str(judged.grade) if judged.is_graded else None

    def get_sentence(self, judged: Judged) -> str:
        return evidence.sentence(judged)

    def get_comparisons(self, judged: Judged) -> list[str]:
        return [stage.key for stage in judged.stages]


class EvidenceDetailSerializer(EvidenceSerializer):
    """With what the grade rests on; weeks and dose only for roles that read single answers."""

    reasons = serializers.SerializerMethodField()
    dose = serializers.SerializerMethodField()
    weeks = serializers.SerializerMethodField()
    alone = EffectSerializer(allow_null=True, help_text="against the same emotion alone")
    rebound = serializers.FloatField(allow_null=True, help_text="taken off the effect")
    placebos = PlaceboSerializer(many=True)
    amendments = AmendmentSerializer(source="registration.amendments", many=True)

    def get_reasons(self, judged: Judged) -> list[dict[str, Any]]:
        return list(ReasonSerializer(evidence.reasons(judged), many=True).data)

    @extend_schema_field(DoseSerializer(allow_null=True))
    def get_dose(self, judged: Judged) -> Any:
        told = judged.check and judged.check.dose and not self.context["reading"].is_guarded
        return DoseSerializer(judged.check).data if told else None

    @extend_schema_field(WeekSerializer(many=True))
    def get_weeks(self, judged: Judged) -> Any:
        told = [] if self.context["reading"].is_guarded else evidence.points(judged.series)
        return WeekSerializer(told, many=True).data


class NewRegistrationSerializer(serializers.Serializer[Any]):
    """Name a stage action, or a lesson and a stage; stages as "journey-key/stage-key"."""

    stage_action = serializers.IntegerField(required=False)
    lesson = serializers.CharField(max_length=60, required=False)
    stage = serializers.CharField(max_length=121, required=False)
    emotion = serializers.CharField(max_length=60, required=False)
    expected_points = serializers.IntegerField(min_value=1, max_value=100)
    comparisons = serializers.ListField(child=serializers.CharField(max_length=121), default=list)
    planned_start = serializers.DateField(required=False)
    evaluate_on = serializers.DateField(required=False)
    baseline_since = serializers.DateField(required=False)
    chosen_low = serializers.BooleanField(default=False)
    picked_since = serializers.DateField(required=False)
    picked_until = serializers.DateField(required=False)
    start_decided = serializers.ChoiceField(Registration.Start.values, default="chosen")
    weekly_answers = serializers.IntegerField(min_value=0, max_value=32767, required=False)


EXAMPLE = OpenApiExample(
    "Register a stage action before it starts",
    value={
        "stage_action": 12,
        "expected_points": 6,
        "comparisons": ["support-case/solving-it", "support-case/closing-the-case"],
        "planned_start": "2026-12-07",
        "evaluate_on": "2027-03-08",
    },
    request_only=True,
)


class EvidenceList(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.VIEW,
        "POST": Permission.JOURNEY_EDIT,
    }

    @extend_schema(
        operation_id="evidence_list",
        summary="The ledger of registered actions and lessons, judged as of today",
        parameters=[OpenApiParameter("journey", str, description="The journey's key")],
        responses=EvidenceSerializer(many=True),
        tags=["evidence"],
    )
    def get(self, request: Request) -> Response:
        rows = evidence.registrations(org=self.org)
        rows = rows.exclude(stage__journey__in=beliefs.blind_journeys(membership=self.membership))
        if key := request.query_params.get("journey"):
            rows = rows.filter(stage__journey__key=key)
        judged = evidence.judge_all(
            org=self.org,
            registrations=list(rows),
            today=secrecy.for_reader(self.membership).today,
        )
        return Response(EvidenceSerializer(judged, many=True).data)

    @extend_schema(
        operation_id="evidence_create",
        summary="Register what an action or a lesson is expected to change",
        request=NewRegistrationSerializer,
        responses={201: EvidenceDetailSerializer},
        examples=[EXAMPLE],
        tags=["evidence"],
    )
    def post(self, request: Request) -> Response:
        new = NewRegistrationSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields: dict[str, Any] = dict(new.validated_data)
        found = {
            "stage_action": self._one(StageAction, fields, "stage_action", "pk"),
            "lesson": self._one(Lesson, fields, "lesson", "key"),
            "emotion": self._one(Emotion, fields, "emotion", "key"),
            "stage": self._stage(fields.pop("stage"), "stage") if "stage" in fields else None,
            "comparisons": [self._stage(each, "comparisons") for each in fields.pop("comparisons")],
        }
        registration = registrations.register(**found, **fields, by=self.actor)
        row = evidence.registrations(org=self.org).get(pk=registration.pk)
        judged = evidence.judge(registration=row, today=self.org.today())
        context = {"reading": secrecy.for_reader(self.membership)}
        return Response(EvidenceDetailSerializer(judged, context=context).data, status=201)

    def _one(self, model: Any, fields: dict[str, Any], name: str, by: str) -> Any:
        if name not in fields:
            return None
        value = fields.pop(name)
        row = model.objects.for_org(self.org).filter(**{by: value}).first()
        if row is None:
            raise ValidationError({name: f"Unknown: {value}."})
        return row

    def _stage(self, path: str, name: str) -> Stage:
        journey, _slash, key = path.partition("/")
        rows = Stage.objects.for_org(self.org).filter(journey__key=journey, key=key)
        row: Stage | None = rows.first()
        if row is None:
            raise ValidationError({name: f"Unknown: {path}."})
        return row


class EvidenceDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="evidence_detail",
        summary="One registration with what its grade rests on",
        responses=EvidenceDetailSerializer,
        tags=["evidence"],
    )
    def get(self, request: Request, pk: int) -> Response:
        registration = get_object_or_404(evidence.registrations(org=self.org), pk=pk)
        journey = registration.stage.journey
        if not beliefs.may_see_felt(journey=journey, membership=self.membership):
            raise PermissionDenied(
                "A belief round is open: estimate first, or choose to see the figures without."
            )
        reading = secrecy.for_reader(self.membership)
        judged = evidence.judge(registration=registration, today=reading.today)
        context = {"reading": reading}
        return Response(EvidenceDetailSerializer(judged, context=context).data)
