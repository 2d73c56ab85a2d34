"""The other half of the worlds in which the product finds again what was planted."""

import pytest

from insights.planted import table
from tests.insights import halves

pytestmark = pytest.mark.once


@pytest.fixture(scope="session")
def lived(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return halves.lived(1, tmp_path_factory)


@pytest.mark.parametrize("measure", table.IN_FAST_MODE, ids=table.name)
def test_the_figures_find_again_what_was_planted(lived, measure):
    tally, worlds = lived
    result = table.result(measure, tally, worlds=worlds)
    assert result.passes is not False, f"{result.told} of {result.n}; wanted {result.threshold}"
