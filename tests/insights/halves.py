"""The acceptance table over twenty worlds, lived in two halves: two processes can share them."""

import json
import os
from pathlib import Path

from insights.planted import trial
from insights.planted.tally import Tally

SEED = 1  # benchmarks/planted_world.py lives a hundred and more
HALVES = (range(10), range(10, 20))


def lived(half: int, tmp_path_factory) -> tuple[Tally, int]:
    """This half, and the other one where it is known: whoever comes last sees all worlds."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which the processes of a run have in common
    found = trial.run(numbers=HALVES[half], seed=SEED, full=False, tell=lambda line: None)
    _write(folder / f"half-{half}.json", found)
    known = [each for each in range(len(HALVES)) if (folder / f"half-{each}.json").exists()]
    both = Tally()
    for each in known:
        both.take(Tally(json.loads((folder / f"half-{each}.json").read_text())))
    return both, sum(len(HALVES[each]) for each in known)


def _write(place: Path, found: Tally) -> None:
    draft = place.with_suffix(".draft")
    draft.write_text(json.dumps(found.cases))
    draft.rename(place)
