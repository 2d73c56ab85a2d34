"""Rule 1: specific emotions, in focus for a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts.models import Actor, Event
from emotions.library.emotions import EMOTIONS
from emotions.library.outcomes import OUTCOMES
from emotions.models import Emotion, Outcome
from emotions.selectors import library
from emotions.services import emotions, focus, starter
from journeys.models import Stage
from tests.emotions.defined import SYSTEM, define
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import EmotionTargetFactory


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
