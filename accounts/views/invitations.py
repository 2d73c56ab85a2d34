"""What somebody sees who follows the link of an invitation."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.people import NewcomerForm
from accounts.http import blame, posted
from accounts.models import MemberInvitation, Membership, User
from accounts.models.members import digest
from accounts.services import invitations

TEMPLATE = "accounts/invitation.html"
GONE = "accounts/invitation_gone.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Join: as the person who is signed in, or as a new one. Looking changes nothing."""
    found = (
        MemberInvitation.objects.filter(secret_hash=digest(secret))
        .select_related("organization", "invited_by__user")
        .first()
    )
    if found is None:
        return render(request, GONE, {"why": "unknown"}, status=404)
    if not found.is_open:
        return render(request, GONE, {"why": _why(found), "invitation": found}, status=410)
    if request.user.is_authenticated:
        return _join(request, found)
    if User.objects.filter(email__iexact=found.email).exists():
        context = {"invitation": found, "next": request.path}
        return render(request, TEMPLATE, context)
    return _welcome(request, found)


def _join(request: HttpRequest, found: MemberInvitation) -> HttpResponse:
    context: dict[str, Any] = {"invitation": found, "next": request.path}
    context["is_other"] = request.user.email.lower() != found.email.lower()  # type: ignore[union-attr]
    if request.method == "POST":
        try:
            membership = invitations.accept(invitation=found, user=request.user)  # type: ignore[arg-type]
            return _enter(request, membership)
        except ValidationError as error:
            context["problem"] = " ".join(error.messages)
            return render(request, TEMPLATE, context, status=422)
    return render(request, TEMPLATE, context)


def _welcome(request: HttpRequest, found: MemberInvitation) -> HttpResponse:
    language = (get_language() or "en").split("-")[0]
    form = NewcomerForm(
        posted(request),
        email=found.email,
        initial={"language": language},
    )
    if form.is_valid():
        try:
            membership = invitations.accept_as_new_user(invitation=found, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            _enter(request, membership)
            to = reverse("accounts:overview", args=[found.organization.slug])
            return perform_login(request, membership.user, "none", redirect_url=to)  # type: ignore[no-any-return]
    context = {"invitation": found, "form": form}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, membership: Membership) -> HttpResponse:
    messages.success(request, _("Welcome to %(name)s.") % {"name": membership.organization})
    return redirect("accounts:overview", membership.organization.slug)


def _why(found: MemberInvitation) -> str:
    if found.accepted_at is not None:
        return "used"
    if found.withdrawn_at is not None:
        return "withdrawn"
    return "expired" if found.expires_at <= timezone.now() else "unknown"
