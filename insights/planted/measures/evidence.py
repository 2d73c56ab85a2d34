"""Rows 10 to 14, and 2 for action checks: what the ledger says of actions that help, do nothing, and harm."""

from collections.abc import Sequence
from datetime import timedelta

from insights.engine import display
from insights.engine.evidence import Outcome
from insights.models import Registration
from insights.planted import scratch, truth
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import Act
from insights.selectors import evidence
from insights.services import registrations
from surveys.models import Response, RollUp
from surveys.services import rollups

WEEK = timedelta(weeks=1)
EVALUATED_AFTER = 13
EXPECTED = 6
FALSE_ALARMS = (Outcome.IMPROVED, Outcome.WORSE)


def measure(planted: Planted, tally: Tally, *, looks: range) -> None:
    """At the evaluation date, and by looking again and again before one that lies further away."""
    with scratch.undone():
        found = _at_the_evaluation(planted)
        for act, judged in found:
            _at_the_date(act, judged, tally)
    if looks:
        with scratch.undone():
            _looks(planted, looks, tally)


def control(planted: Planted, tally: Tally) -> None:
    """With the weeks of each stage shuffled, nothing may be said to have changed."""
    with scratch.undone():
        _shuffle_weeks(planted)
        found = _at_the_evaluation(planted)
        tally.extend("effect in shuffled weeks", (j.verdict in FALSE_ALARMS for _act, j in found))


def _shuffle_weeks(planted: Planted) -> None:
    """Deal the days of experience out to other responses of the same stage."""
    for stage in planted.company.stages:
        responses = list(Response.objects.filter(stage=stage).order_by("pk"))
        order = planted.world.dice.permutation(len(responses))
        days = [responses[at].experienced_on for at in order]
        for response, day in zip(responses, days, strict=True):
            response.experienced_on = day
        Response.objects.bulk_update(responses, ["experienced_on"], batch_size=500)
    rolled = RollUp.objects.for_org(planted.company.org).values_list("day", flat=True).distinct()
    rollups.mark_days_dirty(org_id=planted.company.org.pk, days=list(rolled))
    while rollups.refresh_dirty_days():
        pass


def _registered(
    planted: Planted, acts: Sequence[Act], weeks: int
) -> list[tuple[Act, Registration]]:
    company, start = planted.company, planted.company.monday(truth.TURN)
    acting = {act.stage for act in planted.world.design.acts}
    beside = [stage for at, stage in enumerate(company.stages) if at not in acting]
    return [
        (
            act,
            registrations.register(
                stage_action=company.actions[act.stage],
                expected_points=EXPECTED,
                comparisons=beside,
                planned_start=start,
                evaluate_on=start + weeks * WEEK,
                registered_at=company.noon(start - WEEK),
                by=company.by,
            ),
        )
        for act in acts
    ]


def _at_the_evaluation(planted: Planted) -> list[tuple[Act, evidence.Judged]]:
    registered = _registered(planted, planted.world.design.acts, EVALUATED_AFTER)
    return _judged(planted, registered, EVALUATED_AFTER)


def _judged(
    planted: Planted, registered: list[tuple[Act, Registration]], weeks: int
) -> list[tuple[Act, evidence.Judged]]:
    start = planted.company.monday(truth.TURN)
    found = evidence.judge_all(
        org=planted.company.org,
        registrations=[registration for _act, registration in registered],
        today=start + weeks * WEEK,
    )
    return [(act, judged) for (act, _r), judged in zip(registered, found, strict=True)]


def _at_the_date(act: Act, judged: evidence.Judged, tally: Tally) -> None:
    _dose(act, judged, tally)
    effect = judged.evidence.effect
    if not judged.shows_effect or effect is None:
        tally.add("too few to judge", True)
        return
    raw = -act.effect if act.emotion in truth.AVOIDED else act.effect
    tally.add("effect covered", effect.low <= raw <= effect.high)
    if act.effect == 0:
        tally.add("false alarm", judged.verdict in FALSE_ALARMS)
    elif act.effect > 0:
        tally.add("help found", judged.verdict == Outcome.IMPROVED)
    else:
        tally.add("harm not praised", judged.verdict != Outcome.IMPROVED)


def _dose(act: Act, judged: evidence.Judged, tally: Tally) -> None:
    """How often the action happened, as customers say."""
    if judged.check is not None:
        for share, true in (
            (judged.check.before, act.done_before),
            (judged.check.after, act.done_after),
        ):
            if share.n >= display.NOT_ENOUGH_FROM:
                tally.add("check covered", share.low <= true <= share.high)


def _looks(planted: Planted, looks: range, tally: Tally) -> None:
    duds = [act for act in planted.world.design.acts if act.effect == 0]
    registered = _registered(planted, duds, looks[-1] + 1)
    wolf = {act.stage: False for act in duds}
    for look in looks:
        for act, judged in _judged(planted, registered, look):
            wolf[act.stage] |= judged.verdict in FALSE_ALARMS
    tally.extend("false alarm while looking", wolf.values())
