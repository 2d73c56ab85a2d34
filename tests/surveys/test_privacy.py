"""Erasing a person: nothing says who it was, and nothing brings them back."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Actor, Event
from surveys.models import (
    Answer,
    Customer,
    Delivery,
    DirtyDay,
    Interaction,
    Response,
    Suppression,
    address_hash,
)
from surveys.services import customers, interactions, outcome_records, privacy, suppressions
from tests.factories.emotions import OutcomeFactory
from tests.factories.journeys import StageFactory
from tests.factories.surveys import (
    AnswerFactory,
    CustomerFactory,
    DeliveryFactory,
    FollowUpFactory,
    InteractionFactory,
    InvitationFactory,
    ResponseFactory,
)

BY = Actor.system()


@pytest.fixture
def ana(acme):
    return CustomerFactory(
        organization=acme,
        source="crm",
        external_id="C1",
        name="Ana Lima",
        email="ana@example.org",
        preferences={"tea": "green"},
        segments={"plan": "gold"},
    )


def test_nothing_of_the_person_is_left_in_the_row(ana):
    erased = privacy.erase(customer=ana, by=BY)

    erased.refresh_from_db()
    assert (erased.name, erased.email, erased.email_hash) == ("", "", "")
    assert (erased.preferences, erased.segments) == ({}, {})
    assert "C1" not in erased.external_id
    assert erased.erased_at is not None
    assert not erased.may_be_asked


def test_answers_stay_but_their_words_and_notes_go(acme, ana):
    response = ResponseFactory(organization=acme, customer=ana, comment="I am Ana")
    answer = AnswerFactory(organization=acme, response=response)
    followup = FollowUpFactory(organization=acme, response=response, note="Called Ana")

    privacy.erase(customer=ana, by=BY)

    response.refresh_from_db()
    followup.refresh_from_db()
    assert (response.comment, followup.note) == ("", "")
    assert Answer.objects.filter(pk=answer.pk).exists()


def test_days_with_answers_are_counted_anew(acme, ana):
    ResponseFactory(organization=acme, customer=ana)

    privacy.erase(customer=ana, by=BY)

    assert DirtyDay.objects.get().day == now().date()


def test_open_invitations_are_withdrawn_and_their_mails_cancelled(acme, ana):
    invitation = InvitationFactory(organization=acme, decision__interaction__customer=ana)
    DeliveryFactory(organization=acme, invitation=invitation)

    privacy.erase(customer=ana, by=BY)

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert Delivery.objects.get().state == "cancelled"


def test_an_unsent_draft_goes_and_its_link_closes(acme, ana):
    invitation = InvitationFactory(organization=acme, decision__interaction__customer=ana)
    ResponseFactory(
        organization=acme, customer=ana, invitation=invitation,
        state="draft", sent_at=None, is_counted=False,
    )  # fmt: skip

    privacy.erase(customer=ana, by=BY)

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert not Response.objects.exists()


def test_the_address_stays_suppressed_as_a_hash(ana):
    privacy.erase(customer=ana, by=BY)

    suppression = Suppression.objects.get()
    assert suppression.email_hash == address_hash("ana@example.org")
    assert suppression.reason == "erased"


def test_the_next_files_do_not_bring_the_person_back(acme, ana):
    stage = StageFactory(organization=acme)
    suppressions.add(org=acme, email_hash=ana.email_hash, reason="unsubscribed", by=BY)
    privacy.erase(customer=ana, by=BY)
    when = now() - timedelta(hours=1)
    by_number = {"source": "crm", "external_id": "C1", "name": "Ana"}
    by_address = {"email": "ANA@example.org", "consent": "granted"}

    people = customers.upsert_many(org=acme, rows=[by_number, by_address], by=BY)
    calls = interactions.add_many(
        org=acme,
        rows=[
            {"external_id": str(n), "customer": who, "stage": stage, "occurred_at": when}
            for n, who in enumerate([by_number, by_address])
        ],
        by=BY,
    )

    assert people.counts["rejected"] == calls.counts["rejected"] == 2
    assert "erased" in people.rejected[0].message
    assert Customer.objects.count() == 1


def test_references_of_other_systems_are_cut(acme, ana):
    InteractionFactory(organization=acme, customer=ana, external_id="ana@example.org-1")

    privacy.erase(customer=ana, by=BY)

    assert Interaction.objects.get().external_id.startswith("erased-")


def test_the_log_says_that_but_not_whom(ana):
    privacy.erase(customer=ana, by=BY)

    event = Event.objects.get(verb="erased")
    assert event.object_id == ana.pk
    assert "ana" not in str(list(Event.objects.values())).lower().replace("organization", "")


def test_erasing_twice_changes_nothing(ana):
    privacy.erase(customer=ana, by=BY)
    privacy.erase(customer=ana, by=BY)

    assert Event.objects.filter(verb="erased").count() == 1


def test_an_outcome_makes_nobody_a_customer(acme, ana):
    OutcomeFactory(organization=acme, key="churn")
    row = {"outcome": "churn", "value": "1", "occurred_on": now().date().isoformat()}

    report = outcome_records.add_many(
        org=acme,
        rows=[
            {**row, "external_id": "O1", "customer": "C1"},
            {**row, "external_id": "O1", "customer": "C1"},
            {**row, "external_id": "O2", "customer": "C2"},
            {**row, "external_id": "O3", "customer": "C1", "value": "NaN"},
            {**row, "external_id": "O4", "customer": "C1", "outcome": "luck"},
        ],
        by=BY,
    )

    assert report.counts == {"created": 1, "updated": 0, "repeated": 1, "rejected": 3}
    assert [r.field for r in report.rejected] == ["customer", "value", "outcome"]
