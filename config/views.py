from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe
from redis import RedisError

from accounts.models import Membership, Organization
from config.caches import ForgivingCache
from surveys.selectors import outbox


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: database and Redis; and how long the oldest mail has waited.

    The age is for whoever watches: a worker that is away is no reason to take the pages away.
    """
    checks = {"database": _works(_ask_database), "redis": _works(_ask_redis)}
    oldest = outbox.age_seconds() if checks["database"] else None
    ready = all(checks.values())
    return JsonResponse(
        {"status": "ok" if ready else "unavailable", **checks, "outbox_age_seconds": oldest},
        status=200 if ready else 503,
    )


def _works(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except (DatabaseError, RedisError, OSError):
        return False
    return True


def _ask_database() -> None:
    # A table of ours: a server that answers may still hold no database of this version.
    Organization.objects.exists()


def _ask_redis() -> None:
    ForgivingCache(settings.REDIS_URL, {}).ping()


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where a signed-in person starts: their organization, or the choice between several."""
    memberships = (
        Membership.objects.present()
        .filter(user=request.user.pk)
        .select_related("organization")
        .order_by("organization__name")
    )
    if len(memberships) == 1:
        return redirect("accounts:overview", memberships[0].organization.slug)
    return render(request, "accounts/organization_list.html", {"memberships": memberships})


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "csrf_403.html", status=403)
