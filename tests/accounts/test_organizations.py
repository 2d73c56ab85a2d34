"""Founding and removing."""

import pytest
from django.apps import apps

from accounts.models import Membership, Organization, OwnedModel
from accounts.services import organizations, users
from config import founding
from tests.factories.accounts import StaffMemberFactory, TeamFactory, UserFactory
from tests.factories.actions import ActionEmotionFactory, NoteFactory
from tests.factories.emotions import FocusEmotionFactory, WordingFactory
from tests.factories.journeys import EmotionTargetFactory, LiveIntervalFactory, PersonaFactory
from tests.factories.surveys import AnswerFactory, DeliveryFactory, FollowUpFactory
from tests.factories.training import AssignmentFactory, AttemptFactory

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]


def full(acme):
    for factory in (
        ActionEmotionFactory,
        AnswerFactory,
        AssignmentFactory,
        AttemptFactory,
        DeliveryFactory,
        EmotionTargetFactory,
        FocusEmotionFactory,
        FollowUpFactory,
        LiveIntervalFactory,
        NoteFactory,
        StaffMemberFactory,
        TeamFactory,
        WordingFactory,
    ):
        factory(organization=acme)


def test_removing_takes_everything_and_nothing_else(acme, olivia, sam):
    full(acme)
    full(sam.organization)
    before = {model: model.objects.for_org(sam.organization).count() for model in OWNED}

    organizations.remove(org=acme)

    left = {
        model.__name__
        for model in OWNED
        if model._base_manager.exclude(organization=sam.organization).exists()
    }
    assert left == set()
    assert {model: model.objects.for_org(sam.organization).count() for model in OWNED} == before
    assert not Organization.objects.filter(pk=acme.pk).exists()


def test_removing_takes_the_links_between_rows(acme):
    from journeys.models import Stage

    stage = EmotionTargetFactory(organization=acme).stage
    stage.teams.add(TeamFactory(organization=acme))
    stage.journey.personas.add(PersonaFactory(organization=acme))

    organizations.remove(org=acme)

    assert not Stage.teams.through.objects.exists()


def test_models_can_be_removed_one_after_the_other():
    order = organizations._dependents_first()

    assert set(order) == set(OWNED)
    for position, model in enumerate(order):
        for field in model._meta.concrete_fields:
            if field.related_model in order and field.related_model is not model:
                assert order.index(field.related_model) > position


def test_founding_twice_gives_two_separate_copies():
    first = founding.found(name="One", slug="one", owner=UserFactory())
    second = founding.found(name="Two", slug="two", owner=UserFactory())

    assert first.organization != second.organization
    assert Membership.objects.filter(role="owner").count() == 2


def test_an_account_is_unique_whatever_the_case_of_its_address():
    from django.core.exceptions import ValidationError

    users.register(email="jo@x.example", name="Jo", password="correct horse battery")

    with pytest.raises(ValidationError):
        users.register(email="JO@X.example", name="Jo", password="correct horse battery")
