"""Run every benchmark, one after the other; words on the command line go to each of them.

python -m benchmarks --rounds 3
"""

import subprocess
import sys

SCRIPTS = ("dispatch", "drivers")


def main(words: list[str]) -> int:
    """Return 0 when every script ran and reached its gates."""
    codes = [
        subprocess.run(
            [sys.executable, "-m", f"benchmarks.{script}", *words], check=False
        ).returncode
        for script in SCRIPTS
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
