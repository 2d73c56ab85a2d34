"""What every API request passes: who it is, what it may, how much, and how an error looks.

The settings of the REST framework name these, so this module must not import its views.
"""

import re
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiToken
from accounts.permissions import Permission

if TYPE_CHECKING:
    from rest_framework.views import APIView

READS = ("GET", "HEAD", "OPTIONS")


class DoorAuthentication(BaseAuthentication):
    """The middleware already knows who is at the door: a token, or a signed-in member."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        inner = request._request
        token = getattr(inner, "token", None)
        if token is not None:
            return token.membership.user, token
        if "Authorization" in inner.headers:
            raise exceptions.AuthenticationFailed("This token is unknown or was revoked.")
        return SessionAuthentication().authenticate(request)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class DoorPermission(BasePermission):
    """Ask the view what it takes for this method, and the token's scope whether it may write."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        membership = getattr(request._request, "membership", None)
        if membership is None:
            return False
        if request.method not in READS and not _may_write(request.auth):
            raise exceptions.PermissionDenied("This token may only read.")
        needed = getattr(view, "permissions", {}).get(request.method, Permission.VIEW)
        return bool(membership.can(needed))


def _may_write(auth: Any) -> bool:
    """Whoever is signed in may; a token says so."""
    return not isinstance(auth, ApiToken) or auth.scope == ApiToken.Scope.WRITE


class Pages(PageNumberPagination):
    page_size = 50
    max_page_size = 500
    page_size_query_param = "page_size"


# PostgreSQL cannot store a null byte, and half of a character cannot be written as UTF-8.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class CleanJSONParser(JSONParser):
    """JSON of an ordinary depth without characters that cannot be stored: they would end in a 500."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            parsed = super().parse(*args, **kwargs)
            unwritable = _holds_unwritable(parsed)
        except RecursionError:
            raise exceptions.ParseError("This is nested too deeply.") from None
        if unwritable:
            raise exceptions.ParseError("Null and half characters are not allowed.")
        return parsed


def _holds_unwritable(value: Any) -> bool:
    if isinstance(value, str):
        return UNWRITABLE.search(value) is not None
    if isinstance(value, dict):
        return any(_holds_unwritable(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_holds_unwritable(item) for item in value)


class TokenThrottle(SimpleRateThrottle):
    scope = "token"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        if isinstance(request.auth, ApiToken):
            return f"throttle:token:{request.auth.pk}"
        return None


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every error has one shape: {"error": {"code", "message", "fields"}}."""
    # Imported here: the framework's views read the settings that name this module.
    from rest_framework.views import exception_handler as drf_exception_handler
    from rest_framework.views import set_rollback

    if isinstance(exc, ValidationError):
        set_rollback()
        stale = getattr(exc, "code", "") == "stale"
        code, status = ("stale", 409) if stale else ("invalid", 400)
        return Response(_error(code, *_messages(exc)), status=status)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    response = drf_exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    if isinstance(exc, exceptions.ValidationError):
        response.data = _error("invalid", "Some fields need another look.", exc.detail)
    else:
        response.data = _error(str(exc.get_codes()), str(exc.detail), {})
    return response


def _messages(error: ValidationError) -> tuple[str, dict[str, list[str]]]:
    if hasattr(error, "error_dict"):
        fields = {k: v for k, v in error.message_dict.items() if k != "__all__"}
        general = error.message_dict.get("__all__", [])
        return " ".join(general) or "Some fields need another look.", fields
    return " ".join(error.messages), {}


def _error(code: str, message: str, fields: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "fields": fields}}


class DoorScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description names the door."""

    target_class = DoorAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
