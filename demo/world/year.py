"""The planted year, week by week, through the bulk forms of the product's own services."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction

from accounts.models import Actor
from demo.world import cast, plot, simulate
from demo.world.company import Company, planted_at
from demo.world.simulate import Truth
from demo.world.voices import VOICES
from insights.planted import feelings as rules
from journeys.models import StageAction, Touchpoint
from surveys.models import Customer, Decision, Invitation, Question
from surveys.services import customers, decisions, history, interactions, rollups, surveys
from surveys.services.history import Filled

SOURCE = "crm"
ASKED_WEEKLY = 395


@dataclass
class Year:
    """What the weeks share."""

    company: Company
    truth: Truth
    size: int
    people: list[Customer] = field(default_factory=list)
    halos: dict[int, float] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    planted: dict[int, plot.Planted | None] = field(default_factory=dict)
    touchpoints: dict[int, list[Touchpoint]] = field(default_factory=dict)

    @cached_property
    def reach(self) -> simulate.Array:
        """Up to which chance each stage is the one that a customer is met at."""
        weights = np.array(
            [plot.REACH.get(stage, plot.REST) for _journey, stage in self.company.stages]
        )
        return np.cumsum(weights / weights.sum())

    @property
    def dice(self) -> np.random.Generator:
        return self.truth.dice

    def new_id(self) -> UUID:
        """An id from the same dice, so that the same seed draws the same questions."""
        return UUID(bytes=self.dice.bytes(16), version=4)


def begin(company: Company, truth: Truth, size: int) -> Year:
    """The customers, and a running survey for each journey."""
    year = Year(company, truth, size)
    rows = [_person(year, number) for number in range(size)]
    customers.upsert_many(org=company.org, rows=rows, by=company.by)
    year.people = list(Customer.objects.for_org(company.org).order_by("pk"))
    halos = year.dice.normal(size=len(year.people))
    year.halos = {person.pk: float(halo) for person, halo in zip(year.people, halos, strict=True)}
    for journey in company.journeys.values():
        survey = surveys.create(
            org=company.org,
            journey=journey,
            name=f"After: {journey.name}",
            main_outcome=journey.main_outcome,
            followup_owner=company.members["Mona Haddad"],
            by=company.by,
        )
        surveys.start(survey=survey, by=company.by)
    designed = StageAction.objects.for_org(company.org).select_related("action")
    year.planted = {each.pk: planted_at(company, each) for each in designed}
    for touchpoint in Touchpoint.objects.for_org(company.org).order_by("pk"):
        year.touchpoints.setdefault(touchpoint.stage_id, []).append(touchpoint)
    return year


def _person(year: Year, number: int) -> dict[str, Any]:
    dice = year.dice
    first = cast.FIRST_NAMES[int(dice.integers(len(cast.FIRST_NAMES)))]
    last = cast.LAST_NAMES[int(dice.integers(len(cast.LAST_NAMES)))]
    return {
        "source": SOURCE,
        "external_id": f"C{number:05}",
        "email": f"{first}.{last}.{number}@customers.example".lower(),
        "name": f"{first} {last}",
        "language": _drawn(dice, plot.LANGUAGE_SHARES),
        "segments": {"tier": _drawn(dice, plot.TIERS)},
        "consent": _drawn(dice, plot.CONSENTS),
        "consent_source": "contract",
    }


def _drawn(dice: np.random.Generator, shares: dict[str, float]) -> str:
    return str(dice.choice(list(shares), p=list(shares.values())))


def live_through(year: Year) -> Iterator[int]:
    """One week after the other; yields the number of the week that is over."""
    order = _order(year)
    weekly = max(1, round(ASKED_WEEKLY * year.size / 6000 * 1.09))
    for week in range(plot.WEEKS):
        with transaction.atomic():
            _week(year, week, [next(order) for _each in range(weekly)])
        yield week
    while rollups.refresh_dirty_days():
        pass


def _order(year: Year) -> Iterator[Customer]:
    """Everybody once in random order, and again: few are met twice within the asking cap."""
    while True:
        for place in year.dice.permutation(len(year.people)):
            yield year.people[place]


def _week(year: Year, week: int, met: list[Customer]) -> None:
    company = year.company
    monday = company.org.today() - timedelta(days=7 * (plot.WEEKS - week))
    rows = [_interaction(year, monday, week, at, person) for at, person in enumerate(met)]
    report = interactions.store(org=company.org, rows=rows)
    assert not report.rejected, report.rejected[:3]
    asked_at = datetime.combine(monday + timedelta(days=7), time(6), company.org.zone)
    made = decisions.decide(
        interaction_ids=list(report.keys.values()), now=asked_at, new_id=year.new_id
    )
    invited = [each.invitation for each in made if each.verdict == Decision.Verdict.ASKED]
    filled = _answers(year, week, invited, asked_at)
    _mail(invited, filled, asked_at, is_over=week < plot.WEEKS - 1)
    history.answer_many(
        org=company.org, filled=filled, follow_up=week >= plot.WEEKS - 3, by=Actor.system()
    )


def _interaction(year: Year, monday: Any, week: int, at: int, person: Customer) -> dict[str, Any]:
    dice, company = year.dice, year.company
    places = list(company.stages)
    journey, stage_key = places[int(np.searchsorted(year.reach, dice.random()))]
    stage = company.stages[journey, stage_key]
    touchpoints = year.touchpoints.get(stage.pk, [])
    day = datetime.combine(monday, time(8), company.org.zone)
    moment = day + timedelta(days=int(dice.integers(7)), minutes=int(dice.integers(720)))
    team = cast.TEAM_OF_JOURNEY[journey][int(dice.integers(len(cast.TEAM_OF_JOURNEY[journey])))]
    people = company.staff[team]
    return {
        "source": SOURCE,
        "external_id": f"I{week:02}-{at:04}",
        "customer": person,
        "stage": stage,
        "touchpoint": touchpoints[int(dice.integers(len(touchpoints)))] if touchpoints else None,
        "staff_member": people[int(dice.integers(len(people)))],
        "persona": company.personas[int(dice.integers(len(company.personas)))],
        "occurred_at": moment,
    }


def _mail(invited: list[Invitation], filled: list[Filled], at: datetime, *, is_over: bool) -> None:
    answered = {each.invitation.pk for each in filled}
    silent = [each for each in invited if each.pk not in answered]
    reminded = timedelta(days=4) if is_over else None
    history.mark_mailed(invited=[each for each in invited if each.pk in answered], at=at)
    history.mark_mailed(invited=silent, at=at, reminded_after=reminded)


def _answers(year: Year, week: int, invited: list[Invitation], asked_at: datetime) -> list[Filled]:
    for pk in {drawn["question"] for each in invited for drawn in each.drawn} - set(year.questions):
        year.questions[pk] = Question.objects.select_related("emotion", "outcome").get(pk=pk)
    places = {stage.pk: place for place, stage in year.company.stages.items()}
    filled = []
    for invitation in invited:
        halo = year.halos[invitation.customer_id]
        tier = invitation.customer.segments["tier"]
        if simulate.answers_at_all(halo, tier, year.dice):
            place = places[invitation.interaction.stage_id]
            hours = float(year.dice.exponential(16))
            moment = asked_at + timedelta(hours=min(hours, 96))
            filled.append(_fill(year, week, place, invitation, moment))
    return filled


def _fill(
    year: Year, week: int, place: tuple[str, str], invitation: Invitation, moment: datetime
) -> Filled:
    dice, truth = year.dice, year.truth
    feelings = truth.feelings(place, week, year.halos[invitation.customer_id])
    worth = truth.worth(feelings)
    values: dict[int, int | None] = {}
    for drawn in invitation.drawn:
        question = year.questions[drawn["question"]]
        said = _value(year, week, question, feelings, worth)
        values[question.pk] = None if dice.random() < plot.CANNOT_SAY else said
    comment = ""
    if dice.random() < plot.COMMENTS:
        comment = _comment(invitation.language, worth, dice)
    return Filled(invitation, values, moment, comment)


def _value(
    year: Year, week: int, question: Question, feelings: simulate.Array, worth: float
) -> int | None:
    dice, truth = year.dice, year.truth
    if question.emotion is not None:
        return int(rules.step(feelings[truth.place[question.emotion.key]]))
    if question.outcome is None:
        done = simulate.done_in(year.planted.get(question.stage_action_id or 0), week)
        return simulate.check(done, dice)
    if question.outcome.key == "success":
        return simulate.success(feelings[truth.place["relieved"]], dice)
    if question.outcome.scale == "eleven":
        return int(rules.recommend(worth, dice))
    return simulate.five(worth, dice)


def _comment(language: str, worth: float, dice: np.random.Generator) -> str:
    mood = "low" if worth < -1 else "high" if worth > 0.4 else "middle"
    said = VOICES[language][mood]
    return said[int(dice.integers(len(said)))]


def leave_some_to_ask(year: Year, count: int = 8) -> None:
    """This morning's interactions, whose mails wait for somebody to press "Send now"."""
    company = year.company
    now = datetime.now(company.org.zone)
    stage = company.stages[plot.WORKS.journey, plot.WORKS.stage]
    fresh = Customer.objects.for_org(company.org).filter(
        consent=Customer.Consent.GRANTED, language="en"
    )
    by_rest = fresh.order_by("last_asked_at", "pk")[:count]
    rows = [
        {
            "source": SOURCE,
            "external_id": f"today-{number}",
            "customer": person,
            "stage": stage,
            "touchpoint": year.touchpoints[stage.pk][0],
            "persona": company.personas[0],
            "occurred_at": now - timedelta(minutes=5 + number),
        }
        for number, person in enumerate(by_rest)
    ]
    report = interactions.store(org=company.org, rows=rows)
    decisions.decide(interaction_ids=list(report.keys.values()), new_id=year.new_id)
