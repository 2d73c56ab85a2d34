"""A file is taken in a chunk a transaction: killed, doubled, stopped, nothing is lost or twice."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils.timezone import now

from accounts.models import Event
from integrations.models import Import
from integrations.services import rejects, runs
from surveys.models import Customer
from surveys.services import customers
from tests.factories.integrations import ImportFactory
from tests.integrations.files import counts, messages_of, rejected_rows, start, upload


def many(n):
    return "Email,Name\n" + "".join(f"p{i}@example.org,P {i}\n" for i in range(n))


def waiting(acme, edgar, content, **fields):
    return ImportFactory(
        organization=acme, content=content.encode(), header=["Email", "Name"], state="queued",
        mapping={"email": "Email", "name": "Name"}, started_by=edgar, **fields,
    )  # fmt: skip


class Killed(BaseException):
    """What a test raises where a worker would be killed: nothing of ours catches it."""


def test_killed_in_the_middle_and_run_again_nothing_is_lost_or_doubled(acme, edgar, client):
    content = many(700) + "nope,No\n" + many(1300).removeprefix("Email,Name\n")
    record = waiting(acme, edgar, content)
    real, calls = customers.store, []

    def dies_in_the_third_chunk(**kwargs):
        calls.append(1)
        report = real(**kwargs)
        if len(calls) == 3:
            raise Killed
        return report

    with patch.object(customers, "store", dies_in_the_third_chunk), pytest.raises(Killed):
        runs.run_all()
    record.refresh_from_db()
    assert (record.state, record.processed) == ("running", 2 * runs.CHUNK)
    assert runs.run_all() == 0  # it may still be alive
    Import.objects.update(beat_at=now() - timedelta(minutes=2))

    assert runs.run_all() == 1

    record.refresh_from_db()
    assert (record.state, record.processed) == ("done", 2001)
    assert counts(record) == (1300, 0, 700, 1)
    assert Customer.objects.count() == 1300
    assert [row[0] for row in rejected_rows(client, record)[1:]] == ["702"]


def test_rejects_of_a_chunk_that_was_not_committed_are_not_there_twice(acme, edgar, client):
    record = waiting(acme, edgar, "Email,Name\n" + "nope,No\n" * 600)
    real, calls = rejects.append, []

    def dies_after_writing(*args):
        calls.append(1)
        end = real(*args)
        if len(calls) == 2:
            raise Killed
        return end

    with patch.object(rejects, "append", dies_after_writing), pytest.raises(Killed):
        runs.run_all()
    Import.objects.update(beat_at=now() - timedelta(minutes=2))
    runs.run_all()

    record.refresh_from_db()
    assert record.rejected == 600
    assert len(rejected_rows(client, record)) == 601


def test_two_workers_do_not_take_in_the_same_file(acme, edgar):
    record = waiting(acme, edgar, many(600))
    first = runs._claim()
    Import.objects.update(beat_at=now() - timedelta(minutes=2))
    second = runs._claim()

    runs.run(second)
    runs.run(first)

    record.refresh_from_db()
    assert (record.state, counts(record)) == ("done", (600, 0, 0, 0))


def test_cancelling_stops_before_the_next_rows(acme, edgar, client):
    record = waiting(acme, edgar, many(1200))
    real = runs._take_chunk

    def cancelled_after_the_first(*args):
        real(*args)
        client.post(f"/acme/imports/{record.pk}/cancel/")

    with patch.object(runs, "_take_chunk", cancelled_after_the_first):
        runs.run_all()

    record.refresh_from_db()
    assert (record.state, record.processed) == ("cancelled", runs.CHUNK)
    assert Customer.objects.count() == runs.CHUNK


def test_a_cancelled_import_cannot_be_cancelled_again(acme, edgar, client):
    record = waiting(acme, edgar, many(1))
    client.post(f"/acme/imports/{record.pk}/cancel/")

    response = client.post(f"/acme/imports/{record.pk}/cancel/", follow=True)

    assert "cancelled already" in messages_of(response)


def test_a_file_that_is_gone_fails_with_a_reason_and_holds_up_no_other(acme, edgar):
    gone, fine = waiting(acme, edgar, many(3)), waiting(acme, edgar, many(3))
    gone.file.storage.delete(gone.file.name)

    runs.run_all()

    gone.refresh_from_db()
    fine.refresh_from_db()
    assert (gone.state, fine.state) == ("failed", "done")
    assert "upload it again" in gone.error


def test_one_event_at_the_start_and_one_at_the_end(client):
    start(client, upload(client, many(1200)))

    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["uploaded", "import_started", "import_done"]


def test_the_bar_asks_until_it_is_over(acme, edgar, client):
    record = waiting(acme, edgar, many(3))
    address = f"/acme/imports/{record.pk}/"

    moving = client.get(address, headers={"HX-Request": "true"})
    runs.run_all()
    over = client.get(address, headers={"HX-Request": "true"})
    page = client.get(address)

    assert b'hx-trigger="every 1s"' in moving.content
    assert b"hx-trigger" not in over.content
    assert over.status_code == 286
    assert over.content.strip() in page.content


def test_files_are_forgotten_after_a_month_and_figures_stay(acme, edgar):
    record = waiting(acme, edgar, "Email,Name\nnope,No\n")
    runs.run_all()
    Import.objects.update(created_at=now() - timedelta(days=31))

    assert rejects.forget_files() == 1

    record.refresh_from_db()
    assert (record.file.name, record.rejects.name, record.rejected) == ("", "", 1)


def test_twenty_imports_take_as_many_statements_as_two(
    acme, edgar, client, django_assert_max_num_queries
):
    ImportFactory.create_batch(20, organization=acme, started_by=edgar)
    client.get("/acme/imports/")

    with django_assert_max_num_queries(10):
        client.get("/acme/imports/")


def test_the_preview_of_a_file_that_is_gone_says_so(acme, client):
    record = ImportFactory(organization=acme)
    record.file.storage.delete(record.file.name)

    response = client.get(f"/acme/imports/{record.pk}/columns/")

    assert "upload it again" in messages_of(response)
