import pytest
from django.core.exceptions import ValidationError

from accounts.services.versions import Stale
from journeys.models import Journey
from journeys.services import journeys, personas, stages
from tests.factories.journeys import PersonaFactory


def test_two_journeys_of_one_name_have_two_keys(acme, by):
    keys = [journeys.create(org=acme, name="Moving house", by=by).key for _ in range(2)]

    assert keys == ["moving-house", "moving-house-2"]


def test_editing_the_map_does_not_make_a_form_of_the_journey_stale(journey, by):
    seen = journey.version
    stages.add(journey=journey, name="Ask", by=by)

    journeys.update(journey=journey, version=seen, name="Support", by=by)

    journey.refresh_from_db()
    assert journey.name == "Support"


def test_a_change_of_the_same_fields_makes_it_stale(journey, by):
    seen = journey.version
    journeys.update(journey=journey, version=seen, name="Theirs", by=by)

    with pytest.raises(Stale) as refused:
        journeys.update(journey=journey, version=seen, name="Mine", by=by)

    assert refused.value.current.name == "Theirs"


@pytest.mark.parametrize("never_shown", [-1, 0, 2, 10**30])
def test_a_version_that_nobody_was_shown_is_stale(journey, by, never_shown):
    with pytest.raises(Stale):
        journeys.update(journey=journey, version=never_shown, name="Mine", by=by)


def test_a_persona_of_another_organization_is_refused(acme, by):
    with pytest.raises(ValidationError, match="another organization"):
        journeys.create(org=acme, name="Trip", personas=[PersonaFactory()], by=by)

    assert not Journey.objects.exists()


def test_an_archived_journey_can_be_restored(acme, journey, by):
    journeys.archive(journey=journey, by=by)
    assert not Journey.objects.for_org(acme).current().exists()

    journeys.restore(journey=journey, by=by)
    assert Journey.objects.for_org(acme).current().get() == journey


def test_an_archived_persona_is_no_longer_offered(acme, by):
    persona = personas.add(org=acme, name="Newcomer", by=by)

    personas.archive(persona=persona, by=by)

    assert not persona.__class__.objects.for_org(acme).current().exists()


def test_a_stale_persona_is_refused(acme, by):
    persona = personas.add(org=acme, name="Newcomer", by=by)
    personas.update(persona=persona, version=1, name="Beginner", by=by)

    with pytest.raises(Stale):
        personas.update(persona=persona, version=1, name="Starter", by=by)
