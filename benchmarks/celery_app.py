"""One task for each mail, as most Django projects with Celery do it. Only the worker imports it."""

import os

from celery import Celery
from redis import Redis

from benchmarks import django_mail

SENT = "sent"

app = Celery("benchmarks", broker=os.environ["REDIS_URL"])
counter = Redis.from_url(os.environ["REDIS_URL"])
django_mail.configure(int(os.environ["SMTP_PORT"]))


@app.task(ignore_result=True)
def send(number: int) -> None:
    """Build one message, open a connection, send it."""
    django_mail.message(number).send()
    counter.incr(SENT)
