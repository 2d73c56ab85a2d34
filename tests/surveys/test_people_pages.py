"""The pages about customers and interactions, as people use and misuse them."""

import json

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from surveys.models import Customer, Suppression, address_hash
from tests.factories.surveys import (
    AnswerFactory,
    CustomerFactory,
    DeliveryFactory,
    FollowUpFactory,
    InteractionFactory,
    InvitationFactory,
    ResponseFactory,
)

CUSTOMERS = "/acme/customers/"
INTERACTIONS = "/acme/customers/interactions/"
STOPS = "/acme/customers/stops/"
HTMX = {"HX-Request": "true"}


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def a_stop(organization, n):
    customer = CustomerFactory(organization=organization)
    Suppression.objects.create(organization=organization, email_hash=customer.email_hash)


MAKE = {
    CUSTOMERS: lambda acme, n: CustomerFactory(organization=acme),
    INTERACTIONS: lambda acme, n: InteractionFactory(organization=acme),
    STOPS: a_stop,
}


@pytest.mark.parametrize("address", MAKE)
def test_twenty_rows_take_as_many_statements_as_two(
    sign_in, edgar, acme, address, django_assert_max_num_queries
):
    client = sign_in(edgar)
    for n in range(20):
        MAKE[address](acme, n)
    client.get(address)

    with django_assert_max_num_queries(13):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", MAKE)
def test_an_empty_list_says_what_it_is_for(sign_in, edgar, address):
    assert soup(sign_in(edgar).get(address)).select_one(".hl-empty")


@pytest.mark.parametrize("address", [CUSTOMERS, INTERACTIONS])
def test_the_fragment_is_the_page_without_its_frame(sign_in, edgar, acme, address):
    MAKE[address](acme, 0)
    client = sign_in(edgar)

    page, fragment = soup(client.get(address)), soup(client.get(address, headers=HTMX))

    assert fragment.find(id="results").get_text() == page.find(id="results").get_text()
    assert fragment.find("html") is None


@pytest.mark.parametrize("address", [CUSTOMERS, INTERACTIONS])
@pytest.mark.parametrize(
    "query",
    ["stage=x", "consent=💥", "since=9999999-1-1", "page=-1", "source='--", "q=" + "x" * 200],
)
def test_a_filter_that_makes_no_sense_shows_everything(sign_in, edgar, acme, address, query):
    MAKE[address](acme, 0)

    response = sign_in(edgar).get(f"{address}?{query}")

    assert response.status_code == 200


@pytest.mark.parametrize("word", ["Lima", "C-77", "ana@"])
def test_a_customer_is_found_by_name_number_and_address(sign_in, mona, acme, word):
    CustomerFactory(organization=acme, name="Ana Lima", external_id="C-77", email="ana@x.example")
    CustomerFactory(organization=acme, name="Ben")

    rows = soup(sign_in(mona).get(CUSTOMERS, {"q": word})).select("tbody tr")

    assert [row.th.get_text(strip=True) for row in rows] == ["Ana Lima"]


def test_the_page_of_a_customer_tells_the_whole_story(sign_in, edgar, acme):
    invitation = InvitationFactory(organization=acme)
    DeliveryFactory(organization=acme, invitation=invitation, state="sent", sent_at=now())
    response = ResponseFactory(
        organization=acme, invitation=invitation, customer=invitation.customer
    )
    FollowUpFactory(organization=acme, response=response)

    text = soup(sign_in(edgar).get(f"{CUSTOMERS}{invitation.customer_id}/")).get_text()

    for word in ("Asked", "Invitation: Sent", "Read the answer", "Follow-up"):
        assert word in text


def test_who_may_not_read_answers_sees_only_that_there_is_one(sign_in, mona, acme):
    acme.answer_readers = ["owner"]
    acme.save()
    invitation = InvitationFactory(organization=acme)
    ResponseFactory(organization=acme, invitation=invitation, customer=invitation.customer)

    page = soup(sign_in(mona).get(f"{CUSTOMERS}{invitation.customer_id}/"))

    assert "answered" in page.get_text()
    assert not page.select("a[href*='/responses/']")


def test_twenty_interactions_of_a_customer_take_as_many_statements_as_two(
    sign_in, edgar, acme, django_assert_max_num_queries
):
    customer = CustomerFactory(organization=acme)
    for _ in range(20):
        invitation = InvitationFactory(organization=acme, decision__interaction__customer=customer)
        DeliveryFactory(organization=acme, invitation=invitation)
        ResponseFactory(organization=acme, invitation=invitation, customer=customer)
    client = sign_in(edgar)
    client.get(CUSTOMERS)

    with django_assert_max_num_queries(16):
        client.get(f"{CUSTOMERS}{customer.pk}/")


# --- editing -------------------------------------------------------------------------------------


def test_a_customer_is_added_with_segments_and_consent(sign_in, edgar):
    sign_in(edgar).post(
        f"{CUSTOMERS}new/",
        {
            "name": "علي 🎉",
            "email": "Ali@Example.org",
            "segments": "plan: gold\nregion: north",
            "consent": "granted",
            "consent_source": "shop",
        },
    )

    customer = Customer.objects.get()
    assert (customer.name, customer.email) == ("علي 🎉", "ali@example.org")
    assert customer.segments == {"plan": "gold", "region": "north"}
    assert customer.consent_at is not None
    assert customer.email_hash == address_hash("ali@example.org")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": "nope"},
        {"email": "a@b.example", "segments": "no colon"},
        {"email": "a@b.example", "name": "x" * 300},
        {"email": "a@b.example", "name": "nul\0l"},
        {"email": "a@b.example", "consent": "perhaps"},
        {"email": "a@b.example", "external_id": "x" * 201},
    ],
)
def test_a_bad_customer_is_refused_and_what_was_typed_stays(sign_in, edgar, typed):
    response = sign_in(edgar).post(f"{CUSTOMERS}new/", {"consent": "unknown", **typed})

    assert response.status_code == 422
    assert not Customer.objects.exists()


def test_a_number_that_is_taken_is_refused(sign_in, edgar, acme):
    CustomerFactory(organization=acme, external_id="C1")

    response = sign_in(edgar).post(
        f"{CUSTOMERS}new/", {"external_id": "C1", "consent": "unknown", "name": "Ben"}
    )

    assert response.status_code == 422
    assert "exists already" in response.content.decode()


def test_the_second_of_two_tabs_is_told_what_changed(sign_in, edgar, acme):
    customer = CustomerFactory(organization=acme, name="Ana", external_id="C1")
    client = sign_in(edgar)
    address = f"{CUSTOMERS}{customer.pk}/edit/"
    typed = {"external_id": "C1", "email": customer.email, "version": 1}
    client.post(address, {**typed, "name": "Ana Lima"})

    second = client.post(address, {**typed, "name": "Anna"})

    text = second.content.decode()
    assert second.status_code in (409, 422)
    assert "Ana Lima" in text
    assert 'value="Anna"' in text
    assert Customer.objects.get().name == "Ana Lima"


def test_a_refusal_by_hand_takes_back_what_waits(sign_in, edgar, acme):
    invitation = InvitationFactory(organization=acme)
    address = f"{CUSTOMERS}{invitation.customer_id}/consent/"

    sign_in(edgar).post(address, {"consent": "refused", "source": "phone", "version": 1})

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_an_erased_customer_cannot_be_edited_and_says_so(sign_in, edgar, acme):
    customer = CustomerFactory(organization=acme, name="Ana Silva")
    client = sign_in(edgar)
    client.post(f"{CUSTOMERS}{customer.pk}/erase/")

    page = client.get(f"{CUSTOMERS}{customer.pk}/").content.decode()

    assert "Erased customer" in page
    assert "Ana Silva" not in page
    assert client.get(f"{CUSTOMERS}{customer.pk}/edit/").status_code == 404


def test_the_export_holds_everything_about_the_person(sign_in, edgar, acme):
    invitation = InvitationFactory(organization=acme, decision__interaction__customer__name="Ana")
    DeliveryFactory(organization=acme, invitation=invitation)
    response = ResponseFactory(
        organization=acme,
        customer=invitation.customer,
        invitation=invitation,
        comment="Thank you ✨",
    )
    AnswerFactory(organization=acme, response=response)

    download = sign_in(edgar).get(f"{CUSTOMERS}{invitation.customer_id}/export/")

    found = json.loads(download.content)
    assert download["Content-Disposition"].startswith("attachment")
    assert found["customer"]["name"] == "Ana"
    assert len(found["interactions"]) == len(found["decisions"]) == len(found["mails"]) == 1
    assert found["responses"][0]["comment"] == "Thank you ✨"
    assert found["responses"][0]["answers"][0]["value"] == 3


def test_an_address_is_stopped_and_freed_again(sign_in, edgar, acme):
    client = sign_in(edgar)
    client.post(f"{STOPS}new/", {"email": "Ana@example.org"})

    stop = Suppression.objects.get()
    assert stop.email_hash == address_hash("ana@example.org")
    client.post(f"{STOPS}{stop.pk}/remove/")
    assert not Suppression.objects.exists()
