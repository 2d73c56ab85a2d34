"""Nothing is kept longer than the organization says, and figures follow their answers."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Event
from insights.engine.intervals import design_factor
from surveys.models import DesignFactor, IdempotencyKey, Interaction, Response, RollUp
from surveys.services import design_factors, retention, rollups
from tests.factories.surveys import AnswerFactory, InteractionFactory, ResponseFactory


def months_ago(months):
    return now() - timedelta(days=31 * months)


@pytest.fixture
def acme(acme):
    acme.answer_months, acme.comment_months, acme.interaction_months = 12, 6, 3
    acme.save()
    return acme


def a_response(acme, months):
    at = months_ago(months)
    return ResponseFactory(
        organization=acme, comment="words", last_activity_at=at, experienced_on=at.date()
    )


def test_old_answers_go_and_their_figures_with_them(acme):
    old = a_response(acme, 13)
    AnswerFactory(organization=acme, response=old)
    rollups.refresh_days(org_id=acme.pk, days=[old.experienced_on])

    retention.apply(org=acme)
    rollups.refresh_dirty_days()

    assert not Response.objects.exists()
    assert not RollUp.objects.exists()


def test_comments_go_before_the_answers(acme):
    old, young = a_response(acme, 7), a_response(acme, 5)

    retention.apply(org=acme)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.comment, young.comment) == ("", "words")


def test_only_interactions_nobody_answered_about_go(acme):
    kept = InteractionFactory(organization=acme, occurred_at=months_ago(4))
    ResponseFactory(organization=acme, interaction=kept)
    InteractionFactory(organization=acme, occurred_at=months_ago(4))
    young = InteractionFactory(organization=acme, occurred_at=months_ago(2))

    retention.apply(org=acme)

    assert set(Interaction.objects.all()) == {kept, young}


def test_a_night_without_anything_to_delete_leaves_no_event(acme):
    retention.apply(org=acme)

    assert not Event.objects.exists()


def test_replies_of_the_api_are_forgotten_after_two_days(acme):
    IdempotencyKey.objects.create(
        organization=acme, key="k", body_hash="h", created_at=now() - timedelta(hours=49)
    )

    retention.apply_everywhere()

    assert not IdempotencyKey.objects.exists()


def test_the_design_factor_is_the_engines():
    values = [0, 0, 1, 4, 4, 3, 2, 2, 2, 1]
    customers = ["a", "a", "a", "b", "b", "b", "c", "d", "d", "e"]
    clusters = [
        design_factors.Cluster(len(own), sum(own), sum(value**2 for value in own))
        for name in set(customers)
        if (own := [v for v, who in zip(values, customers, strict=True) if who == name])
    ]

    assert design_factors.factor(clusters) == pytest.approx(design_factor(values, customers))


def test_customers_who_repeat_themselves_widen_their_stage(acme):
    interactions = [InteractionFactory(organization=acme) for _ in range(20)]
    first = AnswerFactory(organization=acme)
    for n, interaction in enumerate(interactions):
        for _ in range(2):
            response = ResponseFactory(
                organization=acme, customer=interaction.customer, stage=first.response.stage
            )
            AnswerFactory(
                organization=acme, response=response, question=first.question, value=n % 5
            )

    design_factors.estimate(org=acme)
    design_factors.estimate(org=acme)

    assert DesignFactor.objects.get().value == pytest.approx(2, abs=0.2)


def test_a_wrong_roll_up_is_found_and_counted_anew(acme):
    answer = AnswerFactory(organization=acme)
    day = answer.response.experienced_on
    rollups.refresh_days(org_id=acme.pk, days=[day])
    RollUp.objects.update(c3=7)

    assert rollups.verify_everywhere() == 1
    rollups.refresh_dirty_days()

    assert RollUp.objects.get().c3 == 1
