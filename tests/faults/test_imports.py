"""A worker is killed with SIGKILL while it takes a file in; the next one goes on where it was."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.timezone import now
from redis import Redis

from bin.processes import Process
from bin.setup import PYTHON, ROOT
from config.celery import app
from integrations.models import Import
from surveys.models import Customer
from tests.factories.integrations import ImportFactory
from tests.integrations.files import counts, rejected_rows
from tests.processes import environment

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

ROWS = 20_000
BAD = ROWS // 10


@pytest.fixture(autouse=True)
def _nothing_from_before():
    Redis.from_url(settings.REDIS_URL).flushdb()


@contextmanager
def worker(folder, name):
    """A real Celery worker of the queue that takes files in."""
    options = ["--pool", "solo", "--queues", "ingest", "--without-gossip", "--without-mingle"]
    process = Process.start(
        name,
        [PYTHON, "-m", "celery", "--app", "config", "worker", "--hostname", name, *options],
        log=folder / f"{name}.log",
        env=environment(),
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.stop(patience=2)


def a_file():
    """Every tenth row has no address."""
    rows = (f"p{n}@example.org,P {n}" if n % 10 else f"nobody,P {n}" for n in range(ROWS))
    return ("Email,Name\n" + "\n".join(rows)).encode()


def test_a_worker_killed_in_the_middle_loses_no_row_and_doubles_none(
    acme, edgar, sign_in, tmp_path
):
    record = ImportFactory(
        organization=acme,
        content=a_file(),
        state="queued",
        header=["Email", "Name"],
        mapping={"email": "Email", "name": "Name"},
        started_by=edgar,
    )

    def reached(rows):
        record.refresh_from_db()
        return record.processed >= rows

    with worker(tmp_path, "first") as first:
        app.send_task("integrations.tasks.run_imports")
        first.wait_until(lambda: reached(2000), 60)
        first.popen.kill()
        first.popen.wait()
    assert not reached(ROWS)
    # A minute later, when its silence says that it is gone:
    Import.objects.update(beat_at=now() - timedelta(minutes=2))
    with worker(tmp_path, "second") as second:
        app.send_task("integrations.tasks.run_imports")
        second.wait_until(lambda: reached(ROWS) and record.state == "done", 90)

    assert counts(record) == (ROWS - BAD, 0, 0, BAD)
    assert Customer.objects.count() == ROWS - BAD
    refused = [row[0] for row in rejected_rows(sign_in(edgar), record)[1:]]
    assert len(refused) == len(set(refused)) == BAD
