import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from journeys.selectors import named


@pytest.mark.parametrize("name", ["cared for", "Cared For", "  umsorgt "])
def test_an_emotion_is_found_by_its_name_in_any_language(acme, emotion, name):
    assert named.emotion(org=acme, name=name) == emotion


@pytest.mark.parametrize("name", ["positive", "Negativ", "happy face", "🙂", ":-)", "sehr gut"])
def test_a_verdict_is_refused_with_a_hint(acme, emotion, name):
    with pytest.raises(ValidationError, match="not what was felt") as refused:
        named.emotion(org=acme, name=name)

    assert refused.value.code == "vague"


def test_what_is_not_defined_is_to_be_defined_first(acme, emotion):
    with pytest.raises(named.Unknown, match="Define it first"):
        named.emotion(org=acme, name="nostalgic")


def test_an_archived_emotion_is_not_found(acme, emotion):
    emotion.archived_at = now()
    emotion.save()

    with pytest.raises(named.Unknown):
        named.emotion(org=acme, name="cared for")


def test_another_organizations_emotion_is_not_found(sam, emotion):
    with pytest.raises(named.Unknown):
        named.emotion(org=sam.organization, name="cared for")
