"""Files that leave the house."""

from collections.abc import Iterator

from integrations.models import Import

BLOCK = 64 * 1024


def rejected_rows(record: Import) -> Iterator[bytes]:
    """The rows that were not taken in, with the reasons: to correct and to upload again."""
    with open(record.rejects.path, "rb") as file:
        while block := file.read(BLOCK):
            yield block
