"""The customer's pages: drafts, sending once, and what counts."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import Event
from surveys.models import Answer, Arrival, Delivery, FollowUp, Question, Response
from surveys.services import answers, tokens
from tests.factories.surveys import CustomerFactory
from tests.surveys.worlds import World


@pytest.fixture
def world(acme):
    return World(acme)


@pytest.fixture
def invitation(world):
    return world.invite()


@pytest.fixture
def at(invitation):
    """`at(2)` is the address of the second screen, `at()` of the link itself."""
    link = f"/s/{tokens.make(invitation.public_id)}/"
    return lambda place="": f"{link}{place}/" if place else link


def last(invitation):
    """The number of the screen with the comment."""
    return len(invitation.drawn) + 1


def answer_all(client, at, invitation, value="1"):
    for number in range(1, last(invitation)):
        client.post(at(number), {"value": value})


def statements(queries):
    """Without the marks of the surrounding transactions."""
    words = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [q["sql"] for q in queries if not q["sql"].startswith(words)]


def test_one_question_a_screen(client, at, world):
    page = client.get(at()).content.decode()
    assert page.count("<h1") == 1
    assert "After your support call, would you recommend us?" in page
    assert "Hello Customer" in page


def test_the_answer_from_the_mail_is_preselected_and_not_stored(client, at):
    page = client.get(at(), {"a": "7"}).content.decode()
    assert 'value="7" checked' in page
    assert page.count("checked") == 1
    assert not Response.objects.exists()


@pytest.mark.parametrize("typed", ["99", "x", "-1", "<script>", "7" * 500])
def test_a_preselection_that_makes_no_sense_is_ignored(client, at, typed):
    page = client.get(at(), {"a": typed})
    assert page.status_code == 200
    assert "checked" not in page.content.decode()


def test_each_screen_keeps_a_draft(client, at, invitation):
    page = client.post(at(1), {"value": "7"})
    assert page["Location"] == at(2)
    response = Response.objects.get()
    assert (response.state, response.is_counted) == ("draft", False)
    assert response.answers.get().value == 7
    assert not Arrival.objects.exists()


def test_an_answer_can_be_changed_until_sent(client, at):
    client.post(at(1), {"value": "7"})
    assert 'value="7" checked' in client.get(at(1)).content.decode()
    client.post(at(1), {"value": "2"})
    assert Answer.objects.get().value == 2


def test_cannot_say_is_kept_as_no_value(client, at):
    client.post(at(1), {"value": "none"})
    assert Answer.objects.get().value is None
    assert 'value="none" checked' in client.get(at(1)).content.decode()


@pytest.mark.parametrize("typed", ["", "11", "-1", "x", "١", "7.5", "9" * 300, "\0"])
def test_what_is_not_on_the_scale_is_refused_with_words(client, at, typed):
    page = client.post(at(1), {"value": typed})
    assert page.status_code == 422
    assert "Please choose one of the answers." in page.content.decode()
    assert not Response.objects.exists()


def test_sending_counts_the_answers(client, at, invitation, acme):
    answer_all(client, at, invitation)
    page = client.post(at(last(invitation)), {"comment": "Good.", "go": "send"}, follow=True)
    assert "Thank you, Customer" in page.content.decode()
    response = Response.objects.get()
    assert (response.state, response.is_counted, response.comment) == ("sent", True, "Good.")
    assert Arrival.objects.get().day == invitation.interaction.experienced_on


def test_sending_twice_is_one_response(client, at, invitation):
    answer_all(client, at, invitation)
    for _ in range(3):
        page = client.post(at(last(invitation)), {"comment": "", "go": "send"})
        assert page["Location"] == at("thanks")
    assert Response.objects.count() == Arrival.objects.count() == 1


def test_nothing_changes_after_sending(client, at, invitation):
    answer_all(client, at, invitation)
    client.post(at(last(invitation)), {"go": "send"})
    page = client.post(at(1), {"value": "9"})
    assert "You have already answered" in page.content.decode()
    assert not Answer.objects.filter(value=9).exists()


def test_a_screen_that_was_open_while_another_tab_sent_changes_nothing(invitation):
    question = Question.objects.get(pk=invitation.drawn[0]["question"])
    response = answers.save(invitation=invitation, question=question, value=1)
    Response.objects.update(state="sent", sent_at=now())
    invitation.response = response
    with pytest.raises(answers.Closed):
        answers.save(invitation=invitation, question=question, value=9)
    assert Answer.objects.get().value == 1


def test_going_back_from_the_comment_keeps_it(client, at, invitation):
    client.post(at(1), {"value": "7"})
    page = client.post(at(last(invitation)), {"comment": "Wait", "go": "back"})
    assert page["Location"] == at(last(invitation) - 1)
    assert ">Wait</textarea>" in client.get(at(last(invitation))).content.decode()


@pytest.mark.parametrize(
    "comment", ["x" * 9000, "\0null", "\u202e👩‍👩‍👧", "=cmd|'/c calc'!A1", "<b>"]
)
def test_any_comment_is_kept_as_text(client, at, invitation, comment):
    client.post(at(last(invitation)), {"comment": comment, "go": "send"})
    assert Response.objects.get().comment == comment.replace("\0", "")[:4000]


@pytest.mark.parametrize("place", [0, 99, 10**9])
def test_a_screen_that_does_not_exist_leads_to_the_first(client, at, place):
    assert client.get(at(place) if place else at("0"))["Location"] == at()


def test_a_page_takes_two_statements_at_most(client, at, django_assert_max_num_queries):
    for place in (1, 2):
        with django_assert_max_num_queries(2):
            client.get(at(place))
        client.post(at(place), {"value": "1"})
        client.get(at(place))  # the first to see a question read its words for all others
        with django_assert_max_num_queries(2):
            assert 'value="1" checked' in client.get(at(place)).content.decode()


def test_a_kept_screen_shows_each_customer_their_own(client, world):
    first, second = world.invite(), world.invite()
    links = [f"/s/{tokens.make(invitation.public_id)}/" for invitation in (first, second)]
    client.post(f"{links[0]}1/", {"value": "3"})
    pages = [client.get(link).content.decode() for link in links for _ in range(2)]
    assert [first.customer.name in page for page in pages] == [True, True, False, False]
    assert [links[1] in page for page in pages] == [False, False, True, True]
    assert ["checked" in page for page in pages] == [True, True, False, False]
    nonces = [re.search(r'nonce="([^"]+)"', page)[1] for page in pages]
    assert len(set(nonces)) == 4


def test_a_kept_screen_follows_what_the_organization_changes(client, at, acme):
    client.post(at(1), {"value": "3"})
    client.get(at(1))
    acme.brand_colour, acme.version = "#112233", acme.version + 1
    acme.save()
    assert "#112233" in client.get(at(1)).content.decode()


def test_a_screen_takes_five_statements_at_most(client, at):
    with CaptureQueriesContext(connection) as first:
        client.post(at(1), {"value": "7"})
    with CaptureQueriesContext(connection) as second:
        client.post(at(1), {"value": "8"})
    # The very first answer to a wording also locks it.
    assert len(statements(first)) <= 6
    assert len(statements(second)) <= 5


def test_sending_takes_five_statements_at_most(client, at, invitation):
    answer_all(client, at, invitation, value="none")
    with CaptureQueriesContext(connection) as queries:
        client.post(at(last(invitation)), {"comment": "x", "go": "send"})
    assert len(statements(queries)) <= 5


def test_a_draft_counts_as_partial_a_day_after_it_was_left(client, at):
    client.post(at(1), {"value": "7"})
    with time_machine.travel(now() + timedelta(hours=23)):
        assert answers.close_drafts() == 0
    with time_machine.travel(now() + timedelta(hours=25)):
        assert answers.close_drafts() == 1
        assert answers.close_drafts() == 0
    response = Response.objects.get()
    assert (response.state, response.is_counted) == ("partial", True)
    assert Arrival.objects.count() == 1


def test_what_came_within_two_seconds_of_the_mail_is_set_aside(client, at, invitation):
    Delivery.objects.update(state="sent", sent_at=now())
    answer_all(client, at, invitation)
    client.post(at(last(invitation)), {"go": "send"})
    response = Response.objects.get()
    assert (response.set_aside, response.is_counted) == ("early", False)
    assert not FollowUp.objects.exists()
    assert not Arrival.objects.exists()


def test_what_filled_in_the_hidden_field_is_set_aside(client, at, invitation):
    client.post(at(1), {"value": "7", "website": "http://spam.example"})
    client.post(at(last(invitation)), {"go": "send"})
    assert Response.objects.get().set_aside == "trap"


def test_answers_leave_no_text_in_the_event_log(client, at, invitation):
    answer_all(client, at, invitation, value="0")
    client.post(at(last(invitation)), {"comment": "secret words", "go": "send"})
    events = str(list(Event.objects.values()))
    assert "secret words" not in events
    assert "Not at all" not in events


def test_no_session_and_no_cookie(client, at, invitation):
    page = client.post(at(1), {"value": "1"}, follow=True)
    assert not page.cookies
    assert not client.cookies


def test_no_token_is_asked_for_beyond_the_address(invitation, at):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(at(1), {"value": "1"})["Location"] == at(2)


def test_nobody_else_keeps_or_passes_on_the_address(client, at):
    page = client.get(at())
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "http" not in page.content.decode().replace("localhost", "")


def test_the_page_speaks_the_language_of_the_customer(client, world):
    invitation = world.invite(CustomerFactory(organization=world.org, language="ar"))
    page = client.get(f"/s/{tokens.make(invitation.public_id)}/", headers={"Accept-Language": "de"})
    assert '<html lang="ar" dir="rtl">' in page.content.decode()
    assert page["Content-Language"] == "ar"


def test_the_page_works_for_somebody_who_is_signed_in(sign_in, vera, at):
    assert "Hello Customer" in sign_in(vera).get(at()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_five_retries_at_once_are_one_response(acme):
    world = World(acme)
    invitation = world.invite()
    link = f"/s/{tokens.make(invitation.public_id)}/"
    with ThreadPoolExecutor(5) as pool:
        found = list(pool.map(lambda _: post(f"{link}1/", {"value": "3"}), range(5)))
        assert {page.status_code for page in found} == {302}
        list(pool.map(lambda _: post(f"{link}{last(invitation)}/", {"go": "send"}), range(5)))
    assert Response.objects.count() == Answer.objects.count() == Arrival.objects.count() == 1


def post(address, fields):
    try:
        return Client().post(address, fields)
    finally:
        connections.close_all()
