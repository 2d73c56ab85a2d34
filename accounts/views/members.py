"""People of the organization, and those asked to join."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.people import InvitationForm, LeaveForm, RoleForm
from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_partial
from accounts.models import ApiToken, MemberInvitation, Membership
from accounts.permissions import Permission, require
from accounts.services import invitations, members
from accounts.services.versions import Stale
from accounts.views import pages

LIST = "accounts:member-list"
PAGE = 50


@require_safe
@require(Permission.VIEW)
def member_list(request: OrgRequest) -> HttpResponse:
    return _list(request, InvitationForm())


@require_POST
@require(Permission.MEMBER_EDIT)
def invitation_create(request: OrgRequest) -> HttpResponse:
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            invitation = invitations.invite(org=request.org, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(
                request, _("An invitation is on its way to %(email)s.") % {"email": invitation}
            )
            return redirect_page(request, LIST, request.org.slug)
    return _list(request, form, status=422)


@require_POST
@require(Permission.MEMBER_EDIT)
def invitation_resend(request: OrgRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(MemberInvitation.objects.for_org(request.org), pk=pk)
    try:
        invitations.resend(invitation=invitation, by=request.actor)
        messages.success(request, _("Sent again; the link sent before no longer works."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect_page(request, LIST, request.org.slug)


@require_POST
@require(Permission.MEMBER_EDIT)
def invitation_withdraw(request: OrgRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(MemberInvitation.objects.for_org(request.org), pk=pk)
    try:
        invitations.withdraw(invitation=invitation, by=request.actor)
        messages.success(request, _("Withdrawn; the link no longer works."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect_page(request, LIST, request.org.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VIEW)
def member_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """What somebody may do; owners change it here."""
    person = _present(request, pk)
    if request.method != "POST":
        return _detail(request, person, RoleForm.of(person))
    if not request.membership.can(Permission.MEMBER_EDIT):
        raise PermissionDenied
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            members.change_role(membership=person, **form.cleaned_data, by=request.actor)
            messages.success(request, _("Saved."))
            return redirect_page(request, LIST, request.org.slug)
        except Stale as stale:
            changes = conflict(form, RoleForm.of(stale.current), version="was")
            return _detail(request, person, form, changes, status=409)
        except ValidationError as error:
            blame(form, error)
    return _detail(request, person, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VIEW)
def member_leave(request: OrgRequest, pk: int) -> HttpResponse:
    """Owners let people go; everybody may leave."""
    person = _present(request, pk)
    if person != request.membership and not request.membership.can(Permission.MEMBER_EDIT):
        raise PermissionDenied
    form = LeaveForm(posted(request), leaver=person)
    if form.is_valid():
        try:
            successor = form.cleaned_data["successor"]
            members.leave(membership=person, successor=successor, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return _after_leaving(request, person)
    context = {"person": person, "form": form, "work": members.work_of(person)}
    return render(
        request, "accounts/member_leave.html", context, status=422 if form.errors else 200
    )


def _after_leaving(request: OrgRequest, person: Membership) -> HttpResponse:
    if person == request.membership:
        messages.success(request, _("You have left %(name)s.") % {"name": request.org})
        return redirect_page(request, "home")
    messages.success(request, _("%(name)s has left.") % {"name": person})
    return redirect_page(request, LIST, request.org.slug)


def _present(request: OrgRequest, pk: int) -> Membership:
    present = Membership.objects.present().for_org(request.org).select_related("user")
    return get_object_or_404(present, pk=pk)


def _list(request: OrgRequest, form: InvitationForm, status: int = 200) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    people = Membership.objects.present().for_org(request.org).select_related("user")
    people = people.select_related("staff_member__team").order_by("user__name", "pk")
    if search:
        people = people.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    may_edit = request.membership.can(Permission.MEMBER_EDIT)
    waiting = MemberInvitation.objects.pending().for_org(request.org).order_by("-created_at")
    context = {
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "search": search,
        "query": pages.query(request),
        "form": form,
        "may_edit": may_edit,
        "invitations": waiting.select_related("invited_by__user")[:200] if may_edit else [],
    }
    return render_partial(request, "accounts/member_list.html", "results", context, status=status)


def _detail(
    request: OrgRequest, person: Membership, form: RoleForm, changes: Any = (), status: int = 200
) -> HttpResponse:
    tokens = ApiToken.objects.for_org(request.org).filter(membership=person, revoked_at=None)
    context = {
        "person": person,
        "form": form,
        "changes": changes,
        "may_edit": request.membership.can(Permission.MEMBER_EDIT),
        "may_leave": person == request.membership,
        "work": members.work_of(person),
        "token_count": tokens.count(),
    }
    return render(request, "accounts/member_detail.html", context, status=status)
