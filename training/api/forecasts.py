from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Team
from accounts.permissions import Permission
from accounts.rest import OrgView
from journeys.models import StageAction
from training.models import Forecast
from training.services import forecasts


class ForecastSerializer(serializers.ModelSerializer[Forecast]):
    """In how many of 10 interactions the team does what is designed, as its manager guesses."""

    in_ten = serializers.IntegerField(min_value=0, max_value=10)

    class Meta:
        model = Forecast
        fields = ["stage_action", "team", "in_ten", "is_blind", "forecast_on"]
        read_only_fields = ["is_blind", "forecast_on"]


class NewForecastSerializer(serializers.Serializer[Any]):
    stage_action = serializers.IntegerField()
    team = serializers.IntegerField()
    in_ten = serializers.IntegerField(min_value=0, max_value=10)


EXAMPLE = OpenApiExample(
    "Forecast a behaviour", value={"stage_action": 12, "team": 3, "in_ten": 8}, request_only=True
)


class ForecastList(OrgView, ListAPIView[Forecast]):
    """One's own forecasts: those of others would be a hint, and a forecast is to be blind."""

    permissions: ClassVar[dict[str, Permission]] = {
        "GET": Permission.FORECAST_GIVE,
        "POST": Permission.FORECAST_GIVE,
    }
    serializer_class = ForecastSerializer
    filterset_fields: ClassVar[list[str]] = ["stage_action", "team"]

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Forecast.objects.none()
        return Forecast.objects.for_org(self.org).filter(membership=self.membership)

    @extend_schema(
        operation_id="forecast_create",
        summary="Forecast a behaviour; a second one on the same day replaces the first",
        request=NewForecastSerializer,
        responses={201: ForecastSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        new = NewForecastSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        given = new.validated_data
        forecast = forecasts.give(
            stage_action=self._row(StageAction, "stage_action", given),
            team=self._row(Team, "team", given),
            membership=self.membership,
            in_ten=given["in_ten"],
            by=self.actor,
        )
        return Response(ForecastSerializer(forecast).data, status=201)

    def _row(self, model: Any, name: str, given: dict[str, Any]) -> Any:
        row = model.objects.for_org(self.org).filter(pk=given[name]).first()
        if row is None:
            raise serializers.ValidationError({name: [f"Unknown: {given[name]}."]})
        return row
