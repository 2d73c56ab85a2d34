"""Files that leave the house."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from integrations.models import Import

BLOCK = 64 * 1024


def rejected_rows(record: Import) -> StreamingHttpResponse:
    """The rows that were not taken in, with the reasons: to correct and to upload again."""
    response = StreamingHttpResponse(_blocks(record.rejects.path), content_type="text/csv")
    name = f"rejected-rows-{record.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _blocks(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            yield block
