"""Run the whole suite: on SQLite with the browser, then on PostgreSQL.

python -m bin.test [words for pytest]
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from bin import programs, servers
from bin.setup import PYTHON, ROOT

NO_TEST_COLLECTED = 5
# A file on one worker, in the order that tests/conftest.py gives them.
SHARED = ("--dist", "loadfile", "--no-loadscope-reorder")


@dataclass(frozen=True)
class Run:
    """One call of pytest."""

    name: str
    workers: int
    options: tuple[str, ...]
    env: dict[str, str]


def main(words: list[str]) -> int:
    """Run every part, even after a failure; 0 when all passed and at least one test ran."""
    base = {**os.environ, "CHROMIUM": programs.chromium()}
    with servers.postgres() as database:
        results = [
            pytest(run, words)
            for run in (
                # Three for two processors: who waits for a browser leaves room for another.
                Run("SQLite", 3, (), base),
                # What Chromium shows does not depend on the database.
                Run(
                    "PostgreSQL",
                    2,
                    ("-m", "not browser and not once"),
                    {**base, "DATABASE_URL": database},
                ),
            )
        ]
    codes = [code for code, _ in results]
    print("\n" + "\n".join(line for _, line in results), flush=True)
    failed = [code for code in codes if code not in (0, NO_TEST_COLLECTED)]
    return (failed or [min(codes)])[0]


def pytest(run: Run, words: list[str]) -> tuple[int, str]:
    """Return pytest's exit code and its closing line."""
    print(f"\n=== Tests on {run.name}", flush=True)
    started = time.monotonic()
    workers = ("-n", str(run.workers), *SHARED)
    command = [PYTHON, "-m", "pytest", *workers, *run.options, *words]
    closing = "it printed nothing"
    with subprocess.Popen(
        command, cwd=ROOT, env=run.env, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return process.returncode, f"{run.name}, {time.monotonic() - started:.0f} s: {closing}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
