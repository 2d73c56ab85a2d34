"""A file from upload to the last row: nothing lost, nothing twice, every refusal explained."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils.timezone import now

from integrations.models import Import
from surveys.models import Customer, Interaction, OutcomeRecord
from tests.factories.emotions import OutcomeFactory
from tests.factories.journeys import StageFactory
from tests.factories.surveys import CustomerFactory
from tests.integrations.files import CUSTOMERS, counts, messages_of, rejected_rows, start, upload

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


def test_interactions_need_a_stage_or_a_touchpoint(client):
    address = upload(client, "Reference,Date,Email\n", kind="interactions")["Location"]
    columns = {"external_id": "Reference", "occurred_at": "Date", "customer.email": "Email"}
    chosen = {f"column_{name}": column for name, column in columns.items()}

    response = client.post(address, {**chosen, "encoding": "utf-8", "dates": "iso", "start": "1"})

    assert "the stage or the touchpoint" in messages_of(response)


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
