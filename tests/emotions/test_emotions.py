"""Rule 1: specific emotions, worded in versions, in focus for a reason."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Actor, Event
from accounts.services import versions
from actions.models import Vote
from emotions.library.emotions import EMOTIONS
from emotions.library.outcomes import OUTCOMES
from emotions.models import Emotion, Outcome
from emotions.selectors import library
from emotions.services import emotions, focus, starter, wordings
from journeys.models import Stage
from tests.factories.actions import ActionFactory, NoteFactory
from tests.factories.emotions import EmotionFactory, FocusEmotionFactory, WordingFactory
from tests.factories.journeys import EmotionTargetFactory

SYSTEM = Actor.system()
ASK = {"en": "After {interaction}, how far did you feel looked after?"}


def define(acme, name="looked after", **fields):
    return emotions.create(
        org=acme,
        **{
            "names": {"en": name},
            "definitions": {},
            "group": "belonging",
            "direction": "seek",
            "wording": ASK,
            **fields,
        },
        by=SYSTEM,
    )


def test_the_library_is_copied_once(acme):
    assert starter.copy_library(org=acme, by=SYSTEM) == 24 + Outcome.objects.for_org(acme).count()
    assert starter.copy_library(org=acme, by=SYSTEM) == 0
    assert Emotion.objects.for_org(acme).count() == 24
    assert Event.objects.for_org(acme).count() == 1


@pytest.mark.parametrize(
    ("model", "entries", "fields"),
    [
        (Emotion, EMOTIONS, ["names", "definitions", "group", "direction"]),
        (Outcome, OUTCOMES, ["names", "scale", "benefit", "is_predictor", "higher_is_better"]),
    ],
)
def test_a_copy_says_what_the_library_says(acme, model, entries, fields):
    starter.copy_library(org=acme, by=SYSTEM)

    copies = {row.pop("key"): row for row in model.objects.values("key", *fields)}
    wanted = {entry.key: {name: getattr(entry, name) for name in fields} for entry in entries}
    assert copies == wanted


def test_every_copied_emotion_can_be_asked_in_five_languages(acme):
    starter.copy_library(org=acme, by=SYSTEM)

    for emotion in Emotion.objects.for_org(acme):
        texts = emotion.wordings.get().texts
        assert set(texts) == {"en", "de", "fr", "es", "ar"}
        assert all(text.count("{interaction}") == 1 for text in texts.values())


@pytest.mark.parametrize("name", ["positive", "Negative!", "happy face", "😀", "very good"])
def test_a_verdict_is_not_an_emotion(acme, name):
    with pytest.raises(ValidationError, match="Name the emotion"):
        define(acme, name)


def test_a_name_is_used_once_whatever_its_case(acme):
    define(acme, "Looked after")

    with pytest.raises(ValidationError, match="there already"):
        define(acme, "looked AFTER")


def test_names_that_look_alike_as_keys_get_keys_of_their_own(acme):
    keys = {define(acme, name).key for name in ("looked after", "looked-after", "مطمئن")}

    assert len(keys) == 3


@pytest.mark.parametrize("text", ["How {stage}?", "{interaction} {interaction}", "How {", "{0}"])
def test_a_wording_holds_no_placeholder_but_one_interaction(acme, text):
    with pytest.raises(ValidationError, match="curly"):
        define(acme, wording={"en": text})


def test_an_unanswered_wording_is_edited_in_place(acme):
    emotion = define(acme)

    wordings.change(of=emotion, texts={"en": "How far did you feel looked after?"}, by=SYSTEM)

    assert emotion.wordings.get().number == 1


def test_an_answered_wording_is_never_edited(acme):
    emotion = define(acme)
    emotion.wordings.update(answered_at=now())

    wordings.change(of=emotion, texts={"en": "How far?"}, meaning_changed=True, by=SYSTEM)

    latest, first = emotion.wordings.all()
    assert (first.texts, first.number) == (ASK, 1)
    assert (latest.texts, latest.number, latest.meaning_changed) == ({"en": "How far?"}, 2, True)


def test_saving_the_same_wording_makes_no_version(acme):
    emotion = define(acme)
    emotion.wordings.update(answered_at=now())

    wordings.change(of=emotion, texts=ASK, by=SYSTEM)

    assert emotion.wordings.count() == 1


def test_an_emotion_is_in_focus_once(acme, edgar):
    emotion = EmotionFactory(organization=acme)
    by = Actor.member(edgar)
    first = focus.decide(emotion=emotion, reason="It pays.", decided_on=acme.today(), by=by)

    with pytest.raises(ValidationError, match="already"):
        focus.decide(emotion=emotion, reason="Again.", decided_on=acme.today(), by=by)
    focus.end(decision=first, by=by)
    second = focus.decide(emotion=emotion, reason="Again.", decided_on=acme.today(), by=by)

    assert list(emotion.focus_decisions.filter(ended_on__isnull=True)) == [second]
    assert first.decided_by == edgar


def test_a_decision_does_not_lie_in_the_future(acme):
    with pytest.raises(ValidationError, match="future"):
        focus.decide(
            emotion=EmotionFactory(organization=acme),
            reason="Soon.",
            decided_on=acme.today() + timedelta(days=2),
            by=SYSTEM,
        )


def test_an_emotion_that_a_stage_aims_for_is_not_archived(acme):
    target = EmotionTargetFactory(organization=acme)

    with pytest.raises(ValidationError, match="end its targets"):
        emotions.archive(emotion=target.emotion, by=SYSTEM)

    Stage.objects.update(archived_at=now())
    emotions.archive(emotion=target.emotion, by=SYSTEM)
    assert not Emotion.objects.current().exists()


def test_the_direction_of_a_target_is_not_turned_around(acme):
    target = EmotionTargetFactory(organization=acme)

    with pytest.raises(ValidationError, match="end its targets"):
        emotions.update(emotion=target.emotion, direction="avoid", by=SYSTEM)


def test_a_name_typed_in_any_language_finds_the_emotion(acme):
    starter.copy_library(org=acme, by=SYSTEM)
    wanted = Emotion.objects.for_org(acme).get(key="listened_to")

    for name in wanted.names.values():
        assert library.by_name(org=acme, name=f" {name.upper()} ") in (
            wanted,
            library.by_name(org=acme, name=name),
        )


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


def test_a_wording_belongs_to_one_emotion_or_outcome(acme):
    wording = WordingFactory.build(organization=acme, emotion=None, texts=ASK)

    with pytest.raises(ValidationError):
        wording.full_clean()


def test_a_stale_wording_is_refused(acme):
    emotion = define(acme)
    emotion.wordings.update(answered_at=now())
    wordings.change(of=emotion, texts={"en": "How far?"}, number=1, by=SYSTEM)

    with pytest.raises(versions.Stale):
        wordings.change(of=emotion, texts={"en": "How much?"}, number=1, by=SYSTEM)


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
