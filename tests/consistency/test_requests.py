"""What every request leaves in the log, and what none may show."""

import importlib
import pkgutil

import pytest

from accounts.models import Event, OwnedModel
from tests import factories, matrix
from tests.factories.accounts import OrganizationFactory, OwnedFactory
from tests.test_permissions import ROWS, ask

SUCCESS = {matrix.OK, matrix.FOUND, 201, 202}
WRITING = [row for row in ROWS if row.method != "get" and row.statuses[0] in SUCCESS]
# Requests by another method than GET that change nothing worth a line, each for a reason.
UNRECORDED = {
    "actions:brainstorm-reopen": "the row's brainstorm is open",
    "api:action-detail": "the row sends nothing new",
    "api:customer-detail": "the row sends nothing new",
    "api:emotion-detail": "the row sends nothing new",
    "api:followup-detail": "the row sends nothing new",
    "api:lesson-detail": "the row sends nothing new",
    "api:scenario-detail": "the row sends nothing new",
    "api:stage-move": "the row's stage is the first already",
    "api:touchpoint-move": "the row's touchpoint is the first already",
    "emotions:emotion-restore": "the row's emotion is not archived",
    "insights:report-leave": "the row's member reads no report",
    "insights:report-readers": "the row chooses nobody",
    "journeys:journey-restore": "the row's journey is not archived",
    "journeys:stage-action-move": "the row's action is the first already",
    "journeys:stage-move": "the row's stage is the first already",
    "journeys:stage-restore": "the row's stage is not archived",
    "journeys:touchpoint-move": "the row's touchpoint is the first already",
    "surveys:survey-end": "refused: the row's survey never ran",
    "surveys:survey-pause": "refused: the row's survey never ran",
    "training:lesson-restore": "the row's lesson is not archived",
    "surveys:survey-start": "refused: the row's survey asks nothing",
}


@pytest.mark.parametrize("row", WRITING, ids=lambda row: f"{row.method} {row.route}")
def test_every_write_leaves_an_event(client, acme, olivia, row):
    if row.route in UNRECORDED:
        return
    client.force_login(olivia.user)
    kwargs = row.make(acme)
    before = Event.objects.for_org(acme).count()

    ask(client, row, acme, kwargs)

    assert Event.objects.for_org(acme).count() > before


FOREIGN = "Wholly foreign words"
TEXT_FIELDS = {"name", "title", "reason", "text", "comment", "what_we_do", "situation", "cue"}


@pytest.fixture
def foreign_world():
    """One row of every factory, in another organization, with words that stand out."""
    organization = OrganizationFactory(name=FOREIGN)
    for module in pkgutil.iter_modules(factories.__path__):
        made = vars(importlib.import_module(f"tests.factories.{module.name}")).values()
        for factory in made:
            if is_factory(factory):
                stand_out(factory(organization=organization))


def is_factory(thing: object) -> bool:
    if not isinstance(thing, type) or not issubclass(thing, OwnedFactory):
        return False
    return not thing._meta.abstract


def stand_out(row: OwnedModel) -> None:
    names = {field.name for field in row._meta.concrete_fields} & TEXT_FIELDS
    changes = {name: f"{FOREIGN} {row.pk}" for name in names}
    if "names" in {field.name for field in row._meta.concrete_fields}:
        changes["names"] = {"en": FOREIGN}
    if changes and not isinstance(row, Event):
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


READING = [row for row in ROWS if row.method == "get" and not row.names_an_object]


@pytest.mark.parametrize("row", READING, ids=lambda row: row.route)
def test_no_page_shows_a_foreign_row(client, acme, olivia, foreign_world, row):
    client.force_login(olivia.user)

    response = ask(client, row, acme, row.make(acme))

    assert FOREIGN not in b"".join(response).decode()
