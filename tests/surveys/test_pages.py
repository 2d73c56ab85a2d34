"""The pages of those who ask: complete, fast with many rows, calm with bad input."""

import pytest
from bs4 import BeautifulSoup

from surveys.models import Decision, Delivery, FollowUp, Response, Survey
from tests.factories.surveys import (
    DecisionFactory,
    DeliveryFactory,
    FollowUpFactory,
    ResponseFactory,
    SurveyFactory,
)
from tests.surveys.worlds import World

LISTS = {
    "/acme/surveys/": SurveyFactory,
    "/acme/surveys/decisions/": DecisionFactory,
    "/acme/surveys/mails/": DeliveryFactory,
    "/acme/surveys/responses/": ResponseFactory,
    "/acme/surveys/follow-ups/": FollowUpFactory,
}
FILTERED = [address for address in LISTS if address != "/acme/surveys/"]


@pytest.mark.parametrize("address", LISTS)
def test_twenty_rows_take_as_many_statements_as_two(
    sign_in, edgar, acme, address, django_assert_max_num_queries
):
    client = sign_in(edgar)
    LISTS[address].create_batch(20, organization=acme)
    client.get(address)
    with django_assert_max_num_queries(14):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_what_it_is_for(sign_in, edgar, address):
    assert "hl-empty" in sign_in(edgar).get(address).content.decode()


@pytest.mark.parametrize("address", FILTERED)
def test_the_fragment_is_the_page_without_its_frame(sign_in, edgar, acme, address):
    LISTS[address].create_batch(3, organization=acme)
    client = sign_in(edgar)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    fragment = BeautifulSoup(
        client.get(address, headers={"HX-Request": "true"}).content, "html.parser"
    )
    assert fragment.find(id="results").get_text() == page.find(id="results").get_text()
    assert fragment.find("nav", class_="hl-tabs") is None
    assert fragment.find("html") is None


@pytest.mark.parametrize("address", FILTERED)
@pytest.mark.parametrize(
    "query", ["stage=99999", "stage=x", "verdict='--", "page=x", "page=-1",
              "experienced_on__gte=9999999-1-1", "rule=💥"],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_shows_everything(sign_in, edgar, acme, address, query):
    LISTS[address](organization=acme)
    page = sign_in(edgar).get(f"{address}?{query}")
    assert page.status_code == 200
    assert "hl-empty" not in page.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_no_list_shows_a_foreign_row(sign_in, edgar, sam, address):
    LISTS[address].create_batch(2, organization=sam.organization)
    assert "hl-empty" in sign_in(edgar).get(address).content.decode()


def test_decisions_can_be_filtered(sign_in, edgar, acme):
    DecisionFactory(organization=acme, verdict="skipped", rule="cap")
    DecisionFactory(organization=acme)
    page = sign_in(edgar).get("/acme/surveys/decisions/?rule=cap").content.decode()
    assert page.count("<tr>") == 2  # the head and one row


FIELDS = {
    "name": "Support", "delay_hours": 2, "reminder_days": 4, "window_days": 14,
    "sample_percent": 100, "followup_days": 2,
}  # fmt: skip


def test_a_survey_is_made_started_paused_and_ended(sign_in, edgar, acme):
    world = World(acme, start=False)
    client = sign_in(edgar)
    fields = {**FIELDS, "journey": world.journey.pk, "main_outcome": world.outcome.pk}
    address = client.post("/acme/surveys/new/", fields)["Location"]
    survey = Survey.objects.get(name="Support")
    for verb, state in [("start", "running"), ("pause", "paused"), ("end", "ended")]:
        assert client.post(f"{address}{verb}/")["Location"] == address
        survey.refresh_from_db()
        assert survey.state == state


def test_a_second_survey_of_a_journey_cannot_run(sign_in, edgar, acme):
    world = World(acme)
    second = SurveyFactory(organization=acme, journey=world.journey, main_outcome=world.outcome)
    client = sign_in(edgar)
    page = client.post(f"/acme/surveys/{second.pk}/start/", follow=True)
    assert "Another survey of this journey is running." in page.content.decode()
    second.refresh_from_db()
    assert second.state == "draft"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 500}, {"name": "nul\0l"}, {"delay_hours": "soon"},
        {"delay_hours": 10**9}, {"sample_percent": 0}, {"window_days": "-1"},
        {"main_outcome": 99999}, {"journey": "x"}, {"followup_owner": 99999},
        {"subjects_en": "About {customer}"}, {"intros_en": "{{ secret }}"},
        {"subjects_en": "x" * 500},
    ],
    ids=str,
)  # fmt: skip
def test_a_survey_is_refused_with_words(sign_in, edgar, acme, wrong):
    world = World(acme, start=False)
    fields = {**FIELDS, "journey": world.journey.pk, "main_outcome": world.outcome.pk, **wrong}
    page = sign_in(edgar).post("/acme/surveys/new/", fields)
    assert page.status_code == 422
    assert "hl-error-summary" in page.content.decode()


@pytest.mark.parametrize("name", ["💛 Support", "فريق الدعم", "<script>alert(1)</script>"])
def test_any_name_is_kept_as_text(sign_in, edgar, acme, name):
    world = World(acme, start=False)
    fields = {**FIELDS, "journey": world.journey.pk, "main_outcome": world.outcome.pk}
    page = sign_in(edgar).post("/acme/surveys/new/", {**fields, "name": name}, follow=True)
    assert page.status_code == 200
    assert BeautifulSoup(page.content, "html.parser").find("h1").get_text() == name


def test_a_stale_survey_form_says_what_changed(sign_in, edgar, acme):
    world = World(acme)
    client, address = sign_in(edgar), f"/acme/surveys/{world.survey.pk}/edit/"
    version = world.survey.version
    fields = {**FIELDS, "main_outcome": world.outcome.pk, "version": version}
    assert client.post(address, {**fields, "name": "Theirs"}).status_code == 302
    page = client.post(address, {**fields, "name": "Mine"})
    assert page.status_code == 422
    assert "Theirs" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()


def test_an_imported_outcome_cannot_be_asked(sign_in, edgar, acme):
    world = World(acme, start=False)
    world.outcome.scale = "number"
    world.outcome.save()
    fields = {**FIELDS, "journey": world.journey.pk, "main_outcome": world.outcome.pk}
    assert sign_in(edgar).post("/acme/surveys/new/", fields).status_code == 422


def test_the_preview_says_what_a_customer_would_miss(sign_in, vera, acme):
    world = World(acme)
    page = sign_in(vera).get(f"/acme/surveys/{world.survey.pk}/preview/?language=de")
    assert "No noun phrase in this language" in page.content.decode()
    assert "not translated into this language" in page.content.decode()


def test_send_now_asks_what_is_held(sign_in, edgar, acme):
    World(acme, delay_hours=5).ask()
    client = sign_in(edgar)
    assert "1 customer waits" in client.get("/acme/surveys/mails/").content.decode()
    page = client.post("/acme/surveys/mails/send/", follow=True)
    assert "1 mail is on its way." in page.content.decode()
    assert Decision.objects.get().verdict == "asked"
    assert Delivery.objects.get().state == "queued"


def test_a_draft_is_nobodys_business(sign_in, edgar, acme):
    draft = ResponseFactory(organization=acme, state="draft", is_counted=False)
    client = sign_in(edgar)
    assert client.get(f"/acme/surveys/responses/{draft.pk}/").status_code == 404
    assert "hl-empty" in client.get("/acme/surveys/responses/").content.decode()


def test_a_response_that_was_set_aside_says_why(sign_in, edgar, acme):
    aside = ResponseFactory(organization=acme, is_counted=False, set_aside="early")
    page = sign_in(edgar).get(f"/acme/surveys/responses/{aside.pk}/").content.decode()
    assert "within two seconds" in page


def test_follow_ups_show_what_is_open_first(sign_in, mona, acme):
    FollowUpFactory(
        organization=acme, reason="closed one", closed_at="2026-01-01T00:00Z", result="solved"
    )
    FollowUpFactory(organization=acme, reason="open one")
    page = sign_in(mona).get("/acme/surveys/follow-ups/").content.decode()
    assert "open one" in page
    assert "closed one" not in page
    assert FollowUp.objects.count() == Response.objects.count() == 2
