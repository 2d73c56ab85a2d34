"""A task a mail, as most Django projects with Celery do it, or a task a batch.

Only the worker imports it.
"""

import os

from celery import Celery
from redis import Redis

from benchmarks import django_mail

SENT = "sent"

app = Celery("benchmarks", broker=os.environ["REDIS_URL"])
counter = Redis.from_url(os.environ["REDIS_URL"])
django_mail.configure(int(os.environ["SMTP_PORT"]))


@app.task(ignore_result=True)
def send(start: int, stop: int) -> None:
    """Build the messages, open a connection, send them on it."""
    django_mail.send(range(start, stop))
    counter.incrby(SENT, stop - start)
