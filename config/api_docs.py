"""The API's description, and a page to try it."""

from typing import Any

from csp.constants import NONCE, SELF
from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import OrgRequest
from accounts.permissions import Permission, require
from accounts.rest import OrgView


class Schema(OrgView):
    """OpenAPI 3.1 of every endpoint, with this organization's slug filled in."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
        for path in schema["paths"].values():
            for operation in path.values():
                _fill_in(self.org.slug, operation.get("parameters", []))
        return Response(schema)


def _fill_in(slug: str, parameters: list[dict[str, Any]]) -> None:
    for parameter in parameters:
        if parameter["in"] == "path" and parameter["name"] == "org":
            parameter["schema"]["default"] = slug


# Swagger UI colours its examples by style attributes; only this page allows them.
@csp_update({"style-src": [SELF, NONCE, "'unsafe-inline'"]})  # type: ignore[arg-type]
@require_safe
@require(Permission.VIEW)
def docs(request: OrgRequest) -> HttpResponse:
    """Try the API as oneself, with the session, or with a token."""
    return render(request, "accounts/api_docs.html")
