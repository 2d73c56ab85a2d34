"""Frozen reports and alerts for other systems, under the rules of the pages."""

from dataclasses import asdict
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.models import Alert, Report
from insights.selectors import alerts
from insights.selectors.alerts import STATES, TellableAlert
from insights.services import reports as making
from journeys.selectors import beliefs


class MonthlyReportSerializer(serializers.ModelSerializer[Report]):
    """A frozen month; its figures are one address further."""

    journey = serializers.CharField(source="journey.key")

    class Meta:
        model = Report
        fields = ["id", "journey", "month", "made_at"]
        read_only_fields = fields


class ReportDetailSerializer(serializers.Serializer[Report]):
    """A frozen month. A figure without value was withheld; its level says how many answered."""

    id = serializers.IntegerField()
    journey = serializers.CharField(source="journey.key")
    month = serializers.DateField()
    made_at = serializers.DateTimeField()
    contents = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_contents(self, report: Report) -> dict[str, Any] | None:
        """Null until the month is settled, for roles that do not read single answers."""
        found = self.context["found"]
        return asdict(found) if found else None


class AlertSerializer(serializers.Serializer[Any]):
    """A change beyond chance; figures and sentence are null while the reader has to estimate.

    Roles that do not read single answers get the sentence without its figures.
    """

    id = serializers.IntegerField(source="alert.pk")
    kind = serializers.CharField(source="alert.kind")
    journey = serializers.CharField(source="alert.journey.key")
    stage = serializers.CharField(source="alert.stage.key", default=None, allow_null=True)
    emotion = serializers.CharField(source="alert.emotion.key", default=None, allow_null=True)
    is_worse = serializers.SerializerMethodField()
    figures = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()
    opened_at = serializers.DateTimeField(source="alert.opened_at")
    ended_at = serializers.DateTimeField(source="alert.ended_at", allow_null=True)
    acknowledged_at = serializers.DateTimeField(source="alert.acknowledged_at", allow_null=True)

    def get_is_worse(self, told: TellableAlert) -> bool | None:
        return None if told.is_blind else told.alert.is_worse

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_figures(self, told: TellableAlert) -> dict[str, Any] | None:
        return told.figures

    def get_sentence(self, told: TellableAlert) -> str | None:
        return told.sentence or None


class ReportBase(OrgView, GenericAPIView[Report]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}
    serializer_class = MonthlyReportSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Report.objects.none()
        return Report.objects.for_org(self.org).select_related("journey", "organization")


class ReportList(ReportBase, ListAPIView[Report]):
    @extend_schema(operation_id="report_list", summary="Frozen reports", tags=["reports"])
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset().defer("content"))
        return self.get_paginated_response(MonthlyReportSerializer(page, many=True).data)


class ReportDetail(ReportBase):
    @extend_schema(
        operation_id="report_detail",
        summary="A frozen report with its figures",
        responses=ReportDetailSerializer,
        tags=["reports"],
    )
    def get(self, request: Request, pk: int) -> Response:
        report = self.get_object()
        if not beliefs.may_see_felt(journey=report.journey, membership=self.membership):
            raise PermissionDenied(
                "A belief round is open: estimate first, or choose to see the figures without."
            )
        found = making.contents(report=report, reader=self.membership)
        return Response(ReportDetailSerializer(report, context={"found": found}).data)


class AlertList(OrgView, ListAPIView[Alert]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}
    serializer_class = AlertSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Alert.objects.none()
        state = self.request.query_params.get("state", "")
        return alerts.alert_list(self.org, state if state in STATES else STATES[0])

    @extend_schema(
        operation_id="alert_list",
        summary="Alerts",
        parameters=[OpenApiParameter("state", str, enum=list(STATES), description="Default: open")],
        tags=["alerts"],
    )
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        told = alerts.told(page or [], membership=self.membership)
        return self.get_paginated_response(AlertSerializer(told, many=True).data)
