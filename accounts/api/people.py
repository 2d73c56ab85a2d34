from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Membership, StaffMember, Team
from accounts.permissions import ROLE_VALUES, Permission
from accounts.rest import OrgView
from accounts.services import members, staff, teams


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """Somebody who signs in, with one role."""

    name = serializers.CharField(source="user.name", read_only=True)
    email = serializers.EmailField(source="user.email", read_only=True)
    role = serializers.ChoiceField(ROLE_VALUES)

    class Meta:
        model = Membership
        fields = ["id", "name", "email", "role", "created_at"]
        read_only_fields = ["created_at"]


class TeamSerializer(serializers.ModelSerializer[Team]):
    """People who serve customers together."""

    version = serializers.IntegerField(required=False)

    class Meta:
        model = Team
        fields = ["id", "name", "archived_at", "version"]
        read_only_fields = ["archived_at"]


class StaffSerializer(serializers.ModelSerializer[StaffMember]):
    """Somebody who serves customers; `member` when the person signs in as well."""

    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.none(), allow_null=True, required=False
    )
    member = serializers.PrimaryKeyRelatedField(
        source="membership", queryset=Membership.objects.none(), allow_null=True, required=False
    )
    version = serializers.IntegerField(required=False)

    class Meta:
        model = StaffMember
        fields = ["id", "name", "external_id", "email", "team", "member", "left_at", "version"]
        read_only_fields = ["left_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if org := self.context.get("org"):
            people = Membership.objects.present().for_org(org)
            self.fields["team"].queryset = Team.objects.current().for_org(org)  # type: ignore[attr-defined]
            self.fields["member"].queryset = people  # type: ignore[attr-defined]


PROMOTE = OpenApiExample("Make somebody a manager", value={"role": "manager"}, request_only=True)
RENAME = OpenApiExample("Rename", value={"name": "Late shift", "version": 1}, request_only=True)
TEAM = OpenApiExample("A team", value={"name": "Support, early shift"}, request_only=True)
STAFF = OpenApiExample(
    "Somebody without a login",
    value={"name": "Ana Silva", "external_id": "A-417", "team": 3},
    request_only=True,
)


MOVE = OpenApiExample("To another team", value={"team": 4, "version": 2}, request_only=True)


class MemberList(OrgView, ListAPIView[Membership]):
    serializer_class = MemberSerializer
    filterset_fields: ClassVar[list[str]] = ["role"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Membership.objects.none()
        present = Membership.objects.present().for_org(self.org)
        return present.select_related("user").order_by("pk")


class MemberDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.MEMBER_EDIT,
        "DELETE": Permission.MEMBER_EDIT,
    }

    def _member(self, pk: int) -> Membership:
        present = Membership.objects.present().for_org(self.org).select_related("user")
        return get_object_or_404(present, pk=pk)

    @extend_schema(operation_id="member_read", responses=MemberSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(MemberSerializer(self._member(pk)).data)

    @extend_schema(
        operation_id="member_update",
        request=MemberSerializer,
        responses=MemberSerializer,
        examples=[PROMOTE],
    )
    def patch(self, request: Request, pk: int) -> Response:
        person = self._member(pk)
        change = MemberSerializer(person, data=request.data)
        change.is_valid(raise_exception=True)
        role = change.validated_data["role"]
        changed = members.change_role(membership=person, role=role, by=self.actor)
        return Response(MemberSerializer(changed).data)

    @extend_schema(
        operation_id="member_leave",
        summary="End somebody's access at once",
        description="Nobody looks after what they looked after; the page of the member hands it over.",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        members.leave(membership=self._member(pk), successor=None, by=self.actor)
        return Response(status=204)


class TeamList(OrgView, ListAPIView[Team]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.TEAM_EDIT}
    serializer_class = TeamSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Team.objects.none()
        return Team.objects.for_org(self.org).order_by("pk")

    @extend_schema(
        operation_id="team_create",
        request=TeamSerializer,
        responses={201: TeamSerializer},
        examples=[TEAM],
    )
    def post(self, request: Request) -> Response:
        new = TeamSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        team = teams.create(org=self.org, name=new.validated_data["name"], by=self.actor)
        return Response(TeamSerializer(team).data, status=201)


class TeamDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.TEAM_EDIT}

    def _team(self, pk: int) -> Team:
        return get_object_or_404(Team.objects.for_org(self.org), pk=pk)

    @extend_schema(operation_id="team_read", responses=TeamSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(TeamSerializer(self._team(pk)).data)

    @extend_schema(
        operation_id="team_update",
        request=TeamSerializer,
        responses=TeamSerializer,
        examples=[RENAME],
    )
    def patch(self, request: Request, pk: int) -> Response:
        team = self._team(pk)
        change = TeamSerializer(team, data=request.data)
        change.is_valid(raise_exception=True)
        typed = change.validated_data
        changed = teams.rename(
            team=team, name=typed["name"], version=typed.get("version"), by=self.actor
        )
        return Response(TeamSerializer(changed).data)


class StaffList(OrgView, ListAPIView[StaffMember]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.TEAM_EDIT}
    serializer_class = StaffSerializer
    filterset_fields: ClassVar[list[str]] = ["external_id"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return StaffMember.objects.none()
        return StaffMember.objects.for_org(self.org).order_by("pk")

    @extend_schema(
        operation_id="staff_create",
        request=StaffSerializer,
        responses={201: StaffSerializer},
        examples=[STAFF],
    )
    def post(self, request: Request) -> Response:
        new = StaffSerializer(data=request.data, context={"org": self.org})
        new.is_valid(raise_exception=True)
        fields = {name: value for name, value in new.validated_data.items() if name != "version"}
        person = staff.add(org=self.org, fields=fields, by=self.actor)
        return Response(StaffSerializer(person).data, status=201)


class StaffDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.TEAM_EDIT}

    def _person(self, pk: int) -> StaffMember:
        return get_object_or_404(StaffMember.objects.for_org(self.org), pk=pk)

    @extend_schema(operation_id="staff_read", responses=StaffSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(StaffSerializer(self._person(pk)).data)

    @extend_schema(
        operation_id="staff_update",
        request=StaffSerializer(partial=True),
        responses=StaffSerializer,
        examples=[MOVE],
    )
    def patch(self, request: Request, pk: int) -> Response:
        person = self._person(pk)
        change = StaffSerializer(person, data=request.data, partial=True, context={"org": self.org})
        change.is_valid(raise_exception=True)
        fields = dict(change.validated_data)
        version = fields.pop("version", None)
        changed = staff.change(person=person, fields=fields, version=version, by=self.actor)
        return Response(StaffSerializer(changed).data)
