import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts.models import Event
from actions.models import Action
from emotions.models import Emotion
from emotions.services.starter import copy_library
from journeys.library.templates import BY_KEY, TEMPLATES
from journeys.models import CheckWording, EmotionTarget, Journey, StageAction
from journeys.services import templates


@pytest.fixture(autouse=True)
def library(acme, by):
    copy_library(org=acme, by=by)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_template_is_copied_whole(acme, by, template):
    journey = templates.create_journey(org=acme, template_key=template.key, by=by)

    stages = list(journey.stages.current())
    assert [stage.name for stage in stages] == [stage.name for stage in template.stages]
    designs = [design for stage in template.stages for design in stage.actions]
    assert StageAction.objects.filter(stage__in=stages).count() == len(designs)
    assert CheckWording.objects.filter(stage_action__stage__in=stages).count() == len(designs)
    assert EmotionTarget.objects.filter(stage__in=stages).count() == sum(
        len(stage.targets) for stage in template.stages
    )


def test_a_journey_knows_its_template_and_outcome(acme, by):
    journey = templates.create_journey(org=acme, template_key="hotel_stay", name="Our inn", by=by)

    assert (journey.name, journey.template_key) == ("Our inn", "hotel_stay")
    assert journey.main_outcome.key == BY_KEY["hotel_stay"].main_outcome


def test_library_actions_are_copied_once(acme, by):
    templates.create_journey(org=acme, template_key="hotel_stay", by=by)
    count = Action.objects.for_org(acme).count()

    templates.create_journey(org=acme, template_key="hotel_stay", by=by)

    assert Action.objects.for_org(acme).count() == count
    assert Journey.objects.for_org(acme).count() == 2


@pytest.mark.parametrize("gone", [{"archived_at": now()}, {"direction": "avoid"}])
def test_an_emotion_archived_or_turned_around_is_left_out(acme, by, gone):
    stage = BY_KEY["support_case"].stages[0]
    emotion = Emotion.objects.for_org(acme).get(key=stage.targets[0].emotion)
    Emotion.objects.filter(pk=emotion.pk).update(**gone)

    journey = templates.create_journey(org=acme, template_key="support_case", by=by)

    assert not EmotionTarget.objects.filter(stage__journey=journey, emotion=emotion).exists()
    assert not StageAction.objects.filter(stage__journey=journey, emotion=emotion).exists()


def test_every_part_is_recorded(acme, by):
    journey = templates.create_journey(org=acme, template_key="support_case", by=by)

    journey.refresh_from_db()
    edits = Event.objects.filter(object_type="journey", object_id=journey.pk)
    assert journey.version == edits.count() + 1


def test_an_unknown_template_is_refused(acme, by):
    with pytest.raises(ValidationError, match="no such template"):
        templates.create_journey(org=acme, template_key="moon_landing", by=by)


def test_a_template_is_copied_whole_or_not_at_all(acme, by, monkeypatch):
    def fail(**fields):
        raise ValidationError("No.")

    monkeypatch.setattr(templates.checks, "write", fail)
    with pytest.raises(ValidationError):
        templates.create_journey(org=acme, template_key="support_case", by=by)

    assert not Journey.objects.for_org(acme).exists()
