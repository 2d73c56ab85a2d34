"""Interactions and outcomes for other systems."""

from typing import Any, ClassVar

import django_filters
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from surveys.api.bulk import IDEMPOTENCY_KEY, REPLIES, BulkView, ReportSerializer, report_of
from surveys.api.customers import CustomerRowSerializer
from surveys.api.idempotent import idempotent
from surveys.models import Customer, Interaction, OutcomeRecord
from surveys.services import interactions, outcome_records


class WhoSerializer(serializers.ModelSerializer[Customer]):
    class Meta:
        model = Customer
        fields = ["id", "source", "external_id"]
        read_only_fields = fields


class InteractionSerializer(serializers.ModelSerializer[Interaction]):
    """Something a customer went through."""

    customer = WhoSerializer(read_only=True)
    journey = serializers.CharField(source="stage.journey.key", read_only=True)
    stage = serializers.CharField(source="stage.key", read_only=True)
    touchpoint = serializers.CharField(source="touchpoint.key", read_only=True, default=None)
    staff_member = serializers.CharField(
        source="staff_member.external_id", read_only=True, default=None
    )

    class Meta:
        model = Interaction
        fields = [
            "id",
            "source",
            "external_id",
            "customer",
            "journey",
            "stage",
            "touchpoint",
            "staff_member",
            "occurred_at",
            "experienced_on",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields


class InteractionRowSerializer(serializers.Serializer[Any]):
    """An interaction as a system reports it. `(source, external_id)` makes it unique.

    `journey` is needed only where several journeys have a stage of that key. A time without a
    zone is the organization's. The customer is added if nobody has that number or address.
    """

    source = serializers.CharField(max_length=40, default="heartline")  # type: ignore[assignment]
    external_id = serializers.CharField(max_length=200)
    customer = CustomerRowSerializer()
    stage = serializers.CharField(
        required=False, help_text="Not needed where a touchpoint says which stage it is."
    )
    journey = serializers.CharField(required=False)
    touchpoint = serializers.CharField(required=False)
    staff_member = serializers.CharField(required=False, help_text="Staff number or address.")
    persona = serializers.CharField(required=False)
    channel = serializers.CharField(required=False, help_text="Where there is no touchpoint.")
    segments = serializers.DictField(child=serializers.CharField(max_length=80), required=False)
    occurred_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField(required=False)


class StoredInteractionSerializer(InteractionSerializer):
    """The stored interaction and what became of the request."""

    stored_as = serializers.ChoiceField(["created", "updated", "repeated"], read_only=True)

    class Meta(InteractionSerializer.Meta):
        fields = [*InteractionSerializer.Meta.fields, "stored_as"]
        read_only_fields = fields


class InteractionFilter(django_filters.FilterSet):
    journey = django_filters.CharFilter("stage__journey__key")
    stage = django_filters.CharFilter("stage__key")
    customer = django_filters.NumberFilter("customer__pk")
    since = django_filters.DateFilter("experienced_on", "gte")
    until = django_filters.DateFilter("experienced_on", "lte")

    class Meta:
        model = Interaction
        fields: ClassVar[list[str]] = ["source", "external_id"]


EXAMPLE = {
    "source": "helpdesk",
    "external_id": "call-4711",
    "customer": {"external_id": "C-1042", "email": "ana@example.org", "language": "es"},
    "journey": "support-case",
    "stage": "first-contact",
    "touchpoint": "support-line",
    "occurred_at": "2026-03-01T09:30:00+01:00",
}
EXAMPLES = [
    OpenApiExample("One interaction", value=EXAMPLE, request_only=True),
    OpenApiExample("Several", value=[EXAMPLE], request_only=True),
]


class InteractionBase(OrgView, GenericAPIView[Interaction]):
    serializer_class = InteractionSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Interaction.objects.none()
        rows = Interaction.objects.for_org(self.org).order_by("-pk")
        return rows.select_related("customer", "stage__journey", "touchpoint", "staff_member")


class InteractionList(InteractionBase, BulkView, ListAPIView[Interaction]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.CUSTOMER_READ,
        "POST": Permission.INTERACTION_ADD,
    }
    filterset_class = InteractionFilter

    @extend_schema(
        operation_id="interaction_store",
        summary="Report one interaction, or up to 1,000",
        description="A running survey of the journey decides whether the customer is asked: about "
        "a single interaction at once, about a list within a minute.",
        parameters=[IDEMPOTENCY_KEY],
        request=InteractionRowSerializer,
        responses={201: StoredInteractionSerializer, **REPLIES},
        examples=EXAMPLES,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        if reply := self.take(request, add_many=interactions.add_many):
            return reply
        added = interactions.add(org=self.org, row=self.row(request.data), by=self.actor)
        stored = {**InteractionSerializer(added.interaction).data, "stored_as": added.result}
        return Response(stored, status=201 if added.result == "created" else 200)


class InteractionDetail(InteractionBase, RetrieveAPIView[Interaction]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.CUSTOMER_READ}


class OutcomeRecordSerializer(serializers.ModelSerializer[OutcomeRecord]):
    """A fact about a customer from another system."""

    customer = WhoSerializer(read_only=True)
    outcome = serializers.CharField(source="outcome.key", read_only=True)

    class Meta:
        model = OutcomeRecord
        fields = [
            "id",
            "source",
            "external_id",
            "customer",
            "outcome",
            "value",
            "occurred_on",
            "updated_at",
        ]
        read_only_fields = fields


class OutcomeRowSerializer(serializers.Serializer[Any]):
    """An outcome as a system reports it; its customer has to be known."""

    source = serializers.CharField(max_length=40, default="heartline")  # type: ignore[assignment]
    external_id = serializers.CharField(max_length=200)
    customer = serializers.CharField(required=False, help_text="The customer's number.")
    email = serializers.EmailField(required=False)
    outcome = serializers.CharField(help_text="The key of an outcome, such as churn.")
    value = serializers.DecimalField(max_digits=14, decimal_places=2)
    occurred_on = serializers.DateField()
    updated_at = serializers.DateTimeField(required=False)


class OutcomeRecordFilter(django_filters.FilterSet):
    outcome = django_filters.CharFilter("outcome__key")
    since = django_filters.DateFilter("occurred_on", "gte")
    until = django_filters.DateFilter("occurred_on", "lte")

    class Meta:
        model = OutcomeRecord
        fields: ClassVar[list[str]] = ["source", "external_id", "customer"]


OUTCOME = {
    "source": "erp",
    "external_id": "contract-88-ended",
    "customer": "C-1042",
    "outcome": "churn",
    "value": "1",
    "occurred_on": "2026-05-01",
}


class OutcomeRecordList(BulkView, ListAPIView[OutcomeRecord]):
    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.CUSTOMER_READ,
        "POST": Permission.CUSTOMER_EDIT,
    }
    serializer_class = OutcomeRecordSerializer
    filterset_class = OutcomeRecordFilter

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return OutcomeRecord.objects.none()
        rows = OutcomeRecord.objects.for_org(self.org).order_by("-pk")
        return rows.select_related("customer", "outcome")

    @extend_schema(
        operation_id="outcome_store",
        summary="Report one outcome of a customer, or up to 1,000",
        parameters=[IDEMPOTENCY_KEY],
        request=OutcomeRowSerializer,
        responses={201: ReportSerializer, **REPLIES},
        examples=[OpenApiExample("A customer who left", value=OUTCOME, request_only=True)],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        if reply := self.take(request, add_many=outcome_records.add_many):
            return reply
        rows = [self.row(request.data)]
        report = outcome_records.add_many(org=self.org, rows=rows, by=self.actor)
        if report.rejected:
            raise report.error()
        return Response(report_of(report), status=201 if report.created else 200)
