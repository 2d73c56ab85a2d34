from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from training.models import Attempt
from training.selectors import coverage
from training.selectors.coverage import Coverage, TeamCoverage


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    """One's own practice of a lesson; without `finished_at` it can be gone on with."""

    lesson = serializers.SlugRelatedField("key", read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Attempt
        fields = ["id", "lesson", "started_at", "finished_at", "score", "passed"]
        read_only_fields = fields


class TeamCoverageSerializer(serializers.Serializer[TeamCoverage]):
    team = serializers.IntegerField(source="team.pk")
    practised = serializers.IntegerField()
    people = serializers.IntegerField()


class CoverageSerializer(serializers.Serializer[Coverage]):
    """How many of those who serve a stage have practised one of its actions. Nobody is named."""

    stage_action = serializers.IntegerField(source="stage_action.pk")
    stage = serializers.IntegerField(source="stage_action.stage_id")
    action = serializers.IntegerField(source="stage_action.action_id")
    practised = serializers.IntegerField()
    people = serializers.IntegerField()
    lessons = serializers.SerializerMethodField()
    teams = TeamCoverageSerializer(many=True)

    def get_lessons(self, found: Coverage) -> list[str]:
        return [lesson.key for lesson in found.lessons]


EXAMPLE = OpenApiExample(
    "7 of 12 people at this stage have practised this",
    value=[
        {
            "stage_action": 12,
            "stage": 4,
            "action": 31,
            "practised": 7,
            "people": 12,
            "lessons": ["listen_until_they_finish"],
            "teams": [{"team": 3, "practised": 7, "people": 12}],
        }
    ],
    response_only=True,
)


class AttemptList(OrgView, ListAPIView[Attempt]):
    """One's own attempts, the newest first. Nobody reads another person's."""

    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.TRAINING_TAKE}
    serializer_class = AttemptSerializer
    filterset_fields: ClassVar[list[str]] = ["lesson__key", "passed"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Attempt.objects.none()
        mine = Attempt.objects.for_org(self.org).filter(staff_member__membership=self.membership)
        return mine.select_related("lesson")


class CoverageList(OrgView):
    @extend_schema(
        operation_id="coverage_list",
        responses=CoverageSerializer(many=True),
        examples=[EXAMPLE],
    )
    def get(self, request: Request) -> Response:
        rows = coverage.of_org(org=self.org)
        return Response(CoverageSerializer(rows, many=True).data)  # type: ignore[arg-type]
