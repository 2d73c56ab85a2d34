"""What was asked, of whom and why, for other systems to read."""

from typing import Any, ClassVar

import django_filters
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView

from accounts.permissions import Permission
from accounts.rest import OrgView
from surveys.models import Decision, Delivery, Survey


class SurveySerializer(serializers.ModelSerializer[Survey]):
    """How the customers of a journey are asked."""

    journey = serializers.CharField(source="journey.key", read_only=True)
    main_outcome = serializers.CharField(source="main_outcome.key", read_only=True)

    class Meta:
        model = Survey
        fields = [
            "id",
            "key",
            "name",
            "journey",
            "state",
            "main_outcome",
            "delay_hours",
            "reminder_days",
            "window_days",
            "sample_percent",
            "started_at",
            "version",
        ]
        read_only_fields = fields


class SurveyBase(OrgView, GenericAPIView[Survey]):
    serializer_class = SurveySerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Survey.objects.none()
        return Survey.objects.for_org(self.org).select_related("journey", "main_outcome")


class SurveyList(SurveyBase, ListAPIView[Survey]):
    filterset_fields: ClassVar[list[str]] = ["key", "state"]


class SurveyDetail(SurveyBase, RetrieveAPIView[Survey]):
    pass


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """Whether an interaction is asked about, by which rule and why."""

    survey = serializers.CharField(source="survey.key", read_only=True)

    class Meta:
        model = Decision
        fields = [
            "id",
            "survey",
            "interaction",
            "verdict",
            "rule",
            "reason",
            "held_until",
            "decided_at",
        ]
        read_only_fields = fields


class DecisionFilter(django_filters.FilterSet):
    survey = django_filters.CharFilter("survey__key")
    customer = django_filters.NumberFilter("interaction__customer__pk")
    decided_since = django_filters.IsoDateTimeFilter("decided_at", "gte")

    class Meta:
        model = Decision
        fields: ClassVar[list[str]] = ["verdict", "rule", "interaction"]


class DecisionList(OrgView, ListAPIView[Decision]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.CUSTOMER_READ}
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Decision.objects.none()
        return Decision.objects.for_org(self.org).select_related("survey").order_by("-pk")


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One mail of the outbox: ordinal 0 invites, 1 reminds."""

    interaction = serializers.IntegerField(source="invitation.interaction_id", read_only=True)
    customer = serializers.IntegerField(source="invitation.customer_id", read_only=True)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "interaction",
            "customer",
            "ordinal",
            "state",
            "due_at",
            "attempts",
            "message_id",
            "sent_at",
            "error",
        ]
        read_only_fields = fields


class DeliveryFilter(django_filters.FilterSet):
    customer = django_filters.NumberFilter("invitation__customer__pk")
    interaction = django_filters.NumberFilter("invitation__interaction__pk")
    sent_since = django_filters.IsoDateTimeFilter("sent_at", "gte")

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = ["state", "ordinal", "message_id"]


class DeliveryList(OrgView, ListAPIView[Delivery]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.CUSTOMER_READ}
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Delivery.objects.none()
        return Delivery.objects.for_org(self.org).select_related("invitation").order_by("-pk")
