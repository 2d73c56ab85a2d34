"""How others send: django-post_office in an environment of its own, and a Celery task a mail."""

import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import Celery
from redis import Redis

from bin.processes import Process

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
    chosen = {name.upper(): str(value) for name, value in settings.items()}
    done = subprocess.run(
        [python(), "-m", "benchmarks.post_office", str(amount)],
        cwd=ROOT,
        env={**os.environ, **chosen, "DATABASE_URL": database, "SMTP_PORT": str(port)},
        capture_output=True,  # it logs every batch
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"django-post_office failed:\n{done.stderr}")
    return float(done.stdout.split()[-1])


def task_a_mail(port: int, redis: str, amount: int) -> float:
    """Seconds that two Celery processes take for a queue with one task for each mail."""
    with TemporaryDirectory(prefix="heartline-celery-") as folder:
        worker = Process.start(
            "Celery",
            [sys.executable, "-m", "celery", "-A", "benchmarks.celery_app", "worker", *WORKER],
            log=Path(folder) / "log",
            env={**os.environ, "REDIS_URL": redis, "SMTP_PORT": str(port)},
            cwd=ROOT,
        )
        try:
            return _seconds_for(amount, worker, redis)
        finally:
            worker.stop()


def _seconds_for(amount: int, worker: Process, redis: str) -> float:
    """Fill the queue, let the waiting worker at it, wait for the last mail."""
    with Celery(broker=redis) as app, Redis.from_url(redis) as counter:
        counter.flushall()
        worker.wait_until(lambda: bool(app.control.ping(timeout=0.5)))
        for number in range(amount):
            app.send_task("benchmarks.celery_app.send", [number], queue="mail")
        app.control.add_consumer("mail")
        # Timed from the first mail on: how soon the worker hears of the queue is not the question.
        worker.wait_until(lambda: int(counter.get("sent") or 0) > 0)
        started, already = time.perf_counter(), int(counter.get("sent") or 0)
        worker.wait_until(lambda: int(counter.get("sent") or 0) == amount, seconds=600)
        return (time.perf_counter() - started) * amount / (amount - already)
