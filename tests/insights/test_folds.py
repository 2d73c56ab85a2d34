"""What is folded is what the answers say, after whatever happened to them."""

import random
from collections import defaultdict
from datetime import timedelta

import numpy as np
import pytest

from accounts.models import Actor
from insights.engine import drivers
from insights.models import FoldedMonth, StageFold
from insights.selectors import fold_states
from insights.selectors import folds as read
from insights.selectors.folds import A_STEP
from insights.selectors.periods import Months
from insights.services import folds
from surveys.models import Answer, Customer, Question, Response
from surveys.services import privacy, rollups
from tests.factories.emotions import WordingFactory
from tests.factories.surveys import InteractionFactory, ResponseFactory
from tests.insights.answered import Answered


@pytest.fixture
def world(acme):
    return Answered(acme)


def stored(world, months=24):
    return read.read(journey=world.journey, months=everything(world, months), outcome=world.outcome)


def together(folded):
    """What is stored by stage and questions, whatever the month."""
    return drivers.add_up(((row.stage, row.part.asked), row.part.summed()) for row in folded.stored)


def everything(world, months=24):
    return Months.until(world.org.today(), count=months)


def raw(world):
    """The sums of the counted answers themselves, sheet by sheet."""
    sheets = defaultdict(dict)
    rows = Answer.objects.filter(
        response__stage__journey=world.journey, response__is_counted=True, value__isnull=False
    ).exclude(question__kind="check")
    for row in rows.select_related("response", "question__outcome"):
        sheets[row.response][row.question] = row.value
    found = defaultdict(lambda: 0)
    for response, said in sheets.items():
        if not any(question.outcome and not question.outcome.is_predictor for question in said):
            continue
        asked = sorted(said, key=lambda question: question.pk)
        values = np.array([[said[question] for question in asked]], float)
        bucket = folds.bucket_of(response.customer_id, response.pk)
        sums = drivers.gather(values, np.array([bucket]))
        found[response.stage_id, tuple(question.pk for question in asked)] += np.hstack(
            (sums.n[:, None], sums.totals, sums.products.reshape(256, -1))
        )
    return dict(found)


def assert_exact(world):
    expected, found = raw(world), together(stored(world))
    assert set(found) == set(expected)
    for key, sums in found.items():
        both = np.hstack((sums.n[:, None], sums.totals, sums.products.reshape(256, -1)))
        assert np.array_equal(both, expected[key])


@pytest.mark.parametrize("seed", range(6))
def test_folds_are_exact_after_any_history(world, seed):
    dice = random.Random(seed)
    for _step in range(12):
        move = dice.random()
        if move < 0.45 or not Response.objects.exists():
            world.tell(dice.randrange(1, 12), days=150, folded=False)
        elif move < 0.6:
            gone = dice.choice(list(Response.objects.all()))
            rollups.mark_dirty(org_id=world.org.pk, day=gone.experienced_on)
            gone.delete()
        elif move < 0.75:
            changed = dice.choice(list(Answer.objects.select_related("response")))
            Answer.objects.filter(pk=changed.pk).update(value=dice.choice([0, 1, 2, None]))
            rollups.mark_dirty(org_id=world.org.pk, day=changed.response.experienced_on)
        elif move < 0.85:
            gone = Customer.objects.get(pk=dice.choice(world.customers))
            privacy.erase(customer=gone, by=Actor.system())
        else:
            rollups.refresh_dirty_days(limit=dice.randrange(1, 20))
            folds.refresh(org=world.org)
    world.fold()
    assert_exact(world)


def test_folding_again_changes_nothing(world):
    world.tell(30)
    before = list(StageFold.objects.values_list("pk", "cells"))

    assert folds.refresh(org=world.org) == 0

    assert list(StageFold.objects.values_list("pk", "cells")) == before


def test_folding_twice_overwrites_and_never_adds(world):
    world.tell(30)

    for month in FoldedMonth.objects.values_list("month", flat=True):
        folds.fold_month(org=world.org, month=month)

    assert_exact(world)


def test_only_the_month_that_changed_is_folded_again(world):
    world.tell(60, days=100)
    newest = Response.objects.order_by("-experienced_on").first()
    rollups.mark_dirty(org_id=world.org.pk, day=newest.experienced_on)
    newest.delete()
    rollups.refresh_dirty_days()

    assert fold_states.stale_months(org=world.org) == [newest.experienced_on.replace(day=1)]


def test_answers_that_wait_make_no_month_exact(world):
    world.tell(10)
    world.tell(10, days=1, folded=False)
    rollups.refresh_dirty_days()

    assert fold_states.stale_months(org=world.org) == [world.org.today().replace(day=1)]


def test_a_month_without_answers_any_more_is_empty(world):
    world.tell(10, days=1)
    rollups.mark_dirty(org_id=world.org.pk, day=world.org.today())
    Response.objects.all().delete()

    world.fold()

    assert not StageFold.objects.exists()
    assert fold_states.stale_months(org=world.org) == []


def test_a_customer_s_answers_share_a_bucket_and_nobody_s_stand_alone():
    assert folds.bucket_of(7, 1) == folds.bucket_of(7, 2)
    alone = [folds.bucket_of(None, number) for number in range(20_000)]
    known = [folds.bucket_of(number, 0) for number in range(20_000)]
    for buckets in (alone, known):
        counts = np.bincount(buckets, minlength=256)
        assert counts.min() > 0
        assert counts.max() < 160


def test_a_response_without_an_outcome_counts_for_no_driver(world):
    response = ResponseFactory(organization=world.org, stage=world.stages[0])
    Answer.objects.create(
        organization=world.org,
        response=response,
        question=world.questions[world.emotions[0].pk],
        value=3,
    )
    rollups.mark_dirty(org_id=world.org.pk, day=response.experienced_on)

    world.fold()

    assert not StageFold.objects.exists()


def test_steps_are_read_on_0_to_100(world):
    world.tell(40)

    folded = stored(world).of(world.outcome)

    assert folded.variables[:2] == (f"outcome:{world.outcome.pk}", "outcome:" + str(success(world)))
    values = Answer.objects.filter(question=world.questions["recommend"]).values_list("value")
    total = sum(sums.totals[:, 0].sum() for sums in folded.patterns.values())
    assert total == A_STEP["eleven"] * sum(value for (value,) in values)


def success(world):
    return world.questions["success"].outcome_id


@pytest.mark.parametrize(("days", "freed"), [(120, False), (330, True)])
def test_only_more_than_six_months_are_freed_of_their_season(world, days, freed):
    world.tell(200, days=days, swing=1.0)

    season = stored(world).season(world.outcome)

    assert (season is not None) is freed
    assert stored(world).of(world.outcome).stages == tuple(stage.pk for stage in world.stages)


def test_a_season_taken_out_leaves_the_means_of_the_stages(world, monkeypatch):
    world.tell(200, days=330, swing=1.0)
    freed = drivers.draw(stored(world).of(world.outcome), np.ones((1, 256))).means

    monkeypatch.setattr(read, "POOLED_FREELY", 24)

    pooled = drivers.draw(stored(world).of(world.outcome), np.ones((1, 256))).means
    assert freed == pytest.approx(pooled)


def test_a_wording_whose_meaning_changed_starts_anew(world):
    world.tell(40)
    emotion = world.emotions[0]
    changed = WordingFactory(
        organization=world.org, emotion=emotion, number=2, meaning_changed=True
    )
    Question.objects.create(
        organization=world.org, kind="emotion", wording=changed, emotion=emotion
    )

    assert f"emotion:{emotion.pk}" not in stored(world).of(world.outcome).variables


def test_reach_is_the_share_of_a_month_s_customers(world):
    first, second = world.stages
    once = InteractionFactory(organization=world.org, stage=first)
    InteractionFactory(organization=world.org, stage=second, customer=once.customer)
    InteractionFactory(organization=world.org, stage=first)

    assert folds.refresh_reach(org=world.org) == 1

    months = everything(world)
    assert read.reach(journey=world.journey, months=months) == {first.pk: 1.0, second.pk: 0.5}
    assert folds.refresh_reach(org=world.org) == 0


def test_without_interactions_reach_is_the_share_of_answers(world):
    world.tell(40, weights=[0.25, 0.75])

    reach = read.reach(journey=world.journey, months=everything(world))

    assert sum(reach.values()) == pytest.approx(1)
    assert reach[world.stages[1].pk] > reach[world.stages[0].pk]


def test_months_end_where_the_calendar_does(acme):
    months = Months.until(acme.today().replace(year=2026, month=1, day=9), count=12)

    assert (months.first.isoformat(), months.end.isoformat()) == ("2025-01-01", "2026-01-31")
    assert months.count == 13


def test_another_organization_s_answers_are_not_folded(world, sam):
    theirs = Answered(sam.organization)
    theirs.tell(20)

    assert folds.refresh(org=world.org) == 0
    assert not FoldedMonth.objects.for_org(world.org).exists()


def test_old_answers_lie_outside_of_the_period(world):
    world.tell(20, days=30)
    month_before_last = world.org.today() - timedelta(days=70)
    old = Months(month_before_last.replace(day=1), month_before_last.replace(day=1))

    assert not read.read(journey=world.journey, months=old, outcome=world.outcome).stored
