"""The dose: whether customers really met the action more often after the start."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine import display, intervals
from insights.engine.evidence import Dose, dose_check
from insights.models import Registration
from insights.selectors.evidence.designs import Design
from insights.selectors.evidence.series import Answers
from journeys.models import StageAction
from surveys.selectors.cells import Counts


@dataclass(frozen=True)
class Check:
    """Answers to the action question before and after; `dose` only where both are enough to say."""

    stage_action: StageAction
    before: intervals.Share
    after: intervals.Share
    dose: Dose | None


def of_registrations(registrations: Sequence[Registration]) -> dict[int, StageAction]:
    """Whose question tells the dose: the action's own, or that of the action a lesson trains."""
    found = {each.pk: each.stage_action for each in registrations if each.stage_action is not None}
    lessons = [each for each in registrations if each.lesson and each.lesson.action_id]
    if lessons:
        rows = StageAction.objects.for_org(lessons[0].organization).current()
        rows = rows.filter(stage__in={each.stage_id for each in lessons})
        rows = rows.select_related("action").prefetch_related("check_wordings")
        placed = {(row.stage_id, row.action_id): row for row in rows}
        for each in lessons:
            trained = placed.get((each.stage_id, (each.lesson and each.lesson.action_id) or 0))
            if trained is not None:
                found[each.pk] = trained
    return found


def read(answers: Answers, design: Design, stage_action: StageAction | None) -> Check | None:
    """Before and after by the same weeks as the effect; None where the question was never asked."""
    if stage_action is None:
        return None
    weeks = [week for week in design.mondays if design.counts_week(week)]
    before = answers.checks(
        design.stage_id,
        stage_action.pk,
        [w for w in weeks if w < design.mondays[design.start_index]],
    )
    after = answers.checks(
        design.stage_id, stage_action.pk, [w for w in weeks if w >= design.first_after]
    )
    if not before and not after:
        return None
    yes_before, n_before = _good(before, stage_action)
    yes_after, n_after = _good(after, stage_action)
    enough = all(display.level(n).shows_number for n in (n_before, n_after))
    return Check(
        stage_action,
        intervals.wilson(yes_before, n_before),
        intervals.wilson(yes_after, n_after),
        dose_check(yes_before, n_before, yes_after, n_after) if enough else None,
    )


def _good(counted: list[Counts], stage_action: StageAction) -> tuple[int, int]:
    wording = next(iter(stage_action.check_wordings.all()), None)
    step = 2 if wording is None or wording.yes_is_good else 0
    return sum(each.on(3)[step] for each in counted), sum(each.n for each in counted)
