"""Files of customers: everybody once, and no file overrules a person."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Actor, Event
from surveys.models import Customer, Suppression, address_hash
from surveys.services import customers, suppressions
from tests.factories.surveys import CustomerFactory, InvitationFactory

BY = Actor.system()


def upsert(org, *rows):
    return customers.upsert_many(org=org, rows=rows, by=BY)


def ana(**more):
    return {"external_id": "C1", "email": "Ana@Example.org", "name": "Ana", **more}


def test_a_new_row_makes_a_customer_known_by_number_and_address(acme):
    report = upsert(acme, ana(language="de-AT", segments={"plan": "gold"}))

    customer = Customer.objects.get()
    assert report.counts == {"created": 1, "updated": 0, "repeated": 0, "rejected": 0}
    assert (customer.email, customer.language) == ("ana@example.org", "de")
    assert customer.email_hash == address_hash("ana@example.org")
    assert customer.segments == {"plan": "gold"}


def test_a_repeat_changes_nothing(acme):
    upsert(acme, ana())

    report = upsert(acme, ana(name="Somebody else"))

    assert report.repeated == 1
    assert Customer.objects.get().name == "Ana"


def test_a_newer_row_updates_and_an_older_one_does_not(acme):
    upsert(acme, ana(updated_at=now() - timedelta(days=2)))

    newer = upsert(acme, ana(name="Ana B.", updated_at=now() - timedelta(days=1)))
    older = upsert(acme, ana(name="A.", updated_at=now() - timedelta(days=3)))

    assert (newer.updated, older.repeated) == (1, 1)
    assert Customer.objects.get().name == "Ana B."


def test_empty_cells_erase_nothing(acme):
    upsert(acme, ana(segments={"plan": "gold"}, updated_at=now() - timedelta(days=2)))

    upsert(acme, {"external_id": "C1", "updated_at": now(), "segments": {"region": "north"}})

    customer = Customer.objects.get()
    assert customer.email == "ana@example.org"
    assert customer.segments == {"plan": "gold", "region": "north"}


def test_somebody_twice_in_one_file_is_one_customer(acme):
    report = upsert(acme, ana(), ana(), {"email": "ana@example.org"})

    assert (report.created, report.repeated) == (1, 2)
    assert report.keys[1] == report.keys[2] == report.keys[3] == Customer.objects.get().pk


def test_whoever_was_known_by_address_gets_the_number_that_a_system_brings(acme):
    upsert(acme, {"email": "ana@example.org"})

    report = upsert(acme, ana(source="crm"))

    customer = Customer.objects.get()
    assert report.updated == 1
    assert (customer.source, customer.external_id) == ("crm", "C1")


def test_two_numbers_at_one_address_are_two_people(acme):
    upsert(acme, ana(), ana(external_id="C2", name="Ben"))

    assert Customer.objects.count() == 2


def test_a_later_refusal_is_not_overwritten_by_a_file(acme):
    refused = now() - timedelta(hours=1)
    CustomerFactory(organization=acme, external_id="C1", consent="refused", consent_at=refused)

    upsert(
        acme,
        ana(consent="granted", updated_at=now() + timedelta(hours=1)),
        ana(consent="granted", consent_at=refused - timedelta(days=1)),
    )

    assert Customer.objects.get().consent == "refused"


def test_a_consent_given_after_the_refusal_counts(acme):
    refused = now() - timedelta(days=9)
    CustomerFactory(organization=acme, external_id="C1", consent="refused", consent_at=refused)

    upsert(acme, ana(consent="granted", consent_at=now(), consent_source="shop"))

    customer = Customer.objects.get()
    assert (customer.consent, customer.consent_source) == ("granted", "shop")


def test_a_refusal_in_a_file_takes_back_what_waits(acme):
    invitation = InvitationFactory(
        organization=acme, decision__interaction__customer__external_id="C1"
    )

    upsert(acme, ana(consent="refused"))

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_a_suppressed_address_stays_suppressed(acme):
    suppressions.add_address(org=acme, email="ana@example.org", reason="unsubscribed", by=BY)

    upsert(acme, ana(consent="granted"))

    assert Suppression.objects.get().email_hash == Customer.objects.get().email_hash


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"name": "Nobody"}, "external_id"),
        (ana(email="not an address"), "email"),
        (ana(name="x" * 201), "name"),
        (ana(name="nul\0l"), "name"),
        (ana(name=["a", "list"]), "name"),
        (ana(segments="gold"), "segments"),
        (ana(segments={"plan": {"deep": 1}}), "segments.plan"),
        (ana(consent="perhaps"), "consent"),
        (ana(consent_at="yesterday"), "consent_at"),
        (ana(updated_at="9999-12-31T23:59:59Z"), "updated_at"),
        (ana(updated_at="2999-01-01"), "updated_at"),
    ],
)
def test_a_bad_row_is_refused_with_its_field_and_the_rest_is_stored(acme, row, field):
    report = upsert(acme, row, {"email": "ben@example.org", "name": "Ben \u202eمرحبا 🎉"})

    assert [(r.row, r.field) for r in report.rejected] == [(1, field)]
    assert Customer.objects.get().name == "Ben \u202eمرحبا 🎉"


def test_one_event_a_batch_and_no_value_in_it(acme):
    upsert(acme, ana(), {"email": "ben@example.org"})

    event = Event.objects.get(verb="customers_stored")
    assert event.after == {"created": 2, "updated": 0, "repeated": 0, "rejected": 0}
    assert "ana" not in str(list(Event.objects.values())).lower()


def test_a_thousand_customers_take_a_handful_of_queries(acme, django_assert_max_num_queries):
    rows = [{"external_id": f"C{n}", "email": f"c{n}@example.org"} for n in range(1000)]

    with django_assert_max_num_queries(15):
        upsert(acme, *rows)
