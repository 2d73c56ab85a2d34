"""Heartline itself on a database of its own, with customers who wait to be written to."""

import os

import django
from django.core.management import call_command

CUSTOMERS_AT_ONCE = 1000


def environment(database: str) -> dict[str, str]:
    """What a process of the product, or of a peer, finds its database by."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": database,
    }


def start(database: str) -> None:
    """Make this process one of the product, its tables made; it cannot become another project's."""
    os.environ.update(environment(database))
    django.setup()
    call_command("migrate", verbosity=0)


def invite(amount: int) -> None:
    """Decide about as many interactions of as many customers; each mail stands in the outbox."""
    from surveys.models import Survey
    from tests.factories.accounts import OrganizationFactory
    from tests.surveys.worlds import World

    survey = Survey.objects.select_related("organization").first()
    if survey is None:
        survey = World(OrganizationFactory(name="Acme", slug="acme")).survey
    for start in range(0, amount, CUSTOMERS_AT_ONCE):
        _decide(survey, min(CUSTOMERS_AT_ONCE, amount - start))


def _decide(survey, amount: int) -> None:
    from surveys.models import Customer, Interaction
    from surveys.services import decisions
    from tests.factories.surveys import CustomerFactory, InteractionFactory, SliceFactory

    org, stage = survey.organization, survey.journey.stages.get()
    customers = CustomerFactory.build_batch(amount, organization=org)
    Customer.objects.bulk_create(customers)
    slice_ = SliceFactory(organization=org)
    interactions = Interaction.objects.bulk_create(
        InteractionFactory.build(organization=org, customer=customer, stage=stage, slice=slice_)
        for customer in customers
    )
    decisions.decide(interaction_ids=[interaction.pk for interaction in interactions])
