"""Surveys: made for a journey, started, paused, ended. Their questions come from the map."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events
from accounts.services import versions as rows
from journeys.models import Journey
from surveys.models import Decision, Survey
from surveys.selectors import plans
from surveys.selectors.wordings import PLACEHOLDER
from surveys.services import dispatch, versions

State = Survey.State


@transaction.atomic
def create(*, org: Organization, journey: Journey, by: Actor, **fields: Any) -> Survey:
    """Make a survey of a journey, as a draft that asks nobody yet."""
    survey = Survey(organization=org, journey=journey, **fields)
    survey.key = _free_key(org, survey.name)
    _check(survey)
    survey.save()
    events.record(
        org=org, verb="created", on=survey, by=by, after={"journey": journey, "name": survey.name}
    )
    return survey


@transaction.atomic
def edit(*, survey: Survey, version: int, by: Actor, **fields: Any) -> Survey:
    """Change how a survey asks; raises Stale if somebody else has changed it meanwhile."""
    current = rows.lock(survey, version)
    if current.state == State.ENDED:
        raise ValidationError(_("This survey has ended; make a new one."))
    before, after = rows.assign(current, fields)
    _check(current)
    return _saved(current, "edited", by, before, after)


@transaction.atomic
def start(*, survey: Survey, by: Actor) -> Survey:
    """Freeze the questions and ask from now on; also how a paused survey goes on."""
    current = rows.lock(survey, None)
    if current.state not in (State.DRAFT, State.PAUSED):
        raise ValidationError(_("Only a draft or a paused survey can be started."))
    if problem := plans.not_ready(plans.plan(current)):
        raise ValidationError(problem)
    before, after = rows.assign(
        current,
        {"state": State.RUNNING, "started_at": current.started_at or timezone.now()},
    )
    current.validate_constraints()
    _saved(current, "started", by, before, after)
    versions.freeze(survey=current)
    # What was held back while it paused is looked at again at once, mails that waited go out.
    Decision.objects.filter(
        survey=current, verdict=Decision.Verdict.HELD, rule=Decision.Rule.PAUSED
    ).update(held_until=timezone.now())
    dispatch.hint()
    return current


@transaction.atomic
def pause(*, survey: Survey, by: Actor) -> Survey:
    """Ask nobody for now; what waits in the outbox stays there."""
    return _move(survey, [State.RUNNING], State.PAUSED, "paused", by)


@transaction.atomic
def end(*, survey: Survey, by: Actor) -> Survey:
    """Ask nobody any more; what was answered stays, links that are out stay valid."""
    return _move(survey, [State.RUNNING, State.PAUSED], State.ENDED, "ended", by)


def _move(survey: Survey, among: list[State], state: State, verb: str, by: Actor) -> Survey:
    current = rows.lock(survey, None)
    if current.state not in among:
        raise ValidationError(
            _("This survey is %(state)s.") % {"state": current.get_state_display().lower()}
        )
    before, after = rows.assign(current, {"state": state})
    return _saved(current, verb, by, before, after)


def _saved(
    survey: Survey, verb: str, by: Actor, before: dict[str, Any], after: dict[str, Any]
) -> Survey:
    survey.version += 1
    survey.full_clean()
    survey.save()
    events.record(org=survey.organization, verb=verb, on=survey, by=by, before=before, after=after)
    return survey


def _check(survey: Survey) -> None:
    outcome = survey.main_outcome
    if outcome.is_imported or outcome.is_predictor:
        raise ValidationError({"main_outcome": _("Choose an outcome that customers are asked.")})
    for name in ("subjects", "intros"):
        for text in getattr(survey, name).values():
            if "{" in text.replace(PLACEHOLDER, "") or ("\n" in text and name == "subjects"):
                raise ValidationError({name: _("The only placeholder is {interaction}.")})
    survey.full_clean()


def _free_key(org: Organization, name: str) -> str:
    """A key from the name, with a number where it is taken."""
    stem = slugify(name)[:50] or "survey"
    taken = set(
        Survey.objects.for_org(org).filter(key__startswith=stem).values_list("key", flat=True)
    )
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in candidates if key not in taken)
