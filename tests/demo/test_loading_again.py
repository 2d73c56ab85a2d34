"""The sample company goes without a trace, and the same seed tells the same year again."""

import numpy as np
from django.apps import apps
from django.db.models import Count

from accounts.models import Organization, OwnedModel, User
from demo import services
from demo.world import load
from demo.world.simulate import Aim, Truth
from surveys.models import Answer, Interaction, Response

PASSWORD = "planted-world-7"
TINY = 40


def quiet(_line):
    pass


def told(org):
    """How often each value was given, by what was asked where, and how it all began."""
    keys = [
        "response__stage__key",
        "question__emotion__key",
        "question__outcome__key",
        "question__stage_action__action__library_key",
        "value",
    ]
    answers = Answer.objects.for_org(org).values_list(*keys).annotate(Count("pk"))
    return {
        "answers": sorted(answers, key=str),
        "comments": sorted(Response.objects.for_org(org).values_list("comment", flat=True)),
        "interactions": list(
            Interaction.objects.for_org(org)
            .exclude(external_id__startswith="today-")
            .order_by("occurred_at", "external_id")
            .values_list("occurred_at", "external_id", "customer__external_id")
        ),
    }


def rows_of(pk):
    owned = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
    return [m.__name__ for m in owned if m._base_manager.filter(organization_id=pk).exists()]


def test_it_goes_without_a_trace_and_comes_back_the_same(acme, olivia):
    first = load.load(password=PASSWORD, size=TINY, tell=quiet)
    once, pk = told(first), first.pk
    assert len(once["answers"]) > 50

    services.remove_company(org=first)
    assert rows_of(pk) == []
    assert list(Organization.objects.all()) == [acme]
    assert list(User.objects.all()) == [olivia.user]

    assert told(load.load(password=PASSWORD, size=TINY, tell=quiet)) == once


def test_another_seed_is_another_truth():
    worlds = [Truth([Aim("j", "s", {"safe": 70})], ["worried"], ["safe"], seed) for seed in (1, 2)]

    assert not np.allclose(worlds[0].means, worlds[1].means)
