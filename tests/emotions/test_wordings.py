"""A wording comes in versions: what was answered is never edited."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from accounts.services import versions
from emotions.services import wordings
from tests.emotions.defined import ASK, SYSTEM, define
from tests.factories.emotions import OutcomeFactory, WordingFactory


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


def test_another_system_words_the_question_about_an_outcome(acme, edgar, sign_in):
    outcome = OutcomeFactory(organization=acme)
    address = reverse("api:outcome-wordings", args=["acme", outcome.key])
    texts = {"en": "Would you come back to us?"}

    made = sign_in(edgar).post(address, {"texts": texts}, content_type="application/json")

    assert made.status_code == 201
    assert sign_in(edgar).get(address).json() == [made.json()]
    assert outcome.wordings.get().texts == texts


def test_another_system_changes_one_language_and_keeps_the_others(acme, edgar, sign_in):
    emotion = define(acme, wording={**ASK, "de": "Wie gut umsorgt?"})

    answer = sign_in(edgar).post(
        reverse("api:emotion-wordings", args=["acme", emotion.key]),
        {"texts": {"en": "How far?"}},
        content_type="application/json",
    )

    assert answer.status_code == 201
    assert emotion.wordings.get().texts == {"en": "How far?", "de": "Wie gut umsorgt?"}
