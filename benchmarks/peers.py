"""Senders that need a process of their own: the product, django-post_office, and Celery."""

import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import Celery
from redis import Redis

from bin.processes import HOST, Process

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / "var" / "benchmarks" / "peers"
WORKER = ("-c", "2", "-Q", "idle", "--without-mingle", "--without-gossip", "--loglevel", "warning")
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


def tasks(port: int, redis: str, amount: int, *, batch: int = 1) -> float:
    """Seconds that two Celery processes take for a queue with one task for each batch of mails."""
    with TemporaryDirectory(prefix="heartline-celery-") as folder:
        worker = Process.start(
            "Celery",
            [sys.executable, "-m", "celery", "-A", "benchmarks.celery_app", "worker", *WORKER],
            log=Path(folder) / "log",
            env={**os.environ, "REDIS_URL": redis, "SMTP_PORT": str(port)},
            cwd=ROOT,
        )
        try:
            return _seconds_for(amount, batch, worker, redis)
        finally:
            worker.stop()


def _seconds_for(amount: int, batch: int, worker: Process, redis: str) -> float:
    """Fill the queue, let the waiting worker at it, wait for the last mail."""
    with Celery(broker=redis) as app, Redis.from_url(redis) as counter:
        counter.flushall()
        worker.wait_until(lambda: bool(app.control.ping(timeout=0.5)))
        for start in range(0, amount, batch):
            numbers = [start, min(start + batch, amount)]
            app.send_task("benchmarks.celery_app.send", numbers, queue="mail")
        app.control.add_consumer("mail")
        # Timed from the first mail on: how soon the worker hears of the queue is not the question.
        worker.wait_until(lambda: int(counter.get("sent") or 0) > 0)
        started, already = time.perf_counter(), int(counter.get("sent") or 0)
        worker.wait_until(lambda: int(counter.get("sent") or 0) == amount, seconds=600)
        return (time.perf_counter() - started) * amount / (amount - already)
