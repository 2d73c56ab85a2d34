"""The product finds again what was planted: the fast mode of the acceptance table (science.md 6)."""

from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connections

from accounts.models import Organization
from insights.planted import scratch, table, trial, truth, worlds
from insights.planted.truth import Design, Nonresponse, Truth
from tests.insights import halves

pytestmark = pytest.mark.once

SEGMENTS = (["standard"] * 7 + ["plus"] * 3) * 300


@pytest.fixture(scope="session")
def lived(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return halves.lived(0, tmp_path_factory)


@pytest.mark.parametrize("measure", table.IN_FAST_MODE, ids=table.name)
def test_the_figures_find_again_what_was_planted(lived, measure):
    tally, worlds = lived
    result = table.result(measure, tally, worlds=worlds)
    assert result.passes is not False, f"{result.told} of {result.n}; wanted {result.threshold}"


def test_most_worlds_show_a_table_of_drivers(lived):
    assert lived[0].mean("table shown") == 1


def test_a_row_with_too_few_cases_says_nothing():
    measure = table.Measure("1", "what", "cases", 0.9, at_least=3)
    tally = table.Tally({"cases": [1.0, 1.0]})
    assert table.result(measure, tally, worlds=100).verdict == "too few cases"


@pytest.mark.parametrize(("value", "verdict"), [(0.89, "falls short"), (0.9, "pass")])
def test_a_row_passes_from_its_threshold_on(value, verdict):
    measure = table.Measure("1", "what", "cases", 0.9)
    tally = table.Tally({"cases": [value]})
    assert table.result(measure, tally, worlds=100).verdict == verdict


def test_only_bands_of_0_to_1_are_wider_with_few_worlds():
    tally = table.Tally({"cases": [0.88]})
    share = table.Measure("1", "what", "cases", 0.9)
    points = table.Measure("1", "what", "cases", 0.9, widens=False)
    assert table.result(share, tally, worlds=20).passes
    assert not table.result(points, tally, worlds=20).passes


def test_the_worlds_leave_the_real_database_alone(acme):
    real = connections["default"]
    with scratch.database():
        assert not Organization.objects.exists()
    assert connections["default"] is real
    assert Organization.objects.get() == acme


def test_the_same_seed_draws_the_same_world():
    first, second = (Truth(worlds.draw(4), SEGMENTS, 4).met() for _ in range(2))
    assert np.array_equal(first.steps, second.steps)
    assert np.array_equal(first.answers, second.answers)


@pytest.mark.parametrize("kind", Nonresponse)
def test_the_true_means_are_those_of_endless_answers(kind):
    design = Design(((0, 1),) * 6, answers_a_week=600, by_reach=False, nonresponse=kind)
    world = Truth(design, SEGMENTS, 1)
    met = world.met()
    for answering in (True, False):
        here = (met.stage == 2) & (met.answers | (not answering))
        times = np.bincount(met.week[here], minlength=design.weeks)
        for emotion in (0, 1, 5):
            shares = times @ world.shares(2, emotion, answering=answering) / times.sum()
            assert shares @ np.arange(5) * 25 == pytest.approx(
                met.steps[here, emotion].mean() * 25, abs=1.5
            )


def test_the_planted_drivers_are_told_apart():
    shares = np.sort(Truth(worlds.draw(1), SEGMENTS, 1).planted_lmg)[::-1]
    assert shares.sum() == pytest.approx(1)
    assert shares[1] - shares[2] > 0.05


def test_every_emotion_is_aimed_for_and_none_twice_at_a_stage():
    aims = worlds.draw(3).aims
    assert {emotion for pair in aims for emotion in pair} == set(range(len(truth.EMOTIONS)))
    assert all(one != other for one, other in aims)


def test_the_command_prints_the_table(monkeypatch):
    monkeypatch.setattr(trial, "run", lambda **wanted: table.Tally({"vector met": [1.0]}))
    said = StringIO()
    call_command("planted_world", worlds=1, stdout=said)
    assert "published vectors met" in said.getvalue()
