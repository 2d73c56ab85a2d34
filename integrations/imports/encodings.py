"""Which encoding a file is in, and whether it is text at all."""

import codecs
from itertools import islice
from typing import BinaryIO

from charset_normalizer.md import mess_ratio
from django.utils.translation import gettext as _

SAMPLE = 64 * 1024
BLOCK = 1024 * 1024
BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
WESTERN = "cp1252"
# What else office programs write. Others are rare, and every guess among more is a worse guess.
LEGACY = [WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "shift_jis", "gb18030"]
CHOICES = ["utf-8-sig", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", *LEGACY]
OTHER_FORMATS = [
    (b"PK\x03\x04", "Excel"),
    (b"\xd0\xcf\x11\xe0", "Excel"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
]
PUNCTUATION = frozenset("€£§°‘’‚“”„«»‹›–—…•·´®©™\N{NO-BREAK SPACE}")
TELLING_LINES = 500
FEW = 10
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


class Unreadable(Exception):
    """This file is no table; the message says why and what to do."""


def detect(file: BinaryIO) -> str:
    """The encoding of a text file; raises Unreadable for anything else."""
    head = _head(file)
    if not head.strip():
        raise Unreadable(_("This file is empty."))
    _check_format(head)
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    if wide := _wide(head):
        return wide
    if sum(map(head.count, _control_bytes())) > max(FEW, len(head) // 100):
        raise Unreadable(_("This is not a text file. Save the table as CSV and upload that."))
    return "utf-8" if _is_utf8(file) else _legacy(file)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(SAMPLE)


def _check_format(head: bytes) -> None:
    for magic, name in OTHER_FORMATS:
        if head.startswith(magic):
            words = {"format": name}
            raise Unreadable(
                _("This is a file of the format %(format)s. Save the table as CSV and upload that.")
                % words
            )


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: in text of the west every other byte is null."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _control_bytes() -> list[bytes]:
    return [bytes([code]) for code in CONTROL]


def _is_utf8(file: BinaryIO) -> bool:
    """The whole file is looked at: the first umlaut may stand in the last row."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(file: BinaryIO) -> str:
    """The likeliest of the encodings of old, judged by the lines that hold more than ASCII.

    Between equals the more frequent one wins, which is why the list has its order.
    """
    file.seek(0)
    telling = b"".join(islice((line for line in file if not line.isascii()), TELLING_LINES))
    return min(LEGACY, key=lambda encoding: _mess(telling, encoding))


def _mess(telling: bytes, encoding: str) -> float:
    """How little a text looks like one in this encoding: 0 is a perfect fit."""
    try:
        # Stray bytes happen in Western files; any other encoding that fails is just wrong.
        text = telling.decode(encoding, "replace" if encoding == WESTERN else "strict")
    except UnicodeDecodeError:
        return 9.0
    strange = sum(not (char.isascii() or char.isalpha() or char in PUNCTUATION) for char in text)
    return mess_ratio(text, maximum_threshold=2.0) + strange / len(text)
