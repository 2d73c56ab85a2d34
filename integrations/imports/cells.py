"""Cells of a CSV file: dates that people write, and what leaves the house without doing harm."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from re import compile as pattern

DAY_FIRST, MONTH_FIRST, ISO = "day_first", "month_first", "iso"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PARTS = pattern(r"^(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?:[ T,]+(.+))?$")
THOUSANDS = pattern(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
CLOCK = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"]


def neutral(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def moment(text: str, order: str) -> str:
    """A date as people write it, in ISO form; what is none stays as it is, to be complained of."""
    text = text.strip()
    if text.isdecimal() and len(text) in (10, 13):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(text[:10]), tz=UTC).isoformat()
    found = PARTS.match(text)
    if found is None or len(found[1]) == 4:
        return text.replace("/", "-") if found else text
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (second, first) if order == MONTH_FIRST else (first, second)
    year += 2000 if year < 100 else 0
    clock = _clock(found[5]) if found[5] else ""
    try:
        whole = date(year, month, day)
    except ValueError:
        return text
    return text if clock is None else f"{whole.isoformat()}{clock}"


def order_of(texts: Sequence[str]) -> str:
    """Whether day or month stands first, as far as the cells give it away; ISO if neither does."""
    found = [match for text in texts if (match := PARTS.match(text.strip()))]
    pairs = [(int(match[1]), int(match[3]), match[2]) for match in found if len(match[1]) < 4]
    if not pairs:
        return ISO
    if any(first > 12 for first, _second, _sign in pairs):
        return DAY_FIRST
    if any(second > 12 for _first, second, _sign in pairs):
        return MONTH_FIRST
    # Slashes alone say nothing; dots are written by those who put the day first.
    return MONTH_FIRST if all(sign == "/" for _first, _second, sign in pairs) else DAY_FIRST


def number(text: str) -> str:
    """A figure as people write it, with a point and nothing between thousands."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace("'", "")
    if "," not in plain:
        return plain
    if THOUSANDS.match(plain) or plain.rfind(".") > plain.rfind(","):
        return plain.replace(",", "")
    return plain.replace(".", "").replace(",", ".")


def _clock(text: str) -> str | None:
    for form in CLOCK:
        try:
            return datetime.strptime(text.strip().upper(), form).strftime("T%H:%M:%S")
        except ValueError:
            continue
    return None
