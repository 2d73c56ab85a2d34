"""Who answered: what weights repair, and what the note warns of."""

import numpy as np
import pytest

from insights.engine import bias, pair
from insights.engine.bias import Stratum
from insights.engine.display import Level


def test_the_note_as_published():
    assert bias.bias_note(0.15, relation=0.05) == pytest.approx(3.0, abs=0.05)
    assert bias.bias_note(0.15) == pytest.approx(3.6, abs=0.05)
    assert bias.bias_note(1) == 0
    with pytest.raises(ValueError, match="response rate"):
        bias.bias_note(0)


def test_a_response_rate_that_moved_by_a_third():
    assert [bias.rate_moved(0.15, after) for after in (0.09, 0.11, 0.21)] == [True, False, True]


def test_how_unevenly_groups_answer():
    """χ² of 40 of 100 beside 20 of 100 is 9.524, its .95 quantile 3.8415."""
    assert bias.unevenness([(40, 100), (20, 100)]) == pytest.approx(9.52381 / 3.841459, abs=1e-5)
    assert bias.unevenness([(30, 100), (30, 100), (0, 0)]) == 0
    assert [bias.unevenness(each) for each in ([], [(3, 9)], [(0, 9), (0, 9)])] == [0, 0, 0]


def test_weights_bring_the_missing_segment_back():
    loud, quiet = (
        Stratum("loud", (0, 0, 10, 60, 110), 0.5),
        Stratum("quiet", (20, 20, 15, 5, 0), 0.5),
    )

    weighted = bias.post_stratify([loud, quiet])

    means = [np.dot(s.counts, [0, 25, 50, 75, 100]) / s.n for s in (loud, quiet)]
    assert weighted.mean == pytest.approx(np.mean(means))
    assert weighted.low < weighted.mean < weighted.high
    assert weighted.differs
    assert not weighted.trimmed


def test_a_sample_like_its_customers_stays_as_it_is():
    strata = [Stratum(key, (2, 3, 10, 10, 5), 0.5) for key in "ab"]

    weighted = bias.post_stratify(strata)

    assert weighted.mean == pytest.approx(weighted.plain.mean)
    assert not weighted.differs


def test_small_strata_are_taken_together():
    strata = [
        Stratum("a", (1, 1, 1, 1, 1), 0.2),
        Stratum("b", (1, 1, 1, 1, 2), 0.2),
        Stratum("c", (5, 5, 5, 5, 5), 0.6),
    ]

    assert bias.post_stratify(strata).merged == (("a", "b"), ("c",))


def test_extreme_weights_are_trimmed():
    strata = [Stratum("a", (0, 0, 0, 0, 190), 0.05), Stratum("b", (10, 0, 0, 0, 0), 0.95)]

    weighted = bias.post_stratify(strata)

    assert weighted.trimmed
    assert weighted.mean == pytest.approx(100 * 0.95 * 0.3 / (0.95 * 0.3 + 0.05 * 3))


def test_strata_without_answers_or_customers():
    assert bias.post_stratify([Stratum("a", (0, 0, 0, 0, 0), 1)]).mean is None
    with pytest.raises(ValueError, match="Population"):
        bias.post_stratify([])


def test_segment_only_nonresponse_is_repaired():
    rng = np.random.default_rng(0)
    shares = np.array([[0.05, 0.1, 0.2, 0.35, 0.3], [0.3, 0.3, 0.2, 0.15, 0.05]])
    truth = float((shares @ [0, 25, 50, 75, 100]).mean())

    errors = [
        bias.post_stratify(
            [
                Stratum(i, tuple(map(float, rng.multinomial(n, shares[i]))), 0.5)
                for i, n in enumerate((400, 150))
            ]
        ).mean
        - truth
        for _ in range(200)
    ]

    assert abs(np.mean(errors)) < 0.5


def test_the_pair_compares_those_who_met_the_action():
    found = pair.compare((0, 1, 4, 15, 20), (5, 8, 10, 5, 2))

    assert found.difference.difference == found.taken.mean - found.not_taken.mean
    assert found.difference.low > 0
    assert found.level is Level.FULL


def test_a_pair_is_as_good_as_its_smaller_half():
    assert pair.compare((0, 1, 4, 15, 20), (1, 1, 1, 1, 1)).level is Level.NOT_ENOUGH
