"""A list taken along holds what its page shows: the same rows, and nothing more of anybody."""

import csv
import io

import pytest
from django.utils.timezone import now
from openpyxl import load_workbook

from accounts import exports
from tests.factories.surveys import (
    CustomerFactory,
    FollowUpFactory,
    InteractionFactory,
    ResponseFactory,
)

LISTS = {
    "/acme/customers/": CustomerFactory,
    "/acme/customers/interactions/": InteractionFactory,
    "/acme/surveys/responses/": ResponseFactory,
    "/acme/surveys/follow-ups/": FollowUpFactory,
}


def rows(client, address, **filters):
    """A CSV file's rows as dictionaries."""
    text = client.get(f"{address}files/csv/", filters).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("address", LISTS)
def test_the_page_links_to_its_file_with_its_filters(sign_in, edgar, acme, address):
    LISTS[address](organization=acme)

    page = sign_in(edgar).get(address, {"stage": "", "page": 1}).content.decode()

    assert f'href="{address}files/xlsx/?stage="' in page


@pytest.mark.parametrize("address", LISTS)
def test_the_file_costs_the_same_however_many_rows(
    sign_in, edgar, acme, address, django_assert_max_num_queries
):
    LISTS[address].create_batch(20, organization=acme)
    client = sign_in(edgar)

    with django_assert_max_num_queries(14):
        assert len(rows(client, address)) == 20


@pytest.mark.parametrize("address", LISTS)
def test_an_unknown_kind_of_file_is_missing(sign_in, edgar, address):
    assert sign_in(edgar).get(f"{address}files/exe/").status_code == 404


def test_the_file_of_customers_keeps_to_the_filters(sign_in, edgar, acme):
    CustomerFactory(organization=acme, name="Ana", consent="given")
    CustomerFactory(organization=acme, name="Ben", consent="refused")

    [row] = rows(sign_in(edgar), "/acme/customers/", consent="refused")

    assert row["Name"] == "Ben"


def test_the_file_of_an_erased_customer_tells_nothing_of_the_person(sign_in, edgar, acme):
    customer = CustomerFactory(organization=acme, name="Ana", external_id="A-77")
    type(customer).objects.filter(pk=customer.pk).update(erased_at=now())
    InteractionFactory(organization=acme, customer=customer)

    [row] = rows(sign_in(edgar), "/acme/customers/interactions/")

    assert (row["Customer"], row["Number"]) == ("Erased customer", "")


def test_a_workbook_tells_the_moment_on_the_organizations_clock(sign_in, edgar, acme):
    acme.timezone = "Asia/Tokyo"
    acme.save()
    happened = InteractionFactory(organization=acme).occurred_at

    content = sign_in(edgar).get("/acme/customers/interactions/files/xlsx/").content

    [row] = list(load_workbook(io.BytesIO(content)).worksheets[0].values)[1:]
    assert row[0].hour == happened.astimezone(acme.zone).hour


def test_a_very_long_list_says_that_it_was_cut(monkeypatch, sign_in, edgar, acme):
    monkeypatch.setattr(exports, "MOST", 2)
    CustomerFactory.create_batch(3, organization=acme)

    text = sign_in(edgar).get("/acme/customers/files/csv/").content.decode()

    assert "Only the first 2 rows." in text
    assert len(text.splitlines()) == 4
