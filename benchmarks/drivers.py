"""The driver table costs the same at five thousand answers and at five million.

python -m benchmarks.drivers --rounds 3
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from statistics import median

import numpy as np

from insights.engine import drivers
from insights.engine.arrays import Array

SIZES = (5_000, 500_000, 5_000_000)
EMOTIONS, STAGES, CHUNK = 8, 6, 250_000
DRAWS = 300
GATE = 1.5
VARIABLES = ("ltr", *(f"emotion {i}" for i in range(1, EMOTIONS + 1)))


def main(words: Sequence[str]) -> int:
    """Return 0 when the table at the largest size costs at most 1.5 times that at the smallest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_known_args(words)[0].rounds
    folded = {size: _folded(size) for size in SIZES}
    seconds: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(rounds):
        for size in SIZES:
            seconds[size].append(_explained(folded[size]))
    return _reported(seconds)


def _folded(size: int) -> drivers.Folded:
    began = time.perf_counter()
    total = drivers.Folded(VARIABLES, {})
    for start in range(0, size, CHUNK):
        total += _chunk(seed=start, n=min(CHUNK, size - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = time.perf_counter() - began
    print(
        f"{size:>9,} answers made and folded in {took:.1f} s, peak memory {peak:.0f} MB", flush=True
    )
    return total


def _chunk(seed: int, n: int) -> drivers.Folded:
    """Answers as a mail asks them: the outcome, two target emotions, one rotating."""
    random = np.random.default_rng(seed)
    stages = random.integers(0, STAGES, n)
    halo = 0.67 * random.normal(size=(n, 1))
    feelings = halo + 0.74 * random.normal(size=(n, EMOTIONS))
    outcome = 7.2 + feelings @ np.linspace(0.5, 0, EMOTIONS) + 1.6 * random.normal(size=n)
    answers = np.clip(np.round(2.6 + feelings), 0, 4) * 25
    sheets = np.column_stack((outcome, np.where(_asked(random, stages), answers, np.nan)))
    return drivers.fold(
        VARIABLES, sheets, stages=stages.tolist(), buckets=random.integers(0, 2**31, n)
    )


def _asked(random: np.random.Generator, stages: Array) -> Array:
    first = stages * 2 % EMOTIONS
    second, rotating = first + 1, (first + 2 + random.integers(0, EMOTIONS - 2, len(stages)))
    everyone = np.arange(len(stages))
    asked = np.zeros((len(stages), EMOTIONS), bool)
    for question in (first, second, rotating % EMOTIONS):
        asked[everyone, question] = True
    return asked


def _explained(folded: drivers.Folded) -> float:
    began = time.perf_counter()
    table = drivers.explain(folded, draws=DRAWS)
    if isinstance(table, drivers.Refusal):
        raise SystemExit(f"No table: {table.reason}")
    return time.perf_counter() - began


def _reported(seconds: dict[int, list[float]]) -> int:
    smallest, largest = SIZES[0], SIZES[-1]
    for size, found in seconds.items():
        print(f"{size:>9,} answers: {median(found):.2f} s for {EMOTIONS} emotions, {DRAWS} draws")
    pairs = zip(seconds[largest], seconds[smallest], strict=True)
    ratio = median(large / small for large, small in pairs)
    print(f"{largest:,} against {smallest:,} answers: {ratio:.2f} times (gate {GATE})")
    return 0 if ratio <= GATE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
