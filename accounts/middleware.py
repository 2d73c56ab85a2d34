"""The one door into an organization, for pages and for the API."""

from collections.abc import Callable
from typing import Any, cast

import structlog
from django.conf import settings
from django.contrib.auth import middleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.shortcuts import render
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect
from django_structlog.middlewares import RequestMiddleware

from accounts.http import OrgRequest, api_error, is_api
from accounts.models import Actor, ActorKind, ApiToken, Membership, User
from accounts.models.members import digest

View = Callable[..., HttpResponseBase]
GetResponse = Callable[[HttpRequest], HttpResponse]


class SmallBodyMiddleware:
    """Refuse a body past the limit by its declared length, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES:
            return self.refuse(request)
        return self.get_response(request)

    def refuse(self, request: HttpRequest) -> HttpResponse:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        if is_api(request):
            return api_error(413, "too_large", f"At most {limit} MB fit into one request.")
        return render(request, "413.html", {"limit": limit}, status=413)


class NullByteMiddleware:
    """Refuse a null byte in an address: PostgreSQL cannot compare with it and no person types it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            raise BadRequest("null byte")
        return self.get_response(request)


class SlashMiddleware(CommonMiddleware):
    """Lead readers to the address with its slash; what is sent would be lost on the way there."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        reads = request.method in ("GET", "HEAD")
        return reads and super().should_redirect_with_slash(request)


class LogMiddleware(RequestMiddleware):
    """Write down where a request goes, but no query: people look for names, addresses and words."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """A session that ends under an htmx request moves the whole page to the login form."""

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        response = super().handle_no_permission(request, view_func)
        if cast(OrgRequest, request).htmx:
            return HttpResponseClientRedirect(response["Location"])  # type: ignore[return-value]
        return response


def membership_or_404(user: User, slug: str) -> Membership:
    """Outsiders cannot tell that an organization exists."""
    memberships = Membership.objects.present().select_related("organization", "user")
    try:
        return memberships.get(user=user, organization__slug=slug)
    except Membership.DoesNotExist:
        raise Http404 from None


def token_of(request: HttpRequest) -> ApiToken | None:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    usable = ApiToken.objects.filter(
        revoked_at__isnull=True,
        membership__left_at__isnull=True,
        membership__user__is_active=True,
    )
    members = usable.select_related("membership__user", "membership__organization")
    return members.filter(secret_hash=digest(secret.strip())).first()


class OrganizationMiddleware:
    """Turn the <org> in the URL into request.org, request.membership and request.actor.

    Pages show and read times in the organization's zone; the API says its own offsets, in UTC.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()  # the thread serves another organization next

    def process_view(
        self, request: OrgRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> None:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        if "org" not in kwargs:
            return
        slug = kwargs.pop("org")
        # A token opens the API only: pages belong to people, with sessions and CSRF tokens.
        if "Authorization" in request.headers and is_api(request):
            self._enter_by_token(request, slug)
        elif request.user.is_authenticated:
            self._enter(request, membership_or_404(request.user, slug))
            request.actor = Actor.member(request.membership)

    def _enter_by_token(self, request: OrgRequest, slug: str) -> None:
        token = token_of(request)
        if token is None:
            return  # DRF answers 401; pages see no session either way
        if token.membership.organization.slug != slug:
            raise Http404
        request.user = token.membership.user
        request.token = token  # type: ignore[attr-defined]
        self._enter(request, token.membership)
        request.actor = Actor(ActorKind.TOKEN, membership=token.membership, token=token)
        now = timezone.now()
        if token.last_used_at is None or (now - token.last_used_at).total_seconds() > 60:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)

    def _enter(self, request: OrgRequest, membership: Membership) -> None:
        request.membership = membership
        request.org = membership.organization
        if not is_api(request):
            timezone.activate(request.org.zone)
        structlog.contextvars.bind_contextvars(organization_id=membership.organization_id)
