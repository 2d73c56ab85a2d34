"""What imports tell of customers is held against what they had answered before."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from accounts.models import Actor
from emotions.models import Outcome
from insights.engine.drivers import Reason
from insights.models import FactFold, FactMonth
from insights.selectors import driver_words, drivers, facts, folds, priority, priority_words
from insights.selectors.periods import Months
from insights.selectors.units import Unit
from insights.services import fact_folds
from journeys.models import EmotionTarget
from surveys.models import OutcomeRecord, Response
from surveys.services import privacy, rollups
from tests.factories.emotions import OutcomeFactory
from tests.factories.surveys import CustomerFactory
from tests.insights.answered import Answered

DAYS = 300


@pytest.fixture
def world(acme):
    return Answered(acme)


@pytest.fixture
def churn(acme):
    return OutcomeFactory(
        organization=acme, key="churn", scale=Outcome.Scale.NUMBER, higher_is_better=False
    )


@pytest.fixture
def spend(acme):
    return OutcomeFactory(organization=acme, key="spend", scale=Outcome.Scale.NUMBER)


def tell(outcome, response, days, value, number=None):
    """A fact about the customer of a response, some days after the experience."""
    return OutcomeRecord(
        organization=outcome.organization,
        customer=response.customer,
        outcome=outcome,
        value=Decimal(str(value)),
        occurred_on=response.experienced_on + timedelta(days=days),
        source="erp",
        external_id=f"{outcome.key}-{number or response.pk}-{days}",
    )


def first_felt(world, response):
    question = world.questions[world.emotions[0].pk]
    steps = [answer.value for answer in response.answers.all() if answer.question_id == question.pk]
    return steps[0] if steps else None


def lived(world, outcome, follows, n=600):
    """Answers of many months, and for each what followed: `follows(step)` or nothing."""
    world.meet(4 * n)  # few answer twice within 90 days
    world.tell(n, days=DAYS)
    dice = np.random.default_rng(7)
    today, told = world.org.today(), []
    for response in Response.objects.select_related("customer").prefetch_related("answers"):
        step = first_felt(world, response)
        value = follows(2 if step is None else step, dice)
        if value is not None:
            told.append(tell(outcome, response, 30, value))
    ends = [tell(outcome, Response.objects.first(), 0, 0, number=day) for day in (1, 2)]
    ends[0].occurred_on, ends[1].occurred_on = today - timedelta(days=DAYS), today
    OutcomeRecord.objects.bulk_create([*told, *ends])
    fact_folds.refresh(org=world.org)


def left(step, dice):
    return int(dice.random() < (0.95, 0.7, 0.4, 0.15, 0.05)[step])


def spent(step, dice):
    return round(float(np.exp(4 + 0.4 * step + 0.6 * dice.normal())), 2)


def table(world, outcome, **options):
    return drivers.table(journey=world.journey, outcome=outcome, **options)


def row_of(found, emotion):
    return next(row for row in found.rows if row.emotion == emotion)


# --- which facts count ----------------------------------------------------------------------------


def folded(world, outcome):
    months = Months.until(world.org.today(), count=24)
    return folds.read(journey=world.journey, months=months, outcome=outcome)


def followed(world, outcome):
    """How many answers were counted, and what followed them all together."""
    rows = [row.part.summed() for row in folded(world, outcome).stored]
    return sum(each.n.sum() for each in rows), sum(each.totals[:, 0].sum() for each in rows)


@pytest.mark.parametrize(("days", "yes"), [(-1, 0), (0, 0), (1, 1), (90, 1), (91, 0)])
def test_only_the_90_days_after_an_experience_count(world, churn, days, yes):
    response = one_answer(world)
    cover(churn, response)
    tell(churn, response, days, 1).save()

    fact_folds.refresh(org=world.org)

    assert followed(world, churn) == (1, yes)


def one_answer(world, ago=200):
    world.tell(1, folded=False)
    day = world.org.today() - timedelta(days=ago)
    Response.objects.update(experienced_on=day)
    rollups.mark_dirty(org_id=world.org.pk, day=day)
    world.fold()
    return Response.objects.get()


def cover(outcome, response, *, since=-100, until=100):
    """What imports tell of somebody else from one day to another."""
    for days in (since, until):
        other = tell(outcome, response, days, 1, number=f"other{days}")
        other.customer = CustomerFactory(organization=outcome.organization)
        other.save()


@pytest.mark.parametrize(("since", "until"), [(1, 200), (-10, 89)])
def test_what_imports_could_not_tell_of_is_left_out(world, churn, since, until):
    response = one_answer(world)
    cover(churn, response, since=since, until=until)

    fact_folds.refresh(org=world.org)

    assert followed(world, churn) == (0, 0)


def test_a_fact_dated_ahead_does_not_make_the_time_pass(world, churn):
    response = one_answer(world, ago=60)
    cover(churn, response, until=300)

    fact_folds.refresh(org=world.org)

    assert followed(world, churn) == (0, 0)


def test_where_noes_are_told_those_never_told_of_are_left_out(world, churn):
    response = one_answer(world)
    cover(churn, response)
    OutcomeRecord.objects.update(value=0)

    fact_folds.refresh(org=world.org)

    assert followed(world, churn) == (0, 0)


def test_amounts_are_added_up_and_taken_as_logarithms(world, spend):
    response = one_answer(world)
    cover(spend, response)
    for days, amount in ((2, 60), (50, 45), (60, -6)):
        tell(spend, response, days, amount).save()

    fact_folds.refresh(org=world.org)

    assert followed(world, spend) == (1, round(100 * np.log1p(99)))
    assert folded(world, spend).measure == FactMonth.Measure.AMOUNT


# --- what is found --------------------------------------------------------------------------------


def test_a_feeling_that_keeps_customers_is_found_in_who_left(world, churn):
    lived(world, churn, left)

    found = table(world, churn)

    first = row_of(found, world.emotions[0])
    assert (found.rows[0], first.driver.own_effect, found.unit) == (first, True, Unit.POINTS)
    assert first.step == pytest.approx(-23, abs=7)
    assert not first.is_against
    assert "fewer of 100 customers" in driver_words.of_row(first, found)


def test_a_feeling_is_found_in_what_customers_spend(world, spend):
    lived(world, spend, spent)

    found = table(world, spend)

    first = row_of(found, world.emotions[0])
    assert first.driver.own_effect
    assert first.step == pytest.approx(100 * np.expm1(0.4), abs=14)
    assert "log(1 + amount)" in driver_words.here(found)


def test_where_to_act_first_counts_customers_who_would_stay(world, churn):
    lived(world, churn, left)
    EmotionTarget.objects.filter(emotion=world.emotions[0]).update(intended=90)

    found = priority.ranking(journey=world.journey, outcome=churn)

    assert found.top.stage == world.stages[0]
    assert "goes with less of" in priority_words.why(found.top, found)
    assert "fewer of 100 customers" in priority_words.worth(found)


def test_too_few_who_left_make_no_table(world, churn):
    lived(world, churn, lambda step, dice: int(dice.random() < 0.04), n=300)

    found = table(world, churn)

    assert (found.refusal.reason, found.refusal.needed) == (Reason.ONE_SIDED, 30)
    assert "30 are needed" in driver_words.of_table(found)


def test_few_answers_with_a_known_end_make_no_table(world, churn):
    lived(world, churn, left, n=100)

    found = table(world, churn)

    assert found.refusal.reason is Reason.TOO_FEW_ANSWERS
    assert "it is known whether" in driver_words.of_table(found)


# --- folded again ---------------------------------------------------------------------------------


def test_nothing_new_folds_nothing(world, churn):
    lived(world, churn, left, n=40)

    assert fact_folds.refresh(org=world.org) == 0


def test_a_changed_fact_folds_the_months_again_that_it_may_follow(world, churn):
    lived(world, churn, left, n=40)
    fact = OutcomeRecord.objects.filter(occurred_on__lt=world.org.today()).first()
    before = dict(FactMonth.objects.values_list("month", "state"))

    OutcomeRecord.objects.filter(pk=fact.pk).update(value=1 - fact.value)
    fact_folds.refresh(org=world.org)

    changed = {m for m, s in FactMonth.objects.values_list("month", "state") if before[m] != s}
    assert changed
    earliest = (fact.occurred_on - facts.AFTER).replace(day=1)
    assert all(month >= earliest for month in changed)


def test_facts_taken_back_leave_nothing(world, churn):
    lived(world, churn, left, n=40)
    OutcomeRecord.objects.all().delete()

    fact_folds.refresh(org=world.org)

    assert not FactFold.objects.exists()


def test_an_erased_customer_keeps_counting_without_a_name(world, churn):
    lived(world, churn, left, n=40)
    before = followed(world, churn)

    privacy.erase(customer=Response.objects.first().customer, by=Actor.system())
    world.fold()
    fact_folds.refresh(org=world.org)

    assert followed(world, churn) == before


# --- the page and the API -------------------------------------------------------------------------


def test_imported_outcomes_can_be_chosen_beside_what_is_asked(world, churn, spend, edgar, sign_in):
    lived(world, churn, left, n=40)

    page = sign_in(edgar).get(f"/acme/drivers/?outcome={churn.pk}")

    chosen = page.context["form"]
    assert chosen.chosen_outcome == churn
    assert set(chosen.fields["outcome"].queryset) == {world.outcome, churn}
    assert "in the 90 days after an experience" in page.content.decode()


def test_the_api_says_what_differences_are_counted_in(world, churn, edgar, sign_in):
    lived(world, churn, left, n=40)

    told = sign_in(edgar).get(
        f"/acme/api/v1/drivers/?journey={world.journey.key}&outcome={churn.key}"
    )

    assert told.json()["unit"] == "percentage points"
    assert told.json()["reason"] == "too_few_answers"
    assert told.json()["until"] == (world.org.today() - facts.AFTER).isoformat()
