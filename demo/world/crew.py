"""Those who serve in the sample company: managers forecast, staff practise and say how they feel."""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np
from django.utils import timezone

from accounts.models import Actor, Team
from demo.world.company import Company
from journeys.models import StageAction
from surveys.models import PulseInvitee, PulseRound
from surveys.services import pulse
from training.models import Choice, Lesson, Scenario
from training.selectors import empathy, lessons, practice
from training.services import forecasts, history
from training.services.history import Practised

FORECAST = 6  # behaviours of each team; the rest waits
FORECASTERS = ("Olivia Lark", "Edgar Lindqvist", "Mona Haddad")
# In how many of 10 they think that it is done; customers say six.
THINKS, SPREAD = 7.8, 1.0
CAN = 0.78  # how often the better answer is chosen in practice
LESSONS = 2  # each person practises so many
PRACTISED = timedelta(days=20)
STAYED_AWAY = 1  # of each team, so that the smallest one shows no figure
PULSES = (timedelta(weeks=16), timedelta(weeks=3))  # when they opened
OPEN_FOR = timedelta(days=10)
TAKES_PART = 0.86
# What they usually feel, 0 to 4, and whether a good mood raises or lowers it.
FEELS = {
    "cared_for": (2.4, 1),
    "valued": (2.2, 1),
    "listened_to": (2.0, 1),
    "equipped": (2.7, 1),
    "energised": (2.1, 1),
    "under_strain": (2.3, -1),
}
COMMENTS_SHARE = 0.3
COMMENTS = (
    "The new script leaves no time to let people finish.",
    "Mona listened when I said that the queue is too long. That helped.",
    "Two systems, and the customer waits while I copy from one to the other.",
    "I would like to be told what came of our brainstorm.",
)


def work(company: Company) -> None:
    """Everything of this page, the same for the same day."""
    dice = np.random.default_rng(4)
    live = list(empathy.live(org=company.org))
    _forecast(company, live, dice)
    for team in company.teams.values():
        _practise(company, team, [each for each in live if team in each.stage.teams.all()], dice)
    for ago in PULSES:
        _feel(company, ago, dice)


def _forecast(company: Company, live: Iterable[StageAction], dice: np.random.Generator) -> None:
    """Three managers forecast most; of the field assessors only two did so far."""
    for team in company.teams.values():
        asked = [each for each in live if team in each.stage.teams.all()][:FORECAST]
        few = team == company.teams["Field assessors"]
        for name in FORECASTERS[:2] if few else FORECASTERS:
            member = company.members[name]
            for stage_action in asked:
                guess = int(np.clip(np.rint(dice.normal(THINKS, SPREAD)), 0, 10))
                forecasts.give(
                    stage_action=stage_action,
                    team=team,
                    membership=member,
                    in_ten=guess,
                    by=Actor.member(member),
                )


def _practise(
    company: Company, team: Team, live: Iterable[StageAction], dice: np.random.Generator
) -> None:
    """Staff without a login practise together in a room, so nobody is there to act for them."""
    known = list(Lesson.objects.for_org(company.org).current())
    trained = {lesson.pk: lesson for each in live for lesson in lessons.about(known, each)}
    people = company.staff[team.name][STAYED_AWAY:]
    at = timezone.now() - PRACTISED
    history.practise_many(
        org=company.org,
        practised=[
            Practised(person, lesson, _choices(lesson, dice), at)
            for lesson in list(trained.values())[:LESSONS]
            for person in people
        ],
        by=company.by,
    )


def _choices(lesson: Lesson, dice: np.random.Generator) -> list[tuple[Scenario, Choice]]:
    made = []
    for scenario in practice.waiting(lesson, set()):
        choices = sorted(scenario.choices.all(), key=lambda choice: -choice.effect)
        best = dice.random() < CAN
        made.append((scenario, choices[0] if best else choices[-1]))
    return made


def _feel(company: Company, ago: timedelta, dice: np.random.Generator) -> None:
    """A round as it would have been, with its days moved to when it was."""
    org, by = company.org, company.by
    opened = pulse.open_round(
        org=org, teams=company.teams.values(), closes_on=org.today() + OPEN_FOR, by=by
    )
    words = iter(COMMENTS)
    for invitee in PulseInvitee.objects.filter(round=opened).order_by("pk"):
        if dice.random() < TAKES_PART:
            comment = next(words, "") if dice.random() < COMMENTS_SHARE else ""
            pulse.answer(invitee=invitee, values=_feelings(dice), comment=comment)
    pulse.close(pulse_round=opened, by=by)
    began = org.today() - ago
    PulseRound.objects.filter(pk=opened.pk).update(
        opened_on=began, closes_on=began + OPEN_FOR, closed_on=began + OPEN_FOR
    )


def _feelings(dice: np.random.Generator) -> dict[str, int | None]:
    mood = dice.normal(0, 0.5)
    return {
        key: int(np.clip(np.rint(usual + sign * mood + dice.normal(0, 0.9)), 0, 4))
        for key, (usual, sign) in FEELS.items()
    }
