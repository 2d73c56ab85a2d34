"""The figures find again what was planted, in a hundred worlds and more.

python -m benchmarks.planted_world --worlds 100 --seed 1 --processes 2
"""

import argparse
import os
import sys
from collections.abc import Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")


def main(words: Sequence[str]) -> int:
    """Return 0 when every row of the table of science.md 6 passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    wanted = parser.parse_known_args(words)[0]

    import django

    django.setup()
    from insights.planted import processes, table

    tally = processes.run(
        numbers=range(wanted.worlds),
        seed=wanted.seed,
        full=True,
        tell=_tell,
        processes=wanted.processes,
    )
    found = table.results(tally, worlds=wanted.worlds)
    print("\n".join(table.lines(found)))
    return int(any(each.passes is False for each in found))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
