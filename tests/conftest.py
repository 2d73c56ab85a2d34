import gc
from pathlib import Path

import pytest
from django.core.cache import cache
from factory import Factory
from hypothesis import settings as hypothesis_settings

from tests.factories.accounts import MembershipFactory, OrganizationFactory

# A busy machine is slow, and that is no failure.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


# Not repeated on PostgreSQL, with the reason. Modules may also mark themselves.
ONCE = (
    # the same on every database: mathematics, templates, mail on the wire, starter libraries
    *("house/test_components", "house/test_contrast", "house/test_fields"),
    *("house/test_libraries", "house/test_static_files", "house/test_templates"),
    "house/test_verbs",
    *("insights/engine/", "integrations/test_reading", "surveys/mail/"),
    *("journeys/services/test_templates", "training/test_starter"),
    # a database of their own, Redis, or the demo, which runs on SQLite
    *("accounts/test_migrations", "house/test_live", "demo/"),
    # rules of the code, and what pages tell of rows that any database keeps
    *("consistency/", "insights/no_leaks/"),
    # what is made of figures once they are counted; the counting is asked on both
    *("insights/evidence/", "insights/test_priority", "insights/test_methods"),
    *("insights/test_table_files", "insights/exports/", "insights/reports/"),
    *("insights/test_drivers", "insights/test_secrecy", "insights/test_year"),
    "insights/test_who_answered_pages",
    # what pages say and how forms answer; the matrix opens each page on both
    *("insights/test_gap_pages", "journeys/views/", "surveys/test_pages"),
    *("surveys/test_people_pages", "accounts/test_settings"),
)
# A file runs on one worker. Those that take minutes begin, or one worker would end with them alone.
LONG = (
    *("insights/test_planted_world", "insights/no_leaks/", "browser/", "demo/"),
    *("house/test_supervisor", "faults/", "test_permissions", "consistency/"),
)


def pytest_collection_finish():
    """What stands by now stays: looking for garbage among it took some seconds of each minute."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items):
    for item in items:
        if place(item).startswith(ONCE):
            item.add_marker("once")
    items.sort(key=lambda item: not place(item).startswith(LONG))


def place(item):
    """Return the path of a test's file below this folder."""
    return item.path.relative_to(Path(__file__).parent).as_posix()


@pytest.fixture(autouse=True)
def _database(db):
    """Nearly every test here wants a database; the few that don't are fast anyway."""


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _names_from_the_start():
    """A test meets the same "Stage 3" in whatever order the others ran, and no "Team 62" by chance."""
    for each in made(Factory):
        each.reset_sequence(0, force=True)


def made(factory):
    """Return every factory below this one that is imported by now."""
    return [each for below in factory.__subclasses__() for each in (below, *made(below))]


@pytest.fixture
def acme():
    return OrganizationFactory(name="Acme", slug="acme")


def member(organization, name, role):
    return MembershipFactory(
        organization=organization,
        role=role,
        user__name=name,
        user__email=f"{name.lower()}@{organization.slug}.example",
    )


@pytest.fixture
def olivia(acme):
    """Owns Acme."""
    return member(acme, "Olivia", "owner")


@pytest.fixture
def edgar(acme):
    """Edits maps, actions, lessons and surveys at Acme."""
    return member(acme, "Edgar", "editor")


@pytest.fixture
def mona(acme):
    """Manages a team at Acme."""
    return member(acme, "Mona", "manager")


@pytest.fixture
def carl(acme):
    """Serves customers at Acme."""
    return member(acme, "Carl", "contributor")


@pytest.fixture
def vera(acme):
    """Looks at Acme, may not write."""
    return member(acme, "Vera", "viewer")


@pytest.fixture
def sam():
    """Owns another organization. Must never see Acme."""
    return member(OrganizationFactory(name="Rival", slug="rival"), "Sam", "owner")


@pytest.fixture
def sign_in(client):
    """`sign_in(edgar)` and go on with the returned client."""

    def sign_in(membership):
        client.force_login(membership.user)
        return client

    return sign_in
