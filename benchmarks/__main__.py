"""Run every benchmark, one after the other; words on the command line go to each of them.

python -m benchmarks --rounds 3
"""

import subprocess
import sys

SCRIPTS = (
    "dispatch",
    "survey_page",
    "ingest",
    "board",
    "drivers",
    "planted_world",
    "likeness",
)


def main(words: list[str]) -> int:
    """Return 0 when every script ran and reached its gates."""
    return max(run(script, words) for script in SCRIPTS)


def run(script: str, words: list[str]) -> int:
    """Return the exit code of one benchmark."""
    print(f"\n=== {script}", flush=True)
    command = [sys.executable, "-m", f"benchmarks.{script}", *words]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
