"""Write what people practise on: a customer's words, possible answers, and what each does."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import events, versions
from training.models import AttemptChoice, Choice, Lesson, Scenario
from training.selectors.lessons import latest

FEWEST, MOST = 2, 5
FIELDS = ["situation", "cue", "resolve_first"]


@dataclass(frozen=True)
class Option:
    """One answer as it is written down: what is said, what that does (-2 to +2), and why."""

    text: str
    effect: int
    why: str


@transaction.atomic
def create(
    *,
    lesson: Lesson,
    cue: str,
    options: Sequence[Option],
    situation: str = "",
    resolve_first: bool = False,
    by: Actor,
) -> Scenario:
    """Add a scenario at the end of a lesson, with two to five answers to choose from."""
    check(options)
    versions.lock(lesson, None)  # two at once would get one position
    scenario = Scenario(
        organization=lesson.organization,
        lesson=lesson,
        position=_next_position(lesson),
        situation=situation,
        cue=cue,
        resolve_first=resolve_first,
    )
    scenario.full_clean()
    scenario.save()
    _write(scenario, options)
    after = {**events.snapshot(scenario, ["lesson", *FIELDS]), "choices": _plain(options)}
    events.record(
        org=scenario.organization, verb="scenario_written", on=scenario, by=by, after=after
    )
    return scenario


@transaction.atomic
def update(
    *,
    scenario: Scenario,
    version: int | None = None,
    options: Sequence[Option] | None = None,
    by: Actor,
    **changes: Any,
) -> Scenario:
    """Change a scenario; returns the row that is practised from now on.

    That is a new row if somebody has answered this one: the old answers keep what they answered.
    Raises versions.Stale if somebody changed it since `version`.
    """
    if options is not None:
        check(options)
    found = latest(scenario)
    if found is None:
        raise ValidationError(_("This scenario was taken out of the lesson."))
    current = versions.lock(found, version)
    was = options_of(current)
    before, after = versions.assign(current, changes)
    if options is not None and list(options) != was:
        before["choices"], after["choices"] = _plain(was), _plain(options)
    if not after:
        return current
    written = was if options is None else options
    if AttemptChoice.objects.filter(scenario=current).exists():
        current = _replace(current, written)
    else:
        _rewrite(current, written)
    events.record(
        org=current.organization,
        verb="scenario_changed",
        on=current,
        by=by,
        before=before,
        after=after,
    )
    return current


@transaction.atomic
def archive(*, scenario: Scenario, by: Actor) -> None:
    """Take a scenario out of its lesson; what was answered stays."""
    found = latest(scenario)
    if found is None:
        return
    current = versions.lock(found, None)
    current.archived_at = timezone.now()
    current.version += 1
    current.save(update_fields=["archived_at", "version"])
    events.record(org=current.organization, verb="scenario_archived", on=current, by=by)


def options_of(scenario: Scenario) -> list[Option]:
    return [Option(row.text, row.effect, row.why) for row in scenario.choices.all()]


def check(options: Sequence[Option]) -> None:
    """Something to choose from, with a difference to learn."""
    if not FEWEST <= len(options) <= MOST:
        raise ValidationError({"choices": _("Write two to five answers to choose from.")})
    if len({option.effect for option in options}) == 1:
        raise ValidationError(
            {"choices": _("All answers do the same. Write at least one that does better.")}
        )
    if max(option.effect for option in options) <= 0:
        raise ValidationError({"choices": _("No answer helps. Write at least one that does.")})


def _next_position(lesson: Lesson) -> int:
    last = lesson.scenarios.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _rewrite(scenario: Scenario, options: Sequence[Option]) -> None:
    scenario.version += 1
    scenario.full_clean()
    scenario.save()
    scenario.choices.all().delete()
    _write(scenario, options)


def _replace(changed: Scenario, options: Sequence[Option]) -> Scenario:
    """Archive the row that was answered, untouched, and write the changed one anew."""
    now = timezone.now()
    Scenario.objects.filter(pk=changed.pk).update(archived_at=now, version=changed.version + 1)
    successor = Scenario(
        organization=changed.organization,
        lesson=changed.lesson,
        original_id=changed.origin_id,
        position=changed.position,
        situation=changed.situation,
        cue=changed.cue,
        resolve_first=changed.resolve_first,
        version=changed.version + 1,
    )
    successor.full_clean()
    successor.save()
    _write(successor, options)
    return successor


def _write(scenario: Scenario, options: Sequence[Option]) -> None:
    for position, option in enumerate(options):
        row = Choice(
            organization=scenario.organization,
            scenario=scenario,
            position=position,
            **asdict(option),
        )
        row.full_clean()
        row.save()


def _plain(options: Sequence[Option]) -> list[dict[str, Any]]:
    return [asdict(option) for option in options]
