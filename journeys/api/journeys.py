from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organization
from accounts.permissions import Permission
from accounts.rest import OrgView
from emotions.models import Outcome
from journeys.api.found import JourneyView
from journeys.api.serializers import (
    ChangedJourneySerializer,
    JourneyMapSerializer,
    JourneySerializer,
    NewJourneySerializer,
    TemplateSerializer,
)
from journeys.library.templates import TEMPLATES
from journeys.models import Journey, Persona
from journeys.selectors import trees
from journeys.services import journeys, templates

EXAMPLES = [
    OpenApiExample("From a template", value={"template": "support_case"}, request_only=True),
    OpenApiExample(
        "Empty",
        value={"name": "Moving house", "main_outcome": "recommend", "personas": []},
        request_only=True,
    ),
]


class JourneyList(OrgView, ListAPIView[Journey]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}
    serializer_class = JourneySerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Journey.objects.none()
        rows = Journey.objects.for_org(self.org).select_related("main_outcome")
        return rows.prefetch_related("personas")

    @extend_schema(
        operation_id="journey_create",
        summary="Make a journey, empty or from a template",
        request=NewJourneySerializer,
        responses={201: JourneyMapSerializer},
        examples=EXAMPLES,
    )
    def post(self, request: Request) -> Response:
        new = NewJourneySerializer(data=request.data)
        new.is_valid(raise_exception=True)
        journey = self._create(new.validated_data)
        return Response(JourneyMapSerializer(trees.of(journey=journey)).data, status=201)

    def _create(self, fields: dict[str, Any]) -> Journey:
        template, name = fields.pop("template", ""), fields.pop("name", "")
        if template:
            return templates.create_journey(
                org=self.org, template_key=template, name=name, by=self.actor
            )
        return journeys.create(org=self.org, name=name, by=self.actor, **resolved(self.org, fields))


class JourneyDetail(JourneyView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    @extend_schema(
        operation_id="journey_read",
        summary="A journey with its whole map",
        responses=JourneyMapSerializer,
    )
    def get(self, request: Request, key: str) -> Response:
        return Response(JourneyMapSerializer(trees.of(journey=self.journey(key))).data)

    @extend_schema(
        operation_id="journey_update",
        request=ChangedJourneySerializer,
        responses=JourneySerializer,
        examples=[
            OpenApiExample(
                "Rename", value={"name": "Support case", "version": 12}, request_only=True
            )
        ],
    )
    def patch(self, request: Request, key: str) -> Response:
        sent = ChangedJourneySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        changes = resolved(self.org, sent.validated_data)
        journey = journeys.update(journey=self.journey(key), by=self.actor, **changes)
        return Response(JourneySerializer(journey).data)

    @extend_schema(
        operation_id="journey_archive",
        summary="Archive a journey; what was answered about it stays",
        responses={204: None},
    )
    def delete(self, request: Request, key: str) -> Response:
        journeys.archive(journey=self.journey(key), by=self.actor)
        return Response(status=204)


class TemplateList(OrgView):
    @extend_schema(
        operation_id="journey_templates",
        summary="Journeys to start from",
        responses=TemplateSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return Response(TemplateSerializer(TEMPLATES, many=True).data)


def resolved(org: Organization, fields: dict[str, Any]) -> dict[str, Any]:
    """Keys of an outcome and of personas become the rows they name."""
    found = dict(fields)
    if "personas" in found:
        found["personas"] = _personas(org, found["personas"])
    if found.get("main_outcome"):
        key = found["main_outcome"]
        found["main_outcome"] = Outcome.objects.for_org(org).filter(key=key).first()
        if found["main_outcome"] is None:
            raise ValidationError({"main_outcome": _("There is no outcome of that key.")})
    return found


def _personas(org: Organization, keys: list[str]) -> list[Persona]:
    personas = list(Persona.objects.for_org(org).filter(key__in=keys))
    if len(personas) != len(set(keys)):
        raise ValidationError({"personas": _("There is no persona of that key.")})
    return personas
