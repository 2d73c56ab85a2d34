from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import MemberInvitation
from accounts.permissions import ROLE_VALUES, Permission
from accounts.rest import OrgView
from accounts.services import invitations


class InvitationSerializer(serializers.ModelSerializer[MemberInvitation]):
    """Somebody asked by e-mail to join; the link itself is told to nobody else."""

    role = serializers.ChoiceField(ROLE_VALUES)

    class Meta:
        model = MemberInvitation
        fields = ["id", "email", "role", "created_at", "sent_at", "expires_at"]
        read_only_fields = ["created_at", "sent_at", "expires_at"]
        validators: ClassVar[list[Any]] = []  # the service says who was invited already


ASK = OpenApiExample(
    "Ask a colleague", value={"email": "ana@example.org", "role": "manager"}, request_only=True
)


class InvitationList(OrgView, ListAPIView[MemberInvitation]):
    """Who has not come yet, the newest first."""

    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.MEMBER_EDIT,
        "POST": Permission.MEMBER_EDIT,
    }
    serializer_class = InvitationSerializer
    filterset_fields: ClassVar[list[str]] = ["email", "role"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return MemberInvitation.objects.none()
        return MemberInvitation.objects.pending().for_org(self.org).order_by("-pk")

    @extend_schema(
        operation_id="invitation_create",
        summary="Ask a colleague to join by e-mail",
        request=InvitationSerializer,
        responses={201: InvitationSerializer},
        examples=[ASK],
    )
    def post(self, request: Request) -> Response:
        new = InvitationSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        invitation = invitations.invite(org=self.org, **new.validated_data, by=self.actor)
        return Response(InvitationSerializer(invitation).data, status=201)


class InvitationDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"DELETE": Permission.MEMBER_EDIT}

    @extend_schema(
        operation_id="invitation_withdraw", summary="Void the link", responses={204: None}
    )
    def delete(self, request: Request, pk: int) -> Response:
        waiting = MemberInvitation.objects.pending().for_org(self.org)
        invitations.withdraw(invitation=get_object_or_404(waiting, pk=pk), by=self.actor)
        return Response(status=204)
