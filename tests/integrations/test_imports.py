"""A file from upload to the last row: nothing lost, nothing twice, every refusal explained."""

import csv
import io
from datetime import timedelta
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils.timezone import now

from accounts.models import Event
from integrations.models import Import
from integrations.services import rejects, runs
from surveys.models import Customer, Interaction, OutcomeRecord
from surveys.services import customers
from tests.factories.emotions import OutcomeFactory
from tests.factories.integrations import ImportFactory
from tests.factories.journeys import StageFactory
from tests.factories.surveys import CustomerFactory
from tests.integrations.files import CUSTOMERS, counts, start, upload


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(sign_in, edgar):
    return sign_in(edgar)


def messages_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def rejected_rows(client, record):
    content = b"".join(client.get(f"/acme/imports/{record.pk}/rejects/").streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


# --- the whole way -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_customers_come_in_whatever_the_encoding(client, encoding):
    record = start(client, upload(client, CUSTOMERS.encode(encoding)), source="crm")

    assert (record.state, counts(record)) == ("done", (2, 0, 0, 0))
    ana = Customer.objects.get(external_id="C1")
    assert (ana.name, ana.source, ana.email) == ("Ana Müller", "crm", "ana@example.org")


def test_taking_a_file_in_twice_changes_nothing(client):
    start(client, upload(client, CUSTOMERS), source="crm")

    again = start(client, upload(client, CUSTOMERS), source="crm")

    assert counts(again) == (0, 0, 2, 0)
    assert Customer.objects.count() == 2


def test_a_later_file_brings_customers_up_to_date_if_that_is_wanted(client):
    start(client, upload(client, CUSTOMERS), source="crm")
    changed = CUSTOMERS.replace("Ben", "Benjamin")

    kept = start(client, upload(client, changed), source="crm")
    updated = start(client, upload(client, changed), source="crm", overwrite="on")

    assert (kept.updated, updated.updated) == (0, 2)
    assert Customer.objects.get(external_id="C2").name == "Benjamin"


def test_consent_holds_for_every_row_but_never_overrules_a_refusal(client, acme):
    CustomerFactory(
        organization=acme, source="crm", external_id="C1", consent="refused", consent_at=now()
    )

    start(
        client, upload(client, CUSTOMERS), source="crm", overwrite="on",
        consent="legitimate", consent_source="contract",
    )  # fmt: skip

    assert Customer.objects.get(external_id="C1").consent == "refused"
    assert Customer.objects.get(external_id="C2").consent == "legitimate"


def test_interactions_come_in_with_their_customers_and_segments(client, acme):
    stage = StageFactory(organization=acme, key="call")
    day = (now() - timedelta(days=3)).strftime("%d.%m.%Y")
    text = f"Ticket ID,When,Stage,Customer e-mail,Plan\nT1,{day} 10:00,call,ana@example.org,gold\n"

    record = start(
        client, upload(client, text, kind="interactions"),
        **{"column_customer.email": "Customer e-mail", "segments": ["Plan"]},
    )  # fmt: skip

    interaction = Interaction.objects.get()
    assert counts(record) == (1, 0, 0, 0)
    assert interaction.stage == stage
    assert interaction.customer.segments == {"Plan": "gold"}


def test_outcomes_come_in_for_customers_who_are_known(client, acme):
    OutcomeFactory(organization=acme, key="spend")
    CustomerFactory(organization=acme, external_id="C1")
    text = (
        "Reference;Outcome;Value;Date;Customer ID\n"
        "O1;spend;1.234,50;2026-01-02;C1\n"
        "O2;spend;much;2026-01-02;C1\n"
        "O3;spend;1;2026-01-02;C9\n"
    )

    record = start(client, upload(client, text, kind="outcomes"))

    assert counts(record) == (1, 0, 0, 2)
    assert OutcomeRecord.objects.get().value == 1234.5


def test_rejected_rows_come_back_with_their_reasons_and_without_formulas(client, acme):
    StageFactory(organization=acme, key="call")
    yesterday = (now() - timedelta(days=1)).date().isoformat()
    text = (
        "Reference,When,Stage,Customer number\n"
        f"T1,{yesterday},call,C1\n"
        f"=cmd(),{yesterday},flight,C1\n"
        "T3,2999-01-01,call,C1\n"
        f"T4,{yesterday},call\n"
    )

    record = start(client, upload(client, text, kind="interactions"))

    head, *rows = rejected_rows(client, record)
    assert counts(record) == (1, 0, 0, 3)
    assert head[2:] == ["Reference", "When", "Stage", "Customer number"]
    assert [row[0] for row in rows] == ["3", "4", "5"]
    assert rows[0][2] == "'=cmd()"
    assert "Known: call" in rows[0][1]
    assert "future" in rows[1][1]
    assert "3 cells" in rows[2][1]


def test_corrected_rejects_can_be_uploaded_as_they_are(client):
    bad = start(client, upload(client, CUSTOMERS + "C3;nope;Cleo\n"), source="crm")
    rows = rejected_rows(client, bad)
    rows[1][3] = "cleo@example.org"
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    record = start(client, upload(client, text.getvalue()), source="crm")

    assert counts(record) == (1, 0, 0, 0)
    assert Customer.objects.get(external_id="C3").name == "Cleo"


# --- bad files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty"),
        (b"\n\n", "This file is empty"),
        (b"PK\x03\x04workbook", "Save the table as CSV"),
        (bytes(range(256)) * 100, "This is not a text file"),
        (b"ana@example.org,Ana\nben@example.org,Ben\n", "has to name the columns"),
        (b'Email,Name\n"a@b.example' + b"x\n" * 70_000, "quotation mark is not closed"),
    ],
)
def test_what_is_no_table_is_refused_at_the_form(client, content, message):
    response = upload(client, content)

    assert response.status_code == 422
    assert message in messages_of(response)
    assert not Import.objects.exists()


def test_a_missing_file_and_an_unknown_kind_are_refused(client):
    assert client.post("/acme/imports/new/", {"kind": "customers"}).status_code == 422
    assert upload(client, CUSTOMERS, kind="spaceships").status_code == 422


@override_settings(UPLOAD_MAX_BYTES=1000)
def test_a_file_past_the_limit_is_refused_before_it_is_read(client):
    response = upload(client, b"Email\n" + b"a@b.example\n" * 1000)

    assert response.status_code == 413


def test_a_file_name_cannot_leave_the_folder(client, tmp_path):
    upload(client, CUSTOMERS, name="../../evil\u202e.csv")

    record = Import.objects.get()
    assert record.file.name.startswith(f"imports/{record.organization_id}-")
    assert tmp_path in (tmp_path / record.file.name).resolve().parents


def test_duplicate_headers_are_told_apart(client):
    page = client.get(upload(client, "Email,Email,Name\na@b.example,c@d.example,Ana\n")["Location"])

    assert "Email (2)" in messages_of(page)


def test_a_header_alone_is_an_import_of_nothing(client):
    record = start(client, upload(client, "Email,Name\n"))

    assert (record.state, record.total) == ("done", 0)


# --- columns -------------------------------------------------------------------------------------


def test_the_preview_shows_the_first_rows_and_what_is_wrong_with_them(client):
    response = client.get(upload(client, CUSTOMERS + "C3;nope;Cleo\n")["Location"])

    text = messages_of(response)
    assert "1 of the first 3 rows would be rejected" in text
    assert "“nope” is no e-mail address" in text
    assert not Customer.objects.exists()


def test_another_column_changes_the_preview_and_starts_nothing(client):
    address = upload(client, CUSTOMERS)["Location"]

    response = client.post(address, {"column_email": "Name", "encoding": "utf-8", "dates": "iso"})

    assert "2 of the first 2 rows would be rejected" in messages_of(response)
    assert Import.objects.get().state == "uploaded"


def test_the_preview_fragment_is_the_page_without_its_frame(client):
    address = upload(client, CUSTOMERS)["Location"]

    page = BeautifulSoup(client.get(address).content, "html.parser")
    fragment = client.get(address, headers={"HX-Request": "true"}).content

    found = BeautifulSoup(fragment, "html.parser").find(id="mapping")
    for form in (page.find(id="mapping"), found):
        form.find("input", {"name": "csrfmiddlewaretoken"}).decompose()
    assert found.get_text() == page.find(id="mapping").get_text()


def test_without_the_needed_columns_nothing_starts(client):
    address = upload(client, "Name\nAna\n")["Location"]

    response = client.post(
        address, {"column_name": "Name", "encoding": "utf-8", "dates": "iso", "start": "1"}
    )

    assert response.status_code == 422
    assert "number or e-mail address" in messages_of(response)


def test_another_encoding_reads_the_file_anew(client):
    content = "Name;Email\nZoë;zoe@example.org\n".encode()
    address = upload(client, content)["Location"]

    page = client.post(address, {"column_email": "Email", "encoding": "cp1252", "dates": "iso"})

    assert "ZoÃ«" in messages_of(page)
    assert Import.objects.get().encoding == "cp1252"


def test_a_foreign_column_is_refused(client):
    address = upload(client, CUSTOMERS)["Location"]

    response = client.post(
        address, {"column_email": "Secret", "encoding": "utf-8", "dates": "iso", "start": "1"}
    )

    assert response.status_code == 422


# --- running -------------------------------------------------------------------------------------


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
    assert (record.state, record.processed) == ("running", 1000)
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
    assert (record.state, record.processed) == ("cancelled", 500)
    assert Customer.objects.count() == 500


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
