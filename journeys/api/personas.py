from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from journeys.api.serializers import PersonaSerializer
from journeys.models import Persona
from journeys.services import personas

EXAMPLE = OpenApiExample(
    "A persona",
    value={"name": "First-time buyer", "description": "Does not know yet what to ask."},
    request_only=True,
)


class PersonaList(OrgView, ListAPIView[Persona]):
    permissions: ClassVar[dict[str, Permission]] = {"POST": Permission.JOURNEY_EDIT}
    serializer_class = PersonaSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Persona.objects.none()
        return Persona.objects.for_org(self.org)

    @extend_schema(
        operation_id="persona_create",
        request=PersonaSerializer,
        responses={201: PersonaSerializer},
        examples=[EXAMPLE],
    )
    def post(self, request: Request) -> Response:
        new = PersonaSerializer(data=request.data)
        new.is_valid(raise_exception=True)
        fields = {name: value for name, value in new.validated_data.items() if name != "version"}
        persona = personas.add(org=self.org, by=self.actor, **fields)
        return Response(PersonaSerializer(persona).data, status=201)


class PersonaDetail(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {
        "PATCH": Permission.JOURNEY_EDIT,
        "DELETE": Permission.JOURNEY_EDIT,
    }

    def _persona(self, key: str) -> Persona:
        persona: Persona = get_object_or_404(Persona.objects.for_org(self.org), key=key)
        return persona

    @extend_schema(operation_id="persona_read", responses=PersonaSerializer)
    def get(self, request: Request, key: str) -> Response:
        return Response(PersonaSerializer(self._persona(key)).data)

    @extend_schema(
        operation_id="persona_update",
        request=PersonaSerializer(partial=True),
        responses=PersonaSerializer,
        examples=[EXAMPLE],
    )
    def patch(self, request: Request, key: str) -> Response:
        row = self._persona(key)
        changes = PersonaSerializer(row, data=request.data, partial=True)
        changes.is_valid(raise_exception=True)
        changed = personas.update(persona=row, by=self.actor, **changes.validated_data)
        return Response(PersonaSerializer(changed).data)

    @extend_schema(operation_id="persona_archive", responses={204: None})
    def delete(self, request: Request, key: str) -> Response:
        personas.archive(persona=self._persona(key), by=self.actor)
        return Response(status=204)
