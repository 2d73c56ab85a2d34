"""What is stored of folded answers is what was folded."""

import numpy as np
import pytest

from insights.engine import drivers


def _patterns(seed, n=400, most=11):
    rng = np.random.default_rng(seed)
    return {
        asked: next(
            iter(
                drivers.fold(
                    [str(question) for question in asked],
                    rng.integers(0, most, (n, len(asked))),
                    buckets=rng.integers(0, 10**9, n),
                ).patterns.values()
            )
        )
        for asked in ((1,), (1, 7), (1, 3, 7, 9))
    }


@pytest.mark.parametrize("n", [1, 400, 30_000])
def test_sums_come_back_exactly(n):
    patterns = _patterns(1, n)

    packed = drivers.pack(patterns)

    found = drivers.unpack(packed.patterns, packed.cells)
    assert list(found) == list(patterns)
    for asked, sums in patterns.items():
        assert np.array_equal(found[asked].n, sums.n)
        assert np.array_equal(found[asked].totals, sums.totals)
        assert np.array_equal(found[asked].products, sums.products)


def test_the_whole_of_a_part_is_that_of_its_buckets():
    packed = drivers.pack(_patterns(3, n=50))

    for part in drivers.parts(packed.patterns, packed.cells):
        n, totals, squares = part.whole
        assert (n == part.sums.n.sum()).all()
        assert np.array_equal(totals, part.sums.totals.sum(axis=0))
        assert np.array_equal(squares, np.diagonal(part.sums.products.sum(axis=0)))


def test_one_answer_takes_a_few_bytes():
    packed = drivers.pack(_patterns(2, n=1))

    assert len(packed.cells) < 60


def test_nothing_folded_is_nothing_stored():
    packed = drivers.pack({})

    assert drivers.unpack(packed.patterns, packed.cells) == {}
