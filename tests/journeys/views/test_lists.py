import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from journeys.models import Persona, StageAction
from journeys.services import checks
from tests.factories.journeys import (
    CheckWordingFactory,
    JourneyFactory,
    PersonaFactory,
    StageActionFactory,
    StageFactory,
)
from tests.journeys.views.forms import to


def test_journeys_take_as_many_statements_for_twenty_as_for_one(
    acme, sign_in, vera, django_assert_num_queries
):
    for journey in JourneyFactory.create_batch(20, organization=acme):
        journey.personas.add(PersonaFactory(organization=acme))
        StageFactory(organization=acme, journey=journey)

    client = sign_in(vera)
    with django_assert_num_queries(6):  # session, user, membership, switcher, journeys, personas
        client.get("/acme/journeys/")


def test_personas_take_as_many_statements_for_twenty_as_for_one(
    acme, sign_in, vera, django_assert_num_queries
):
    PersonaFactory.create_batch(20, organization=acme)

    client = sign_in(vera)
    with django_assert_num_queries(5):  # session, user, membership, switcher, personas
        client.get("/acme/journeys/personas/")


def test_a_list_shows_no_foreign_row(acme, sign_in, olivia):
    JourneyFactory(name="Somebody else's journey")
    PersonaFactory(name="Somebody else's persona")

    assert "Somebody" not in sign_in(olivia).get("/acme/journeys/").text
    assert "Somebody" not in sign_in(olivia).get("/acme/journeys/personas/").text


def test_archived_journeys_have_a_list_of_their_own(acme, sign_in, olivia):
    JourneyFactory(organization=acme, name="Old way", archived_at=now())

    assert "Old way" not in sign_in(olivia).get("/acme/journeys/").text
    assert "Old way" in sign_in(olivia).get("/acme/journeys/?archived").text


@pytest.mark.parametrize(("who", "may"), [("edgar", True), ("vera", False)])
def test_an_empty_list_offers_one_next_step_to_those_who_may(request, sign_in, who, may):
    page = sign_in(request.getfixturevalue(who)).get("/acme/journeys/").text

    assert "No journey yet" in page
    assert ("Create the first journey" in page) is may


def test_an_empty_map_offers_its_first_stage(journey, sign_in, edgar):
    assert "Add the first stage" in sign_in(edgar).get(f"/acme/journeys/{journey.pk}/").text


def test_the_question_starts_with_the_librarys_words(acme, stage, sign_in, edgar, emotion):
    row = StageActionFactory(organization=acme, stage=stage, emotion=emotion)

    page = sign_in(edgar).get(f"/acme/journeys/stage-actions/{row.pk}/check/")

    field = BeautifulSoup(page.content, "html.parser").select_one("input[name=texts_en]")
    assert field["value"] == "Did anyone offer you help before you had to ask?"


def test_an_answered_question_is_followed_by_its_next_version(acme, stage, sign_in, edgar):
    row = StageActionFactory(organization=acme, stage=stage)
    CheckWordingFactory(organization=acme, stage_action=row, answered_at=now())
    address = f"/acme/journeys/stage-actions/{row.pk}/check/"
    assert "never changed" in sign_in(edgar).get(address).text

    fields = {"texts_en": "Did we call you back?", "yes_is_good": "on", "number": 1}
    sign_in(edgar).post(address, {**fields, "meaning_changed": "on"})

    latest = row.check_wordings.first()
    assert (latest.number, latest.meaning_changed) == (2, True)


def test_a_stale_question_says_what_was_written(acme, stage, sign_in, edgar, by):
    row = StageActionFactory(organization=acme, stage=stage)
    checks.write(stage_action=row, texts={"en": "Theirs?"}, by=by)

    response = sign_in(edgar).post(
        f"/acme/journeys/stage-actions/{row.pk}/check/", {"texts_en": "Mine?", "number": 0}
    )

    assert response.status_code == 422
    assert "Theirs?" in response.text
    assert StageAction.objects.get().check_wordings.get().texts == {"en": "Theirs?"}


def test_an_archived_persona_is_restored_with_its_key(editor, acme):
    persona = PersonaFactory(organization=acme, key="newcomer", archived_at=now())

    address = to("persona-restore", persona.pk)
    assert address in editor.get(to("persona-list")).text
    page = editor.post(address, follow=True)

    assert "is offered again" in page.text
    assert address not in page.text
    assert Persona.objects.current().get().key == "newcomer"
