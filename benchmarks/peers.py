"""Senders that need a process of their own: the product, django-post_office, and Celery."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from bin.processes import HOST

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / "var" / "benchmarks" / "peers"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python() -> str:
    """The interpreter of the peers' environment, installed at the first call."""
    program, installed = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "requirements.txt"
    if not installed.exists() or installed.read_text() != REQUIREMENTS.read_text():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = [program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", REQUIREMENTS], check=True)
        installed.write_text(REQUIREMENTS.read_text())
    return str(program)


def post_office(port: int, database: str, amount: int, **settings: int) -> float:
    """Seconds that django-post_office takes to send what stands in its queue."""
    environment = {"DATABASE_URL": database, "SMTP_PORT": str(port), **_upper(settings)}
    return _seconds_of(python(), "benchmarks.post_office", amount, environment)


def outbox(port: int, database: str, amount: int, *, processes: int) -> float:
    """Seconds that Heartline takes to send what stands in its outbox."""
    environment = {
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://{HOST}:{port}",
        "PROCESSES": str(processes),
    }
    return _seconds_of(sys.executable, "benchmarks.outbox", amount, environment)


def tasks(port: int, redis: str, amount: int, *, batch: int = 1) -> float:
    """Seconds that two Celery processes take for a queue with one task for each batch of mails."""
    environment = {"REDIS_URL": redis, "SMTP_PORT": str(port), "BATCH": str(batch)}
    return _seconds_of(sys.executable, "benchmarks.tasks", amount, environment)


def _upper(settings: dict[str, int]) -> dict[str, str]:
    return {name.upper(): str(value) for name, value in settings.items()}


def _seconds_of(program: str, module: str, amount: int, environment: dict[str, str]) -> float:
    done = subprocess.run(
        [program, "-m", module, str(amount)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,  # post_office logs every batch
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    return float(done.stdout.split()[-1])
