from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import (
    OrgRequest,
    blame,
    conflict,
    posted,
    redirect_page,
    render_form,
    render_partial,
)
from accounts.permissions import Permission, require
from accounts.services import versions
from emotions.models import Emotion
from insights.forms.evidence import AmendmentForm, LedgerFilter, RegistrationForm, WithdrawalForm
from insights.models import Registration
from insights.selectors import evidence, secrecy
from insights.selectors.evidence import Outlook, Unregistered
from insights.services import registrations
from journeys.models import Stage, StageAction
from journeys.selectors import beliefs
from training.models import Lesson

FORM = "insights/evidence_form.html"
YEARS = timedelta(weeks=104)
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def evidence_list(request: OrgRequest) -> HttpResponse:
    """The ledger: what was promised of actions and lessons, and what came of it."""
    form = LedgerFilter(request.GET, org=request.org)
    shown, hidden = ledger(request, form)
    context = {
        "form": form,
        "has_any": Registration.objects.for_org(request.org).exists(),
        "ledger": shown,
        "hidden": hidden,
        "unregistered": evidence.unregistered(org=request.org, today=request.org.today()),
    }
    return render_partial(request, "insights/evidence_list.html", "ledger", context)


def ledger(
    request: OrgRequest, form: LedgerFilter
) -> tuple[list[evidence.Judged], list[Registration]]:
    """What the page and its file say, and what is hidden: of journeys still to be estimated."""
    wanted = form.chosen()
    rows = evidence.registrations(org=request.org)
    if wanted.get("journey"):
        rows = rows.filter(stage__journey=wanted["journey"])
    blind = beliefs.blind_journeys(membership=request.membership)
    judged = evidence.judge_all(
        org=request.org,
        registrations=[row for row in rows if row.stage.journey_id not in blind],
        today=secrecy.for_reader(request.membership).today,
    )
    shown = [each for each in judged if wanted.get("verdict", "") in ("", each.verdict)]
    return shown, [row for row in rows if row.stage.journey_id in blind]


@require_GET
@require(Permission.VIEW)
def evidence_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """One page for a sceptical board: effect, range, grade and what they rest on."""
    registration = registered(request, pk)
    journey = registration.stage.journey
    context: dict[str, Any] = {"registration": registration, "journey": journey}
    found = judged(request, registration)
    if found is None:
        context["blind"] = True
    else:
        context |= {
            "judged": found,
            "sentence": evidence.sentence(found),
            "reasons": evidence.reasons(found),
            "points": weeks(request, found),
            "strip": [each.effect for each in found.placebos if each.effect is not None],
        }
    return render_partial(request, "insights/evidence_detail.html", "evidence", context)


def judged(request: OrgRequest, registration: Registration) -> evidence.Judged | None:
    """What this reader is told of a registration; None for one who has still to estimate."""
    journey = registration.stage.journey
    if not beliefs.may_see_felt(journey=journey, membership=request.membership):
        return None
    today = secrecy.for_reader(request.membership).today
    return evidence.judge(registration=registration, today=today)


def weeks(request: OrgRequest, found: evidence.Judged) -> list[evidence.Point]:
    """Its weeks; none for roles that read whole months."""
    guarded = secrecy.for_reader(request.membership).is_guarded
    return [] if guarded else evidence.points(found.series)


@require_form
@require(Permission.JOURNEY_EDIT)
def register_action(request: OrgRequest, pk: int) -> HttpResponse:
    """Promise what a stage action will change; before its start, if possible."""
    rows = StageAction.objects.for_org(request.org).current()
    rows = rows.select_related("action", "emotion", "stage__journey", "stage__organization")
    stage_action = get_object_or_404(rows, pk=pk)
    return _register(
        request, Unregistered(stage_action.stage, stage_action.emotion, stage_action=stage_action)
    )


@require_form
@require(Permission.JOURNEY_EDIT)
def register_lesson(request: OrgRequest, stage_pk: int, pk: int) -> HttpResponse:
    """The same for a lesson: it starts when most of the stage's staff have passed."""
    stage = get_object_or_404(
        Stage.objects.for_org(request.org).current().select_related("journey", "organization"),
        pk=stage_pk,
    )
    lesson = get_object_or_404(Lesson.objects.for_org(request.org).current(), pk=pk)
    emotion = lesson.emotion or _trained_emotion(stage, lesson)
    return _register(request, Unregistered(stage, emotion, lesson=lesson))


def _trained_emotion(stage: Stage, lesson: Lesson) -> Emotion:
    """What a lesson on an action is most likely for at this stage; the form lets it be changed."""
    emotions = Emotion.objects.for_org(stage.organization).current()
    at_stage = emotions.filter(
        stage_actions__stage=stage,
        stage_actions__action=lesson.action_id,
        stage_actions__archived_at=None,
    )
    emotion: Emotion | None = at_stage.first() or emotions.first()
    if emotion is None:
        raise Http404
    return emotion


def _register(request: OrgRequest, subject: Unregistered) -> HttpResponse:
    subject = _begun(subject, request.org.today())
    form = RegistrationForm(posted(request), org=request.org, subject=subject)
    if "preview" in request.POST:
        return _preview(request, form, subject)
    if form.is_valid():
        try:
            registration = registrations.register(
                stage_action=subject.stage_action,
                lesson=subject.lesson,
                stage=subject.stage,
                by=request.actor,
                **form.changes(),
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Registered. It is judged on the day you chose."))
            return redirect_page(
                request, "insights:evidence-detail", request.org.slug, registration.pk
            )
    context = _plan(request, form, subject) | {"form": form, "subject": subject}
    return render_form(request, FORM, context)


def _begun(subject: Unregistered, today: date) -> Unregistered:
    began = registrations.start_of(
        stage_action=subject.stage_action, lesson=subject.lesson, stage=subject.stage, today=today
    )
    return Unregistered(subject.stage, subject.emotion, subject.stage_action, subject.lesson, began)


def _preview(request: OrgRequest, form: RegistrationForm, subject: Unregistered) -> HttpResponse:
    """What could show, for a form that is still being filled in: nothing is missing yet."""
    typed = {name: request.POST.get(name) for name in form.fields if name in request.POST}
    typed.pop("comparisons", None)
    fresh = RegistrationForm(org=request.org, subject=subject, initial=typed)
    context = _plan(request, form, subject) | {"form": fresh, "subject": subject}
    return render_partial(request, FORM, "plan", context)


def _plan(request: OrgRequest, form: RegistrationForm, subject: Unregistered) -> dict[str, Any]:
    known = form.known() if form.is_bound else {}
    outlook = _outlook(request, known, form.is_bound, subject, form)
    if not form.is_bound:
        form.initial.setdefault("weekly_answers", round(outlook.weekly_answers))
        chosen = {each.stage.pk for each in outlook.offers if each.is_suggested}
    else:
        chosen = {each.pk for each in known.get("comparisons") or ()}
    evaluate_on = known.get("evaluate_on") or form.initial["evaluate_on"]
    return {"outlook": outlook, "chosen": chosen, "evaluate_on": evaluate_on}


def _outlook(
    request: OrgRequest,
    known: dict[str, Any],
    is_typed: bool,
    subject: Unregistered,
    form: RegistrationForm,
) -> Outlook:
    today = request.org.today()
    start = subject.since or min(max(known.get("planned_start") or today, today), today + YEARS)
    picked = (known.get("picked_since"), known.get("picked_until"))
    return evidence.outlook(
        stage=subject.stage,
        emotion=known.get("emotion") or subject.emotion,
        start=start,
        evaluate_on=known.get("evaluate_on") or form.initial["evaluate_on"],
        since=max(known.get("baseline_since") or evidence.usual_baseline(start), start - YEARS),
        comparisons=list(known.get("comparisons") or ()) if is_typed else None,
        picked=picked if all(picked) else None,  # type: ignore[arg-type]
        today=today,
    )


@require_form
@require(Permission.JOURNEY_EDIT)
def evidence_amend(request: OrgRequest, pk: int) -> HttpResponse:
    """Change the expectation or the date, in the open."""
    registration = registered(request, pk)
    form = AmendmentForm.of(registration, posted(request))
    context: dict[str, Any] = {"form": form, "registration": registration}
    if form.is_valid():
        try:
            registrations.amend(registration=registration, by=request.actor, **form.cleaned_data)
        except versions.Stale as stale:
            context["changes"] = conflict(form, AmendmentForm.of(stale.current))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Changed. What was promised before stays readable."))
            return redirect_page(request, "insights:evidence-detail", request.org.slug, pk)
    return render_form(request, "insights/evidence_amend.html", context)


@require_form
@require(Permission.JOURNEY_EDIT)
def evidence_withdraw(request: OrgRequest, pk: int) -> HttpResponse:
    """Take a registration back, with the reason; it stays in the ledger."""
    registration = registered(request, pk)
    form = WithdrawalForm(posted(request))
    if form.is_valid():
        try:
            registrations.withdraw(
                registration=registration, because=form.cleaned_data["because"], by=request.actor
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Withdrawn; it stays in the ledger with the reason."))
            return redirect_page(request, "insights:evidence-detail", request.org.slug, pk)
    context = {"form": form, "registration": registration}
    return render_form(request, "insights/evidence_withdraw.html", context)


def registered(request: OrgRequest, pk: int) -> Registration:
    rows = evidence.registrations(org=request.org)
    registration: Registration = get_object_or_404(rows, pk=pk)
    return registration
