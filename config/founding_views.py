"""Pages on which an organization begins."""

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.organizations import FoundingForm, SetupForm
from accounts.http import blame, posted
from accounts.models import Membership
from accounts.permissions import Role
from accounts.services import setup as first
from config import founding


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first organization and its owner, for whoever can read what the server prints."""
    if not first.is_empty():
        return redirect("home")
    form = SetupForm(posted(request))
    if form.is_valid():
        try:
            membership = founding.set_up(**form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            to = reverse("accounts:overview", args=[membership.organization.slug])
            return perform_login(request, membership.user, "none", redirect_url=to)  # type: ignore[no-any-return]
    return render(request, "accounts/setup.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def organization_new(request: HttpRequest) -> HttpResponse:
    """Another organization, for those who own one already."""
    owned = Membership.objects.present().filter(user=request.user.pk, role=Role.OWNER)
    if not owned.exists():
        raise PermissionDenied
    form = FoundingForm(
        posted(request),
        initial={"language": request.user.language},  # type: ignore[union-attr]
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            membership = founding.found(
                name=typed["organization"],
                slug=typed["slug"],
                owner=request.user,  # type: ignore[arg-type]
                time_zone=typed["timezone"],
                languages=[typed["language"]],
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("accounts:overview", membership.organization.slug)
    return render(request, "accounts/organization_form.html", {"form": form}, status=_status(form))


def _status(form: FoundingForm) -> int:
    return 422 if form.errors else 200
