"""A Celery worker with a task a mail, or a task a batch, and whoever fills its queue.

Run by peers.tasks in a process of its own, as Celery's connections must not be there when the other
cases fork: python -m benchmarks.tasks 4000
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from celery import Celery
from redis import Redis

from bin.processes import Process

ROOT = Path(__file__).parents[1]
WORKER = ("-c", "2", "-Q", "idle", "--without-mingle", "--without-gossip", "--loglevel", "warning")


def main(amount: int) -> None:
    """Print the seconds that two Celery processes take for `amount` mails."""
    with TemporaryDirectory(prefix="heartline-celery-") as folder:
        worker = Process.start(
            "Celery",
            [sys.executable, "-m", "celery", "-A", "benchmarks.celery_app", "worker", *WORKER],
            log=Path(folder) / "log",
            env=dict(os.environ),
            cwd=ROOT,
        )
        try:
            print(seconds_for(amount, int(os.environ["BATCH"]), worker, os.environ["REDIS_URL"]))
        finally:
            worker.stop()


def seconds_for(amount: int, batch: int, worker: Process, redis: str) -> float:
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


if __name__ == "__main__":
    main(int(sys.argv[1]))
