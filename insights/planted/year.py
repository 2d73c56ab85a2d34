"""A planted year through the public pipeline: interactions, decisions, mails, answers, roll-ups."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

import numpy as np

from accounts.models import Actor
from insights.planted import truth
from insights.planted.company import SOURCE, Company
from insights.planted.truth import Met, Truth
from surveys.models import Decision, Invitation, Question
from surveys.services import decisions, design_factors, history, interactions, rollups
from surveys.services.history import Filled

AT_ONCE = 480  # interactions
MOST_WEEKS = 12
SOLVED = (0.1, 0.2, 0.7)  # no, partly, yes


def live_through(company: Company, world: Truth, met: Met, *, silent: bool) -> None:
    """The year in which these people are met.

    `silent`: also those who will not answer are recorded and asked. Without them only the response
    rate is missing, and five in six of the rows.
    """
    met = met if silent else met.only(met.answers)
    for weeks in _batches(met, world.design.weeks):
        _weeks(company, world, met.only((met.week >= weeks[0]) & (met.week <= weeks[-1])), weeks)
    while rollups.refresh_dirty_days():
        pass
    design_factors.estimate(org=company.org)


def _batches(met: Met, weeks: int) -> Iterator[range]:
    """As many weeks as are decided in one go, at most those for which a survey looks back."""
    at_once = max(1, min(MOST_WEEKS, AT_ONCE * weeks // max(1, met.size)))
    for start in range(0, weeks, at_once):
        yield range(start, min(start + at_once, weeks))


def _weeks(company: Company, world: Truth, met: Met, weeks: range) -> None:
    zone = company.org.zone
    days = {
        (week, day): company.noon(company.monday(week) + timedelta(days=day))
        for week in weeks
        for day in range(7)
    }
    rows = [
        {
            "source": SOURCE,
            "external_id": f"I{weeks[0]:02}-{at:05}",
            "customer": company.customers[person],
            "stage": company.stages[stage],
            "staff_member": company.staff[at % len(company.staff)],
            "occurred_at": days[week, day],
        }
        for at, (person, stage, week, day) in enumerate(
            zip(
                *(each.tolist() for each in (met.person, met.stage, met.week, met.day)), strict=True
            )
        )
    ]
    report = interactions.store(org=company.org, rows=rows)
    assert not report.rejected, report.rejected[:3]
    asked_at = datetime.combine(company.monday(weeks[-1] + 1), time(6), zone)
    ids = [report.keys[number + 1] for number in range(len(rows))]
    made = decisions.decide(
        interaction_ids=ids,
        now=asked_at,
        new_id=lambda: UUID(bytes=world.dice.bytes(16), version=4),
    )
    invited = [each.invitation for each in made if each.verdict == Decision.Verdict.ASKED]
    history.mark_mailed(invited=invited, at=asked_at)
    place = {pk: at for at, pk in enumerate(ids)}
    answering = [
        (each, place[each.interaction_id])
        for each in invited
        if met.answers[place[each.interaction_id]]
    ]
    filled = _filled(company, world, met, answering, asked_at + timedelta(hours=20))
    history.answer_many(org=company.org, filled=filled, follow_up=False, by=Actor.system())


def _filled(
    company: Company,
    world: Truth,
    met: Met,
    answering: list[tuple[Invitation, int]],
    moment: datetime,
) -> list[Filled]:
    said = {
        question.pk: _said(company, world, met, question)
        for question in Question.objects.for_org(company.org).select_related("outcome")
    }
    unable = world.dice.random((len(answering), 8)) < truth.CANNOT_SAY
    return [
        Filled(
            invitation,
            {
                drawn["question"]: None if skips else said[drawn["question"]][at]
                for drawn, skips in zip(invitation.drawn, skipped, strict=False)
            },
            moment,
        )
        for (invitation, at), skipped in zip(answering, unable.tolist(), strict=True)
    ]


def _said(company: Company, world: Truth, met: Met, question: Question) -> list[int | None]:
    """What each of those met would answer to a question."""
    if question.emotion_id:
        place = [emotion.pk for emotion in company.emotions].index(question.emotion_id)
        steps = met.steps[:, place]
        raw = 4 - steps if company.emotions[place].is_to_avoid else steps
        return list(raw.tolist())
    if question.outcome is None:
        return _checked(company, world, met, question)
    if question.outcome.key == "recommend":
        return list(met.recommend.tolist())
    # Whether it was solved has no part in this world: it goes neither with feelings nor with value.
    return list(world.dice.choice(3, met.size, p=SOLVED).tolist())


def _checked(company: Company, world: Truth, met: Met, question: Question) -> list[int | None]:
    """Yes 2, partly 1, no 0; None for "don't remember"."""
    act = next(
        act
        for act in world.design.acts
        if company.actions[act.stage].pk == question.stage_action_id
    )
    done = np.where(met.week >= truth.TURN, act.done_after, act.done_before)
    place = world.dice.random(met.size)
    partly = done + truth.CHECK_PARTLY * (1 - done)
    step = np.where(place < done, 2, np.where(place < partly, 1, 0))
    forgotten = world.dice.random(met.size) < truth.CHECK_FORGOTTEN
    return [None if gone else said for said, gone in zip(step.tolist(), forgotten, strict=True)]
