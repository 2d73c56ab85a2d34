"""While a belief round asks somebody, single answers of that journey stay closed to them."""

import pytest

from tests.factories.journeys import BeliefInviteeFactory
from tests.factories.surveys import AnswerFactory, FollowUpFactory

LIST = "/acme/surveys/responses/"


@pytest.fixture
def said(acme):
    """An answer with a comment."""
    answer = AnswerFactory(organization=acme, response__comment="They never called back")
    return answer.response


@pytest.fixture
def asked(acme, edgar, said):
    """Edgar is asked in a round of the journey that was answered about."""
    return BeliefInviteeFactory(
        organization=acme, round__journey=said.stage.journey, membership=edgar
    )


@pytest.fixture
def call(sign_in, edgar):
    return lambda path: sign_in(edgar).get(f"/acme/api/v1/responses/{path}").json()


def test_the_page_of_an_answer_asks_for_the_estimate_first(sign_in, edgar, said, asked):
    page = sign_in(edgar).get(f"{LIST}{said.pk}/").content.decode()

    assert "They never called back" not in page
    assert "Mostly" not in page
    assert f"/acme/journeys/{said.stage.journey_id}/beliefs/estimate/" in page


def test_the_file_of_the_list_hides_what_was_said(sign_in, edgar, said, asked):
    content = sign_in(edgar).get(f"{LIST}files/csv/").content.decode()

    assert "They never called back" not in content
    assert "Hidden until you have estimated" in content


def test_the_list_names_the_answer_and_hides_what_was_said(sign_in, edgar, said, asked):
    page = sign_in(edgar).get(LIST).content.decode()

    assert f"{LIST}{said.pk}/" in page
    assert "They never called back" not in page
    assert "Hidden until you have estimated" in page


@pytest.mark.parametrize("single", [False, True])
def test_the_api_says_that_it_hides_an_answer(call, said, asked, single):
    found = call(f"{said.pk}/") if single else call("")["results"][0]

    assert found["is_hidden"] is True
    assert (found["answers"], found["comment"]) == ([], "")


@pytest.mark.parametrize("path", ["", "files/csv/", "{pk}/"])
def test_a_follow_up_asks_for_the_estimate_first(acme, sign_in, edgar, mona, said, asked, path):
    followup = FollowUpFactory(organization=acme, response=said, reason="Rushed: Completely")
    address = "/acme/surveys/follow-ups/" + path.format(pk=followup.pk)

    blind = sign_in(edgar).get(address).content.decode()
    assert "A low answer" in blind
    assert not any(told in blind for told in ("Rushed: Completely", "They never called back"))
    assert "Rushed: Completely" in sign_in(mona).get(address).content.decode()


def test_the_api_keeps_the_reason_of_a_follow_up(acme, sign_in, edgar, mona, said, asked):
    FollowUpFactory(organization=acme, response=said, reason="Rushed: Completely")

    def reason(reader):
        return sign_in(reader).get("/acme/api/v1/follow-ups/").json()["results"][0]["reason"]

    assert (reason(edgar), reason(mona)) == ("", "Rushed: Completely")


def test_who_is_not_asked_reads_on(sign_in, mona, said, asked):
    page = sign_in(mona).get(f"{LIST}{said.pk}/").content.decode()

    assert "They never called back" in page


def test_who_chose_to_look_reads_on(sign_in, edgar, said, asked):
    sign_in(edgar).post(f"/acme/journeys/{said.stage.journey_id}/beliefs/reveal/")

    assert "They never called back" in sign_in(edgar).get(LIST).content.decode()


def test_the_api_shows_an_answer_to_whom_is_not_asked(call, said):
    found = call(f"{said.pk}/")

    assert found["is_hidden"] is False
    assert found["comment"] == "They never called back"
    assert len(found["answers"]) == 1
