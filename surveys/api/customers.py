"""Customers and stops for other systems."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import attachment
from accounts.permissions import Permission
from accounts.rest import OrgView
from surveys import exports
from surveys.api.bulk import IDEMPOTENCY_KEY, REPLIES, BulkView
from surveys.api.idempotent import idempotent
from surveys.models import Customer, Suppression
from surveys.services import customers, privacy, suppressions

Attributes = serializers.DictField


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    """Somebody we serve."""

    class Meta:
        model = Customer
        fields = [
            "id",
            "source",
            "external_id",
            "email",
            "name",
            "language",
            "preferences",
            "segments",
            "consent",
            "consent_source",
            "consent_at",
            "last_asked_at",
            "created_at",
            "updated_at",
            "erased_at",
            "version",
        ]
        read_only_fields = fields


class CustomerRowSerializer(serializers.Serializer[Any]):
    """What a system says about a customer; `external_id` or `email` says who it is.

    A repeat changes something only when it carries a newer `updated_at`. A consent fills a gap
    or has to be newer (`consent_at`) than what is known; a refusal always counts.
    """

    source = serializers.CharField(max_length=40, default="heartline")  # type: ignore[assignment]
    external_id = serializers.CharField(max_length=200, required=False)
    email = serializers.EmailField(required=False)
    name = serializers.CharField(max_length=200, required=False)
    language = serializers.CharField(max_length=40, required=False)
    preferences = Attributes(child=serializers.CharField(max_length=80), required=False)
    segments = Attributes(child=serializers.CharField(max_length=80), required=False)
    consent = serializers.ChoiceField(Customer.Consent.choices, required=False)
    consent_source = serializers.CharField(max_length=100, required=False)
    consent_at = serializers.DateTimeField(required=False)
    updated_at = serializers.DateTimeField(required=False)


class ChangedCustomerSerializer(serializers.Serializer[Any]):
    """Only what is sent changes; `version` refuses to write over somebody else's change."""

    external_id = serializers.CharField(max_length=200, required=False)
    email = serializers.EmailField(required=False, allow_blank=True)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    language = serializers.CharField(max_length=5, required=False, allow_blank=True)
    preferences = Attributes(child=serializers.CharField(max_length=80), required=False)
    segments = Attributes(child=serializers.CharField(max_length=80), required=False)
    consent = serializers.ChoiceField(Customer.Consent.choices, required=False)
    consent_source = serializers.CharField(max_length=100, required=False, default="api")
    version = serializers.IntegerField(required=False)


class CustomerFilter(django_filters.FilterSet):
    email = django_filters.CharFilter(lookup_expr="iexact")
    updated_since = django_filters.IsoDateTimeFilter("updated_at", "gte")
    is_erased = django_filters.BooleanFilter("erased_at", "isnull", exclude=True)

    class Meta:
        model = Customer
        fields: ClassVar[list[str]] = ["source", "external_id", "email", "consent", "language"]


EXAMPLE = {
    "source": "crm",
    "external_id": "C-1042",
    "email": "ana@example.org",
    "name": "Ana Lima",
    "language": "es",
    "segments": {"plan": "gold"},
    "consent": "granted",
    "consent_source": "shop",
    "consent_at": "2026-03-01T09:30:00Z",
    "updated_at": "2026-03-01T09:30:00Z",
}
EXAMPLES = [
    OpenApiExample("One customer", value=EXAMPLE, request_only=True),
    OpenApiExample("Several", value=[EXAMPLE], request_only=True),
]


class CustomerList(BulkView, ListAPIView[Customer]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.CUSTOMER_READ,
        "POST": Permission.CUSTOMER_EDIT,
    }
    serializer_class = CustomerSerializer
    filterset_class = CustomerFilter

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Customer.objects.none()
        return Customer.objects.for_org(self.org).order_by("-pk")

    @extend_schema(
        operation_id="customer_store",
        summary="Add or update one customer, or up to 1,000",
        parameters=[IDEMPOTENCY_KEY],
        request=CustomerRowSerializer,
        responses={201: CustomerSerializer, **REPLIES},
        examples=EXAMPLES,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        if reply := self.take(request, add_many=customers.upsert_many):
            return reply
        report = customers.upsert_many(org=self.org, rows=[self.row(request.data)], by=self.actor)
        if report.rejected:
            raise report.error()
        customer = Customer.objects.for_org(self.org).get(pk=report.keys[1])
        status = 201 if report.created else 200
        return Response(CustomerSerializer(customer).data, status=status)


class CustomerDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.CUSTOMER_READ,
        "PATCH": Permission.CUSTOMER_EDIT,
        "DELETE": Permission.CUSTOMER_EDIT,
    }

    def _customer(self, pk: int) -> Customer:
        return get_object_or_404(Customer.objects.for_org(self.org), pk=pk)

    @extend_schema(operation_id="customer_read", responses=CustomerSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(CustomerSerializer(self._customer(pk)).data)

    @extend_schema(
        operation_id="customer_update",
        request=ChangedCustomerSerializer,
        responses=CustomerSerializer,
        examples=[
            OpenApiExample("A refusal", {"consent": "refused", "consent_source": "phone"}),
            OpenApiExample("A new address", {"email": "ana.lima@example.org", "version": 3}),
        ],
    )
    def patch(self, request: Request, pk: int) -> Response:
        changes = ChangedCustomerSerializer(data=request.data)
        changes.is_valid(raise_exception=True)
        fields = dict(changes.validated_data)
        version, source = fields.pop("version", None), fields.pop("consent_source")
        consent = fields.pop("consent", None)
        customer = customers.change(
            customer=self._customer(pk), fields=fields, version=version, by=self.actor
        )
        if consent:
            customer = customers.set_consent(
                customer=customer, consent=consent, source=source, by=self.actor
            )
        return Response(CustomerSerializer(customer).data)

    @extend_schema(
        operation_id="customer_erase",
        summary="Erase a person; their answers keep counting without them",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        privacy.erase(customer=self._customer(pk), by=self.actor)
        return Response(status=204)


class CustomerEverything(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.CUSTOMER_EDIT}

    @extend_schema(
        operation_id="customer_everything",
        summary="All that is stored about one person",
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT)},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        if not self.membership.can(Permission.ANSWER_READ):
            raise PermissionDenied("Single answers are in it, which your role does not read.")
        customer = get_object_or_404(Customer.objects.for_org(self.org), pk=pk)
        return attachment(exports.everything_about(customer), f"customer-{pk}", "json")


class SuppressionSerializer(serializers.ModelSerializer[Suppression]):
    """An address nothing is sent to, known by its keyed hash only."""

    class Meta:
        model = Suppression
        fields = ["id", "email_hash", "reason", "since"]
        read_only_fields = fields


class NewSuppressionSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField()
    reason = serializers.ChoiceField(
        [("unsubscribed", "Unsubscribed"), ("bounced", "Mail bounced"),
         ("complained", "Complained"), ("by_hand", "Stopped by hand")],
        default="by_hand",
    )  # fmt: skip


class SuppressionList(OrgView, ListAPIView[Suppression]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.CUSTOMER_READ,
        "POST": Permission.CUSTOMER_EDIT,
    }
    serializer_class = SuppressionSerializer
    filterset_fields: ClassVar[list[str]] = ["reason", "email_hash"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Suppression.objects.none()
        return Suppression.objects.for_org(self.org).order_by("-pk")

    @extend_schema(
        operation_id="suppression_create",
        summary="Never write to an address again",
        request=NewSuppressionSerializer,
        responses={201: SuppressionSerializer},
        examples=[OpenApiExample("An opt-out", {"email": "a@example.org", "reason": "by_hand"})],
    )
    def post(self, request: Request) -> Response:
        new = NewSuppressionSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        suppression = suppressions.add_address(org=self.org, by=self.actor, **new.validated_data)
        return Response(SuppressionSerializer(suppression).data, status=201)
