"""A mail server that takes everything and keeps nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bin.processes import HOST, Process, free_port

UNPACKED = Path(__file__).parents[1] / "var" / "benchmarks" / "postfix"
BACKLOG = "512"


@contextmanager
def receiver() -> Iterator[int]:
    """Run smtp-sink of Postfix, or aiosmtpd where it cannot be had; yields the port."""
    port = free_port()
    command, environment = _smtp_sink(port) or _aiosmtpd(port)
    print(f"Receiver: {Path(command[0]).name if 'sink' in command[0] else 'aiosmtpd'}")
    with TemporaryDirectory(prefix="heartline-receiver-") as folder:
        server = Process.start("receiver", command, log=Path(folder) / "log", env=environment)
        try:
            server.wait_for_port(port)
            yield port
        finally:
            server.stop()


def _smtp_sink(port: int) -> tuple[list[str], dict[str, str]] | None:
    program = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin") or _unpacked()
    if not program:
        return None
    as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []  # it refuses to stay root
    libraries = {**os.environ, "LD_LIBRARY_PATH": str(UNPACKED / "usr/lib/postfix")}
    return [program, *as_nobody, f"{HOST}:{port}", BACKLOG], libraries


def _unpacked() -> str | None:
    """Debian's package unpacked, not installed: nothing of it starts, and no root is needed."""
    program = UNPACKED / "usr/sbin/smtp-sink"
    if not program.exists() and shutil.which("apt-get"):
        UNPACKED.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["apt-get", "download", "postfix"], cwd=UNPACKED, capture_output=True, check=False
        )
        for package in UNPACKED.glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, UNPACKED], check=True)
    return str(program) if program.exists() else None


def _aiosmtpd(port: int) -> tuple[list[str], dict[str, str]]:
    listen = ["-n", "-l", f"{HOST}:{port}", "-c", "aiosmtpd.handlers.Sink"]
    return [sys.executable, "-m", "aiosmtpd", *listen], dict(os.environ)
