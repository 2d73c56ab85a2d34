"""Many rows at once: stored, or left alone where they are known, and their numbers told."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from surveys.models import Customer
from surveys.services import bulk
from tests.factories.surveys import CustomerFactory

pytestmark = pytest.mark.django_db
COLUMNS = ("source", "external_id", "id")


def newcomers(acme, *numbers):
    return [
        CustomerFactory.build(organization=acme, source="crm", external_id=number, name="Ana\tLu\\")
        for number in numbers
    ]


def test_new_rows_are_stored_as_they_are(acme):
    told = bulk.insert_missing(newcomers(acme, "1", "2"), returning=COLUMNS)

    stored = Customer.objects.for_org(acme)
    assert sorted(told) == sorted(stored.values_list(*COLUMNS))
    assert set(stored.values_list("name", flat=True)) == {"Ana\tLu\\"}


def test_rows_that_another_writer_stored_are_left_alone_and_not_told(acme):
    known = CustomerFactory(organization=acme, source="crm", external_id="2", name="Bo")

    told = bulk.insert_missing(newcomers(acme, "1", "2", "3"), returning=COLUMNS)

    assert sorted(number for _source, number, _pk in told) == ["1", "3"]
    known.refresh_from_db()
    assert known.name == "Bo"
    assert Customer.objects.for_org(acme).count() == 3


def test_numbers_go_on_where_bulk_rows_end(acme):
    bulk.insert_missing(newcomers(acme, "1", "2"))
    assert CustomerFactory(organization=acme).pk > Customer.objects.order_by("pk")[1].pk


def test_inserting_tells_each_row_its_number(acme):
    people = newcomers(acme, *map(str, range(4000)))

    bulk.insert(people)

    stored = dict(Customer.objects.for_org(acme).values_list("external_id", "pk"))
    assert {person.external_id: person.pk for person in people} == stored


def test_inserting_what_is_there_is_an_error(acme):
    CustomerFactory(organization=acme, source="crm", external_id="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(newcomers(acme, "1"))


def test_a_moment_keeps_its_zone(acme):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    person = CustomerFactory.build(organization=acme, external_id="1", consent_at=at)
    bulk.insert_missing([person])
    assert Customer.objects.get(external_id="1", organization=acme).consent_at == at
