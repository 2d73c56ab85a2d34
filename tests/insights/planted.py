"""A small world with a known truth: one stage where something begins, and stages where nothing does."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils.timezone import now

from accounts.models import Actor
from insights.selectors import evidence
from insights.selectors.evidence.designs import monday
from insights.services import registrations
from journeys.models import Stage, StageAction
from surveys.models import Answer, Response
from surveys.services import rollups
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    JourneyFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.rows import store
from tests.factories.surveys import QuestionFactory, SliceFactory

BEFORE, AFTER = 20, 13
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


def day_of(org, weeks_ago):
    """A Monday, so many weeks before this one."""
    return monday(org.today()) - weeks_ago * WEEK


def plant(stage, question, values_by_week):
    """One response with one answer for each value, on the Tuesday of each week."""
    org, where = stage.organization, SliceFactory(organization=stage.organization)
    told = [(week + DAY, value) for week, values in values_by_week.items() for value in values]
    response = Response(
        organization=org, stage=stage, slice=where, language="en", state="sent", sent_at=now(),
        is_counted=True,
    )  # fmt: skip
    responses = store(response, ["experienced_on"], [(day,) for day, _value in told])
    answers = zip(responses, (value for _day, value in told), strict=True)
    store(Answer(organization=org, question=question), ["response_id", "value"], answers)
    rollups.mark_days_dirty(org_id=org.pk, days={week + DAY for week in values_by_week})


def steps(rng, mean, n):
    """Answers on the five points around a mean of 0 to 100."""
    return np.clip(np.rint(rng.normal(mean, 18, n) / 25), 0, 4).astype(int).tolist()


@dataclass
class World:
    """What was planted; the action began `AFTER` weeks ago and is due today."""

    stage: Stage
    stage_action: StageAction
    others: list[Stage]
    start: date

    @property
    def org(self):
        return self.stage.organization

    def register(self, by, **options):
        """As it would have been registered a week before the start."""
        moment = datetime.combine(self.start - WEEK, time(9), self.org.zone)
        options = {
            "stage_action": self.stage_action,
            "expected_points": 6,
            "comparisons": self.others,
            "planned_start": self.start,
            "baseline_since": self.start - BEFORE * WEEK,
            "evaluate_on": self.start + AFTER * WEEK,
            "registered_at": moment,
            **options,
        }
        return registrations.register(**options, by=Actor.member(by))

    def judge(self, registration, weeks=AFTER):
        """As of so many weeks after the start."""
        fresh = evidence.registrations(org=self.org).get(pk=registration.pk)
        return evidence.judge(registration=fresh, today=self.start + weeks * WEEK)


def world(
    org,
    *,
    effect=0.0,
    direction="seek",
    others=3,
    answers=12,
    drift=0.0,
    done=(0.3, 0.8),
    seed=3,
    name="cared for",
    is_shared=False,
):
    """Plant it. `is_shared` asks for the same emotion everywhere, at levels of their own. `drift` points a week happen at every stage; `done` is the action check's truth."""
    rng = np.random.default_rng(seed)
    journey = JourneyFactory(organization=org)
    group = "strain" if direction == "avoid" else "belonging"
    emotion = EmotionFactory(organization=org, names={"en": name}, direction=direction, group=group)
    stages = [StageFactory(organization=org, journey=journey) for _each in range(others + 1)]
    start = day_of(org, AFTER)
    mondays = [start + week * WEEK for week in range(-BEFORE, AFTER)]
    stage_action = StageActionFactory(organization=org, stage=stages[0], emotion=emotion)
    LiveIntervalFactory(organization=org, stage_action=stage_action, since=start)
    level = 40.0 if direction == "avoid" else 60.0
    worse = -1 if direction == "avoid" else 1
    questions = {}
    for number, stage in enumerate(stages):
        own = 60.0 + 8 * number * is_shared if number else level
        is_same = is_shared or stage is stages[0]
        about = emotion if is_same else EmotionFactory(organization=org)
        sign = worse if stage is stages[0] else 1
        if about.pk not in questions:
            questions[about.pk] = _question(about)
        plant(stage, questions[about.pk], {
            week: steps(
                rng,
                own
                + sign * drift * index
                + (effect if stage is stages[0] and week >= start else 0.0),
                answers,
            )
            for index, week in enumerate(mondays)
        })  # fmt: skip
    _checks(stage_action, mondays, start, done, rng)
    return World(stages[0], stage_action, stages[1:], start)


def _question(emotion):
    wording = WordingFactory(organization=emotion.organization, emotion=emotion)
    return QuestionFactory(organization=emotion.organization, wording=wording)


def _checks(stage_action, mondays, start, done, rng):
    wording = CheckWordingFactory(organization=stage_action.organization, stage_action=stage_action)
    question = QuestionFactory(
        organization=stage_action.organization,
        kind="check",
        wording=None,
        emotion=None,
        stage_action=stage_action,
        check_wording=wording,
    )
    plant(stage_action.stage, question, {
        week: [2 * int(rng.random() < done[week >= start]) for _each in range(5)]
        for week in mondays
    })  # fmt: skip
