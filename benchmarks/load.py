"""Sixteen impatient clients: wrk sends what a file lists, in turn."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bin import programs

CLIENTS = 16
SCRIPT = Path(__file__).with_suffix(".lua")


@dataclass(frozen=True)
class Measured:
    """What came of one round."""

    rate: float  # requests a second
    p50: float  # milliseconds
    p99: float


def wrk(address: str, requests: Path, *, seconds: int) -> Measured:
    """Keep the server busy for a while; every request has to succeed."""
    program = programs.found_or_installed(
        lambda: shutil.which("wrk"), "wrk", needed_for="the benchmark of the answer page"
    )
    # One thread, because each has a list of its own and would send the same requests.
    options = [f"-c{CLIENTS}", "-t1", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
    done = subprocess.run(
        [program, *options, address, "--", str(requests)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"wrk failed at {address}:\n{done.stdout}{done.stderr}")
    line = next(line for line in done.stdout.splitlines() if line.startswith("measured"))
    amount, took, failed, p50, p99 = map(float, line.split()[1:])
    if failed:
        raise RuntimeError(f"{failed:.0f} of {amount:.0f} requests to {address} failed.")
    return Measured(amount / took, p50, p99)
