"""Files as other programs write them, and a browser's way of handing them in."""

import csv
import io
import re

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from integrations.models import Import
from integrations.services import runs

CUSTOMERS = "Customer number;E-mail;Name\nC1;ana@example.org;Ana Müller\nC2;ben@example.org;Ben\n"


def upload(client, content, kind="customers", name="people.csv"):
    """Post a file; the response is the next page, or the form again."""
    if isinstance(content, str):
        content = content.encode()
    file = SimpleUploadedFile(name, content, "text/csv")
    return client.post("/acme/imports/new/", {"kind": kind, "file": file})


def start(client, response, **chosen):
    """Start the import that an upload led to, with the guessed columns, and let it run."""
    pk = int(re.search(r"/imports/(\d+)/", response["Location"])[1])
    record = Import.objects.get(pk=pk)
    columns = {f"column_{name}": column for name, column in record.mapping.items()}
    typed = {"encoding": record.encoding, "dates": record.options["dates"], **columns, **chosen}
    client.post(f"/acme/imports/{pk}/columns/", {**typed, "start": "1"})
    runs.run_all()
    record.refresh_from_db()
    return record


def counts(record):
    return record.created, record.updated, record.repeated, record.rejected


def messages_of(response):
    """What a page says."""
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def rejected_rows(client, record):
    """The file of rejected rows, header first."""
    content = b"".join(client.get(f"/acme/imports/{record.pk}/rejects/").streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
