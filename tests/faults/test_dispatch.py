"""Workers are killed, Redis forgets, two work at once: every customer gets one mail.

Real Celery workers, a real Redis and a real SMTP server, each a process of its own.
"""

import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from redis import Redis

from bin.processes import HOST, Process, free_port
from bin.setup import PYTHON, ROOT
from config.celery import app
from surveys.models import Customer, Delivery, Interaction
from surveys.services import decisions
from tests.factories.surveys import CustomerFactory, InteractionFactory, SliceFactory
from tests.processes import environment
from tests.surveys.worlds import World

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


class Receiver:
    """An SMTP server in its own process; each message becomes a file."""

    def __init__(self, process, port, folder):
        self.process, self.port, self.folder = process, port, folder

    def count(self):
        return len(list(self.folder.glob("*.eml")))

    def recipients(self):
        """How often each recipient was written to."""
        messages = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in self.folder.glob("*.eml")
        ]
        return Counter(message["X-Envelope-To"] for message in messages)


@pytest.fixture
def receiver(tmp_path):
    port, folder = free_port(), tmp_path / "received"
    process = Process.start(
        "SMTP",
        [PYTHON, "-m", "demo.catcher", str(port), str(folder)],
        log=tmp_path / "smtp.log",
        cwd=ROOT,
    )
    process.wait_for_port(port)
    yield Receiver(process, port, folder)
    process.stop()


@pytest.fixture(autouse=True)
def _forget_hints():
    Redis.from_url(settings.REDIS_URL).flushdb()


@contextmanager
def worker(receiver, folder, name="worker"):
    """A real Celery worker on the test's database, with one connection to the receiver."""
    options = ["--pool", "solo", "--queues", "mail", "--without-gossip", "--without-mingle"]
    process = Process.start(
        name,
        [PYTHON, "-m", "celery", "--app", "config", "worker", "--hostname", name, *options],
        log=folder / f"{name}.log",
        env=environment(
            EMAIL_URL=f"smtp://{HOST}:{receiver.port}",
            MAIL_CONNECTIONS="1",
            MAIL_LEASE_SECONDS="4",
        ),
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.stop(patience=2)


def queue(world, count):
    """Decide about so many interactions of as many customers in one batch."""
    slice_ = SliceFactory(organization=world.org)
    customers = CustomerFactory.build_batch(count, organization=world.org)
    Customer.objects.bulk_create(customers)
    interactions = [
        InteractionFactory.build(
            organization=world.org, customer=customer, stage=world.stages[0], slice=slice_
        )
        for customer in customers
    ]
    Interaction.objects.bulk_create(interactions)
    decisions.decide(interaction_ids=[interaction.pk for interaction in interactions])
    return {customer.email for customer in customers}


def hint():
    """What beat says every half minute."""
    app.send_task("surveys.tasks.dispatch_due")


def wait_until(done, seconds=90, *, hinting=False):
    give_up = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < give_up, Counter(Delivery.objects.values_list("state", flat=True))
        if hinting:
            hint()
        time.sleep(0.5 if hinting else 0.01)


def all_sent():
    return not Delivery.objects.exclude(state="sent").exists()


def test_a_worker_killed_in_the_middle_of_500_loses_none_and_doubles_at_most_one(
    acme, receiver, tmp_path
):
    people = queue(World(acme), 500)
    with worker(receiver, tmp_path) as first:
        hint()
        wait_until(lambda: receiver.count() >= 180)
        first.popen.kill()
        first.popen.wait()
    assert receiver.count() < 500
    with worker(receiver, tmp_path, "successor"):
        wait_until(all_sent, hinting=True)
    written = receiver.recipients()
    assert set(written) == people
    assert written.total() <= 501
    assert Delivery.objects.filter(state="sent", sent_at__isnull=False).count() == 500


def test_two_workers_at_once_write_to_nobody_twice(acme, receiver, tmp_path):
    people = queue(World(acme), 300)
    with ExitStack() as workers:
        for name in ("one", "two"):
            workers.enter_context(worker(receiver, tmp_path, name))
        for _ in range(4):
            hint()
        wait_until(all_sent)
    written = receiver.recipients()
    assert set(written) == people
    assert written.total() == 300


def test_a_redis_that_forgets_everything_loses_no_mail(acme, receiver, tmp_path):
    people = queue(World(acme), 20)  # this left a hint in Redis
    Redis.from_url(settings.REDIS_URL).flushall()
    with worker(receiver, tmp_path):
        time.sleep(1)
        assert receiver.count() == 0
        wait_until(all_sent, hinting=True)
    assert set(receiver.recipients()) == people


def test_a_worker_that_is_asked_to_leave_doubles_nothing(acme, receiver, tmp_path):
    people = queue(World(acme), 400)
    with worker(receiver, tmp_path) as first:
        hint()
        wait_until(lambda: receiver.count() >= 100)
        first.stop(patience=30)
    with worker(receiver, tmp_path, "successor"):
        wait_until(all_sent, hinting=True)
    written = receiver.recipients()
    assert set(written) == people
    assert written.total() == 400
