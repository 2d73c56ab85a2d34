"""Keys of other systems."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.people import TokenForm
from accounts.http import OrgRequest, blame, redirect_page
from accounts.models import ApiToken
from accounts.models.organizations import OwnedQuerySet
from accounts.permissions import Permission, require
from accounts.services import tokens

LIST = "accounts:token-list"


@require_safe
@require(Permission.TOKEN_EDIT)
def token_list(request: OrgRequest) -> HttpResponse:
    return _list(request, TokenForm())


@require_POST
@never_cache
@require(Permission.TOKEN_EDIT)
def token_create(request: OrgRequest) -> HttpResponse:
    """Answer with the secret itself: it is shown here and nowhere ever again."""
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            token, secret = tokens.issue(org=request.org, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            context = {"token": token, "secret": secret}
            return render(request, "accounts/token_created.html", context)
    return _list(request, form, status=422)


@require_POST
@require(Permission.TOKEN_EDIT)
def token_revoke(request: OrgRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(_visible(request), pk=pk)
    tokens.revoke(token=token, by=request.actor)
    messages.success(request, _("Revoked; it opens nothing any more."))
    return redirect_page(request, LIST, request.org.slug)


def _visible(request: OrgRequest) -> OwnedQuerySet[ApiToken]:
    """One's own; whoever may change people sees and revokes everybody's."""
    found = ApiToken.objects.for_org(request.org)
    if not request.membership.can(Permission.MEMBER_EDIT):
        found = found.filter(membership=request.membership)
    return found


def _list(request: OrgRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    found = _visible(request).select_related("membership__user")
    context = {
        "form": form,
        "tokens": found.filter(revoked_at=None).order_by("-pk")[:200],
        "revoked": found.exclude(revoked_at=None).order_by("-revoked_at")[:20],
    }
    return render(request, "accounts/token_list.html", context, status=status)
