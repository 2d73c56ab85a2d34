from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import StaffMember, Team
from accounts.permissions import ROLE_VALUES, Permission
from accounts.rest import OrgView
from training.models import Assignment, Lesson
from training.services import assignments


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """A lesson given to a role, a team or a staff member: the other two are empty."""

    lesson = serializers.SlugRelatedField("key", read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = Assignment
        fields = [
            "id",
            "lesson",
            "role",
            "team",
            "staff_member",
            "due_on",
            "assigned_at",
            "withdrawn_at",
        ]
        read_only_fields = fields


class NewAssignmentSerializer(serializers.Serializer[Any]):
    """Name exactly one of role, team and staff member."""

    lesson = serializers.CharField(max_length=60)
    role = serializers.ChoiceField(ROLE_VALUES, required=False)
    team = serializers.IntegerField(required=False)
    staff_member = serializers.IntegerField(required=False)
    due_on = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({"role", "team", "staff_member"} & set(attrs)) != 1:
            raise serializers.ValidationError("Name one of role, team and staff_member.")
        return attrs


EXAMPLE = OpenApiExample(
    "Assign a lesson to a team",
    value={"lesson": "listen_until_they_finish", "team": 3, "due_on": "2026-11-30"},
    request_only=True,
)


class AssignmentList(OrgView, ListAPIView[Assignment]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.TRAINING_ASSIGN,
        "POST": Permission.TRAINING_ASSIGN,
    }
    serializer_class = AssignmentSerializer
    filterset_fields: ClassVar[list[str]] = ["lesson__key", "role", "team", "staff_member"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Assignment.objects.none()
        return Assignment.objects.for_org(self.org).select_related("lesson")

    @extend_schema(
        operation_id="assignment_create",
        summary="Assign a lesson",
        request=NewAssignmentSerializer,
        responses={201: AssignmentSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        new = NewAssignmentSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields: dict[str, Any] = new.validated_data
        lesson = get_object_or_404(Lesson.objects.for_org(self.org), key=fields["lesson"])
        assignment = assignments.assign(
            lesson=lesson, due_on=fields["due_on"], **self._target(fields), by=self.actor
        )
        return Response(AssignmentSerializer(assignment).data, status=201)

    def _target(self, fields: dict[str, Any]) -> dict[str, Any]:
        if "role" in fields:
            return {"role": fields["role"]}
        name, model = ("team", Team) if "team" in fields else ("staff_member", StaffMember)
        row = model.objects.for_org(self.org).filter(pk=fields[name]).first()
        if row is None:
            raise serializers.ValidationError({name: [f"Unknown: {fields[name]}."]})
        return {name: row}
