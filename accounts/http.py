"""The door's HTTP side: the typed request, fragments and redirects that htmx understands."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Field
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.exports import WRITERS, Table
from accounts.models import Actor, Membership, Organization, User

logger = structlog.get_logger(__name__)


class OrgRequest(HttpRequest):
    """What a view under /<org>/ can count on."""

    user: User
    org: Organization
    membership: Membership
    actor: Actor
    htmx: HtmxDetails


class DoorAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: the first owner has a set-up token, others an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Say so when the mail server is away; to whom the mail was, neither page nor log tells."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # SMTPException is one
            logger.warning("mail.not_sent", mail=template_prefix, error=type(error).__name__)
            text = _("The mail server does not answer. Please try again in a few minutes.")
            messages.error(self.request, text)


API_PATH = re.compile(r"/[^/]+/api/v1/")
LONGEST_KEY = 18  # digits that a database can hold


def key_of(text: str) -> int:
    """The key of the row that an address or a form names; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0


def is_api(request: HttpRequest) -> bool:
    """Another system asks; it wants JSON, errors included."""
    return API_PATH.match(request.path) is not None


def api_error(status: int, code: str, message: str) -> JsonResponse:
    """An error outside of any endpoint, in the shape that all endpoints use."""
    return JsonResponse({"error": {"code": code, "message": message, "fields": {}}}, status=status)


def render_partial(
    request: HttpRequest,
    template: str,
    partial: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole page for a browser, only `partial` of it for an htmx swap."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    wants_partial = htmx and not htmx.boosted and not htmx.history_restore_request
    name = f"{template}#{partial}" if wants_partial else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect_page(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go to another page. A plain 302 would be followed by htmx and swapped into the target."""
    response: HttpResponse = redirect(to, *args, **kwargs)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(response["Location"])
    return response


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is a POST."""
    return request.POST if request.method == "POST" else None


def conflict(
    form: BaseForm, fresh: BaseForm, *, version: str = "version"
) -> list[tuple[str, str, str]]:
    """What differs between a stale `form` and one made of the row as it is now.

    Returns (label, theirs, yours) for each field, and lets the form be saved again over theirs:
    what was typed stays, only its version moves on.
    """
    moved_on = fresh.get_initial_for_field(fresh.fields[version], version)
    moved: Any = cast(QueryDict, form.data).copy()
    moved[form.add_prefix(version)] = moved_on
    form.data = moved
    changes = []
    for bound in form:
        theirs = shown(bound.field, fresh.get_initial_for_field(bound.field, bound.name))
        yours = shown(bound.field, form.cleaned_data.get(bound.name))
        if not bound.is_hidden and theirs != yours:
            changes.append((str(bound.label), theirs, yours))
    return changes


KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def attachment(content: bytes | Iterable[bytes], name: str, kind: str) -> HttpResponse:
    """A download under a name of ours: a name from outside could hold anything."""
    answer = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    response: Any = answer(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


def table_file(kind: str, name: str, *tables: Table) -> HttpResponse:
    """Tables as the kind of file that an address asks for; 404 for a kind that there is not."""
    if kind not in WRITERS:
        raise Http404
    return attachment(WRITERS[kind](tables), name, kind)


def shown(field: Field, value: Any) -> str:
    """A form's value as a person reads it: the words of a choice instead of its key."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(shown(field, item) for item in value)
    words = dict(_flat(getattr(field, "choices", ())))
    key = getattr(value, "pk", value)
    return str(words.get(str(key), value))


def chosen(form: BaseForm, names: Iterable[str]) -> list[tuple[Any, str]]:
    """What a valid filter form narrows a page to, as a person reads it: (label, words)."""
    values = form.cleaned_data if form.is_valid() else {}
    return [
        (form.fields[name].label, shown(form.fields[name], values[name]))
        for name in names
        if values.get(name)
    ]


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for key, words in choices:
        if isinstance(words, list | tuple):
            yield from _flat(words)
        else:
            yield str(key), words


def blame(form: BaseForm, error: ValidationError) -> None:
    """Hang a service's complaint on the field it names (or that field's first language)."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        places = [field for field in form.fields if field == name or field.startswith(f"{name}_")]
        form.add_error(places[0] if places else None, errors)


def render_form(
    request: HttpRequest, template: str, context: dict[str, Any], *, partial: str = "form"
) -> HttpResponse:
    """A page with `form`: 422 when it has to be looked at again, so that htmx swaps it in."""
    form: BaseForm = context["form"]
    wrong = form.is_bound and bool(form.errors or context.get("changes"))
    return render_partial(request, template, partial, context, status=422 if wrong else 200)
