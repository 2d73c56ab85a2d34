"""Those who serve in the planted worlds: what managers forecast and what staff show in practice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from django.utils import timezone
from scipy.special import ndtr

from accounts.models import Actor
from insights.planted import truth
from insights.planted.company import Company
from insights.planted.feelings import Dice
from training.models import Choice, Lesson, Scenario
from training.selectors import practice
from training.services import forecasts, history
from training.services.history import Practised

PRACTISED = timedelta(days=20)  # ago
CAN = (0.45, 0.9)  # of the staff, between these
SLIP = 0.08  # of those who can, and luck of those who cannot
OVERESTIMATE, SPREAD = 0.15, 0.12  # managers think that it happens in so many contacts more


@dataclass(frozen=True)
class Behaviour:
    """How often (0-1) something that was designed is done: in practice, to customers, as thought."""

    act: truth.Act
    can: float

    @property
    def practice(self) -> float:
        """How often a check point shows it."""
        return self.can * (1 - SLIP) + (1 - self.can) * SLIP

    @property
    def customers(self) -> float:
        return self.act.done_after

    @property
    def forecast(self) -> float:
        """What managers say on average, in whole contacts out of ten."""
        said = np.arange(11)
        below = ndtr((said[:-1] + 0.5 - 10 * self.thought) / (10 * SPREAD))
        shares = np.diff(np.concatenate(([0], below, [1])))
        return float(shares @ said / 10)

    @property
    def thought(self) -> float:
        return self.act.done_after + OVERESTIMATE


def work(company: Company, acts: Sequence[truth.Act], dice: Dice) -> list[Behaviour]:
    """Managers forecast every live action of the team, and its people practise them."""
    lessons = sorted({act.emotion for act in acts})
    can = dict(zip(lessons, dice.uniform(*CAN, len(lessons)).tolist(), strict=True))
    behaviours = [Behaviour(act, can[act.emotion]) for act in acts]
    for behaviour in behaviours:
        _forecast(company, behaviour, dice)
    practised = [
        each
        for emotion, share in can.items()
        for each in _practised(company, company.lessons[emotion], share, dice)
    ]
    history.practise_many(org=company.org, practised=practised, by=company.by)
    return behaviours


def _forecast(company: Company, behaviour: Behaviour, dice: Dice) -> None:
    for member in (company.owner, *company.members):
        thought = dice.normal(behaviour.thought, SPREAD)
        forecasts.give(
            stage_action=company.actions[behaviour.act.stage],
            team=company.team,
            membership=member,
            in_ten=int(np.clip(np.rint(10 * thought), 0, 10)),
            by=Actor.member(member),
        )


def _practised(company: Company, lesson: Lesson, can: float, dice: Dice) -> list[Practised]:
    """Whoever can do it nearly always does, so the check points of one person are alike."""
    waiting = practice.waiting(lesson, set())
    at = timezone.now() - PRACTISED
    return [
        Practised(person, lesson, _choices(waiting, dice.random() < can, dice), at)
        for person in company.staff
    ]


def _choices(
    waiting: Sequence[Scenario], is_able: bool, dice: Dice
) -> list[tuple[Scenario, Choice]]:
    made = []
    for scenario in waiting:
        slips = dice.random() < SLIP
        shown = is_able != slips
        choices = sorted(scenario.choices.all(), key=lambda choice: choice.effect)
        made.append((scenario, choices[-1] if shown else choices[0]))
    return made
