from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_safe
from redis import RedisError

from accounts.models import Membership
from surveys.selectors import outbox


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: database, Redis, and nobody waiting in the outbox for long."""
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
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_redis() -> None:
    cache.set("readyz", 1, 5)


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
