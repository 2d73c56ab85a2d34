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

    found = {part.asked: part.summed() for part in drivers.parts(packed.patterns, packed.cells)}
    assert list(found) == list(patterns)
    for asked, sums in patterns.items():
        assert np.array_equal(found[asked].n, sums.n)
        assert np.array_equal(found[asked].totals, sums.totals)
        assert np.array_equal(found[asked].products, sums.products)


def _halves(patterns):
    """The part of four questions twice, the second time after the first."""
    packed = drivers.pack(patterns)
    *_others, part = drivers.parts(packed.patterns, packed.cells)
    return part, drivers.joined([part, part])


def test_the_wholes_of_a_part_are_those_of_its_runs():
    part, twice = _halves(_patterns(3, n=50))
    sums, first = part.summed(), len(part.buckets)

    for n, totals, squares in twice.wholes([0, first]):
        assert (n == sums.n.sum()).all()
        assert np.array_equal(totals, sums.totals.sum(axis=0))
        assert np.array_equal(squares, np.diagonal(sums.products.sum(axis=0)))
    assert np.array_equal(twice.summed().products, 2 * sums.products)


def test_other_questions_in_another_order_are_the_same_answers():
    part, _twice = _halves(_patterns(4))
    sums, at, steps = part.summed(), [3, 0, 1], np.array([10.0, 25.0, 50.0])

    found = part.only(at, ("a", "b", "c"), steps).summed()

    assert np.array_equal(found.n, sums.n)
    assert found.totals == pytest.approx(sums.totals[:, at] * steps)
    assert found.products == pytest.approx(
        sums.products[:, at][:, :, at] * np.multiply.outer(steps, steps)
    )


def test_sums_without_a_swing_are_those_of_the_lowered_answers():
    dice = np.random.default_rng(3)
    months = [(dice.integers(0, 11, (40, 2)), np.array(swing)) for swing in ([4, -3], [-1, 2.5])]
    parts = []
    for rows, _swing in months:
        packed = drivers.pack({(1, 2): drivers.gather(rows, np.arange(40))})
        parts += drivers.parts(packed.patterns, packed.cells)

    found = drivers.joined(parts).without(np.repeat([swing for _r, swing in months], 40, axis=0))

    lowered = [drivers.gather(rows - swing, np.arange(40)) for rows, swing in months]
    assert found.summed().totals == pytest.approx((lowered[0] + lowered[1]).totals)
    assert found.summed().products == pytest.approx((lowered[0] + lowered[1]).products)


def test_one_answer_takes_a_few_bytes():
    packed = drivers.pack(_patterns(2, n=1))

    assert len(packed.cells) < 60


def test_nothing_folded_is_nothing_stored():
    packed = drivers.pack({})

    assert list(drivers.parts(packed.patterns, packed.cells)) == []
