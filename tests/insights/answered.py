"""A journey whose customers answered as mails ask: outcome, the stage's targets, one in turn."""

from datetime import timedelta

import numpy as np

from insights.services import folds
from surveys.models import Answer, Customer, Question, Response
from surveys.services import rollups
from tests.factories.rows import store
from tests.factories.surveys import SliceFactory
from tests.surveys.worlds import World

EFFECTS = (1.2, 0.7, 0.0, 0.0)


class Answered(World):
    """`Answered(acme).tell(600)` answers, rolls up and folds; everything is drawn from `seed`."""

    def __init__(self, org, *, seed=1, stages=2, effects=EFFECTS, **survey):
        super().__init__(org, stages=stages, targets=len(effects) // stages, checks=0, **survey)
        self.dice = np.random.default_rng(seed)
        self.effects = np.array(effects)
        self.slice = SliceFactory(organization=org)
        self.questions = {
            question.emotion_id or question.outcome.key: question
            for question in Question.objects.for_org(org).select_related("outcome")
        }
        self.customers: list[int] = []

    def tell(
        self,
        n,
        *,
        shuffled=False,
        rotating=True,
        days=90,
        weights=None,
        means=0.0,
        swing=0.0,
        folded=True,
    ):
        """Store `n` responses of the last `days` days; `weights` are the stages' shares.

        `swing`: how many steps everything, the outcome too, goes up and down within a year.
        """
        self.meet(n)
        halo = 0.6 * self.dice.normal(size=(n, 1))
        felt = halo + 0.8 * self.dice.normal(size=(n, len(self.emotions)))
        worth = felt @ self.effects + 1.2 * self.dice.normal(size=n)
        if shuffled:
            self.dice.shuffle(worth)
        places = self.dice.choice(len(self.stages), n, p=weights)
        told = [self._told(place, days) for place in places]
        responses = store(
            Response(
                organization=self.org,
                slice=self.slice,
                language="en",
                state="partial",
                is_counted=True,
            ),
            ["stage_id", "customer_id", "experienced_on"],
            told,
        )
        season = swing * np.sin([2 * np.pi * day.month / 12 for *_who, day in told])
        steps = np.clip(np.rint(2 + felt + means + season[:, None]), 0, 4).astype(int)
        outcome = np.clip(np.rint(6.5 + worth + 2 * season), 0, 10).astype(int)
        store(
            Answer(organization=self.org),
            ["response_id", "question_id", "value"],
            [
                (response, question.pk, int(value))
                for at, (response, place) in enumerate(zip(responses, places, strict=True))
                for question, value in self._asked(place, steps[at], outcome[at], rotating)
            ],
        )
        rollups.mark_days_dirty(org_id=self.org.pk, days={day for *_who, day in told})
        if folded:
            self.fold()
        return self

    def fold(self):
        while rollups.refresh_dirty_days():
            pass
        folds.refresh(org=self.org)

    def meet(self, n):
        """Two customers for every three of `n` responses, unless there are some already."""
        if not self.customers:
            customer = Customer(organization=self.org, language="en", consent="granted")
            numbers = [(f"answered-{number}",) for number in range(max(n * 2 // 3, 1))]
            self.customers = store(customer, ["external_id"], numbers)

    def _told(self, place, days):
        return (
            self.stages[place].pk,
            self.customers[self.dice.integers(len(self.customers))],
            self.org.today() - timedelta(days=int(self.dice.integers(days))),
        )

    def _asked(self, place, steps, outcome, rotating):
        each = len(self.emotions) // len(self.stages)
        asked = list(range(place * each, (place + 1) * each))
        if rotating:
            others = [i for i in range(len(self.emotions)) if i not in asked]
            asked.append(int(self.dice.choice(others)))
        yield self.questions["recommend"], outcome
        for i in asked:
            yield self.questions[self.emotions[i].pk], steps[i]
        if self.dice.random() < 0.5:
            solved = (steps[0] + self.dice.integers(-2, 3)) // 2
            yield self.questions["success"], min(max(solved, 0), 2)
