"""The list, the form and the thread of an emotion, and what another system sends of it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import now

from actions.models import Vote
from emotions.models import Emotion
from emotions.selectors import library
from emotions.services import emotions
from tests.emotions.defined import SYSTEM, define
from tests.factories.actions import ActionFactory, NoteFactory
from tests.factories.emotions import EmotionFactory, FocusEmotionFactory
from tests.factories.journeys import EmotionTargetFactory


def test_the_second_save_says_what_changed_and_keeps_what_was_typed(acme, edgar, sign_in):
    emotion = define(acme)
    client = sign_in(edgar)
    address = reverse("emotions:emotion-edit", args=["acme", emotion.pk])
    typed = {"names_en": "cared about", "group": "belonging", "direction": "seek", "version": 1}
    emotions.update(emotion=emotion, names={"en": "kept in mind"}, by=SYSTEM)

    answer = client.post(address, typed)

    assert answer.status_code == 422
    assert "kept in mind" in answer.text
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[name=names_en]")["value"] == "cared about"
    assert page.select_one("[name=version]")["value"] == "2"
    again = {field["name"]: field.get("value", "") for field in page.select("form [name]")}
    assert client.post(address, {**typed, "version": again["version"]}).status_code == 302
    emotion.refresh_from_db()
    assert emotion.name == "cared about"


def test_a_language_that_is_not_shown_keeps_its_text(acme, edgar, sign_in):
    acme.languages = ["en"]
    acme.save()
    emotion = define(acme, names={"en": "safe", "de": "sicher"})

    sign_in(edgar).post(
        reverse("emotions:emotion-edit", args=["acme", emotion.pk]),
        {"names_en": "secure", "group": "assurance", "direction": "seek", "version": 1},
    )

    emotion.refresh_from_db()
    assert emotion.names == {"en": "secure", "de": "sicher"}


@pytest.mark.parametrize("typed", ["x" * 61, "\x00", ""])
def test_a_bad_name_is_answered_with_a_message(acme, edgar, sign_in, typed):
    answer = sign_in(edgar).post(
        reverse("emotions:emotion-create", args=["acme"]),
        {"names_en": typed, "group": "belonging", "direction": "seek", "wording_en": "How?"},
    )

    assert answer.status_code == 422
    assert "hl-error-summary" in answer.text
    assert not Emotion.objects.for_org(acme).exists()


def test_names_in_any_script_are_kept(acme, edgar, sign_in):
    for name in ("Geborgen 🤗", "مُطمئن"):
        answer = sign_in(edgar).post(
            reverse("emotions:emotion-create", args=["acme"]),
            {"names_en": name, "group": "belonging", "direction": "seek", "wording_en": "How?"},
        )
        assert answer.status_code == 302
    assert [e.name for e in Emotion.objects.for_org(acme)] == ["Geborgen 🤗", "مُطمئن"]


def test_the_form_fragment_is_the_page_minus_the_frame(acme, edgar, sign_in):
    client = sign_in(edgar)
    address = reverse("emotions:emotion-create", args=["acme"])

    page = client.post(address, {})
    fragment = client.post(address, {}, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert _form(page) == _form(fragment)


def _form(answer):
    form = BeautifulSoup(answer.content, "html.parser").select_one("#emotion-form")
    form.select_one("[name=csrfmiddlewaretoken]").decompose()
    return form.prettify()


def test_list_query_count(acme, vera, sign_in, django_assert_num_queries):
    for emotion in EmotionFactory.create_batch(20, organization=acme):
        FocusEmotionFactory(organization=acme, emotion=emotion)
    client = sign_in(vera)

    with django_assert_num_queries(
        7
    ):  # session, user, membership, switcher, emotions, focus, outcomes
        client.get(reverse("emotions:emotion-list", args=["acme"]))


def test_the_list_counts_only_what_is_in_use(acme, edgar, sign_in):
    target = EmotionTargetFactory(organization=acme)
    for gone in ({"stage__archived_at": now()}, {"stage__journey__archived_at": now()}):
        EmotionTargetFactory(organization=acme, emotion=target.emotion, **gone)
    for state in ("ready", "retired"):
        action = ActionFactory(organization=acme, state=state)
        action.evokes.create(organization=acme, emotion=target.emotion)

    [emotion] = [each for each in library.emotions(org=acme) if each == target.emotion]
    thread = sign_in(edgar).get(reverse("emotions:emotion-detail", args=["acme", emotion.pk]))

    assert (emotion.stage_count, emotion.action_count) == (1, 1)
    assert len(thread.context["aims"]) == 1


def test_the_thread_of_an_untouched_emotion_says_what_to_do_next(acme, edgar, sign_in):
    emotion = EmotionFactory(organization=acme, definitions={})

    page = sign_in(edgar).get(reverse("emotions:emotion-detail", args=["acme", emotion.pk]))

    missing = ["Not defined", "Not in focus", "No action", "No note", "No stage", "No lesson"]
    for hint in [*missing, "There is no question yet", "Figures appear here", "No evidence yet"]:
        assert hint in page.text


def test_the_thread_shows_the_notes_of_its_brainstorms(acme, carl, vera, sign_in):
    note = NoteFactory(organization=acme, text="Call before they call")
    NoteFactory(organization=acme, text="Of another emotion")
    Vote.objects.create(organization=acme, note=note, membership=carl)

    emotion = note.brainstorm.emotion
    page = sign_in(vera).get(reverse("emotions:emotion-detail", args=["acme", emotion.pk]))

    assert f"#note-{note.pk}" in page.text
    assert "1 vote" in page.text
    assert "Of another emotion" not in page.text


@pytest.mark.parametrize("names", [{}, {"en": ""}, {"en": None}, {"xx": "Heard"}, [], "Heard"])
def test_an_emotion_of_another_system_needs_a_name(edgar, sign_in, names):
    wording = {"en": "During your {interaction}, how far did you feel heard?"}
    new = {"names": names, "wording": wording, "group": "belonging", "direction": "seek"}

    response = sign_in(edgar).post("/acme/api/v1/emotions/", new, content_type="application/json")

    assert response.status_code == 400
    assert "names" in response.json()["error"]["fields"]
