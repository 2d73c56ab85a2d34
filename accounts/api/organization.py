from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import ApiToken, Organization
from accounts.permissions import ROLE_VALUES, Permission, Role
from accounts.rest import OrgView
from accounts.services import organizations

SETTINGS = [
    "name",
    "timezone",
    "languages",
    "brand_colour",
    "sender_name",
    "sender_email",
    "reply_to",
    "postal_address",
    "privacy_url",
    "reporting_segments",
    "answer_readers",
    "answer_months",
    "comment_months",
    "interaction_months",
    "asking_cap_days",
]


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    languages = serializers.ListField(child=serializers.CharField(max_length=5), max_length=5)
    reporting_segments = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=2
    )
    answer_readers = serializers.ListField(child=serializers.ChoiceField(ROLE_VALUES), max_length=5)

    class Meta:
        model = Organization
        fields = ["slug", *SETTINGS, "version"]
        read_only_fields = ["slug"]


class MeSerializer(serializers.Serializer[Any]):
    """Who asks: the member, what the role and the token allow."""

    member = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.ChoiceField(ROLE_VALUES)
    permissions = serializers.ListField(child=serializers.CharField())
    organization = serializers.CharField(help_text="The slug that every address begins with")
    token = serializers.CharField(allow_null=True, help_text="Name of the token, if one was shown")
    scope = serializers.ChoiceField(ApiToken.Scope.choices, allow_null=True)


ME = OpenApiExample(
    "A CRM's token",
    value={
        "member": 4,
        "name": "Edgar",
        "role": "editor",
        "permissions": ["view", "customer_edit", "interaction_add"],
        "organization": "acme",
        "token": "CRM",
        "scope": "write",
    },
    response_only=True,
)
CHANGE = OpenApiExample(
    "Ask less often",
    value={"asking_cap_days": 60, "version": 3},
    request_only=True,
)


class Me(OrgView):
    """The first thing to ask with a new token."""

    @extend_schema(
        operation_id="me", summary="Who am I?", responses=MeSerializer, examples=[ME], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        token = request.auth if isinstance(request.auth, ApiToken) else None
        role = Role(self.membership.role)
        told = {
            "member": self.membership.pk,
            "name": str(self.membership),
            "role": role.value,
            "permissions": sorted(each for each in role.permissions if self.membership.can(each)),
            "organization": self.org.slug,
            "token": token.name if token else None,
            "scope": token.scope if token else None,
        }
        return Response(MeSerializer(told).data)


class OrganizationDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"PATCH": Permission.ORGANIZATION_EDIT}

    @extend_schema(
        operation_id="organization_read",
        summary="The organization's settings",
        responses=OrganizationSerializer,
        tags=["organization"],
    )
    def get(self, request: Request) -> Response:
        return Response(OrganizationSerializer(self.org).data)

    @extend_schema(
        operation_id="organization_update",
        summary="Change settings",
        request=OrganizationSerializer(partial=True),
        responses=OrganizationSerializer,
        examples=[CHANGE],
        tags=["organization"],
    )
    def patch(self, request: Request) -> Response:
        changes = OrganizationSerializer(self.org, data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        fields = dict(changes.validated_data)
        version = fields.pop("version", None)
        org = organizations.change(org=self.org, fields=fields, version=version, by=self.actor)
        return Response(OrganizationSerializer(org).data)
