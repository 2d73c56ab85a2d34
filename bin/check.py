"""Run every linter, the types and the contracts; each is named, and all run even when one fails.

python -m bin.check
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bin.setup import PYTHON, ROOT, VENV

EXAMPLE = ROOT / ".env.example"


@dataclass(frozen=True)
class Step:
    """One check: what it says about the code, and the command that finds out."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)


def steps() -> list[Step]:
    """Return all checks, the longest first."""
    tests = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    manage = [PYTHON, "-W", "default", "manage.py"]
    schema = ["spectacular", "--validate", "--fail-on-warn", "--file", os.devnull]
    return [
        Step("types (mypy)", [tool("mypy"), "."]),
        Step("formatting (ruff format)", [tool("ruff"), "format", "--check", "."]),
        Step("lint (ruff)", [tool("ruff"), "check", "."]),
        Step("layers (import-linter)", [tool("lint-imports")]),
        Step("templates (djlint)", [tool("djlint"), "templates", "--lint", "--quiet"]),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], tests),
        Step("production settings (check --deploy)", deploy_check(manage), production()),
        Step("API description (spectacular)", [*manage, *schema], tests),
    ]


def tool(name: str) -> str:
    return str(VENV / "bin" / name)


def deploy_check(manage: list[str]) -> list[str]:
    return [*manage, "check", "--deploy", "--fail-level", "WARNING"]


def production() -> dict[str, str]:
    """Return the documented example, with a secret key as its comment asks for."""
    lines = (line.strip() for line in EXAMPLE.read_text().splitlines())
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {**dict(pairs), "SECRET_KEY": secrets.token_urlsafe(50)}


def run(step: Step) -> tuple[int, str, float]:
    """Return a step's exit code, its output and the seconds it took."""
    started = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env={**os.environ, **step.env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - started


def main(todo: list[Step]) -> int:
    """Print a line for each step, with its output where it failed; 1 if any failed."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for step, (code, output, seconds) in zip(todo, pool.map(run, todo), strict=True):
            print(f"{'failed' if code else 'ok':<7}{step.name} ({seconds:.1f} s)", flush=True)
            if code:
                failed += 1
                print(output, flush=True)
    print(f"{len(todo) - failed} checks passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(steps()))
