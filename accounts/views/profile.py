"""A person's own account."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.people import THEMES, ProfileForm
from accounts.http import blame, posted
from accounts.models import Membership
from accounts.services import users

YEAR = 365 * 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language and appearance; the rest of the account is a link away."""
    form = ProfileForm(posted(request), initial=_now(request))
    if form.is_valid():
        name, language = form.cleaned_data["name"], form.cleaned_data["language"]
        try:
            users.change_profile(user=request.user, name=name, language=language)  # type: ignore[arg-type]
        except ValidationError as error:
            blame(form, error)
        else:
            with translation.override(language):
                messages.success(request, _("Saved."))
            return _remember_theme(redirect("door:profile"), form.cleaned_data["theme"])
    memberships = Membership.objects.present().filter(user=request.user.pk)
    context = {
        "form": form,
        "memberships": memberships.select_related("organization").order_by("organization__name"),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


def _now(request: HttpRequest) -> dict[str, str]:
    theme = request.COOKIES.get("theme", "")
    return {
        "name": request.user.name,  # type: ignore[union-attr]
        "language": request.user.language,  # type: ignore[union-attr]
        "theme": theme if theme in dict(THEMES) else "",
    }


def _remember_theme(response: HttpResponse, theme: str) -> HttpResponse:
    if theme:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie("theme", theme, max_age=YEAR, secure=secure, samesite="Lax")
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
