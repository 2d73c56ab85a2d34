"""Work that many are waiting for: what fails for one holds up none of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)
Row = TypeVar("Row")


def one_by_one(work: Callable[[Row], int], rows: Iterable[Row]) -> int:
    """Do the work for each row, or key of one, in turn; return the sum of what it returns.

    What fails is logged, and raised as one ExceptionGroup when all have had their turn.
    """
    done = 0
    failures: list[Exception] = []
    for row in rows:
        try:
            done += work(row)
        except Exception as failure:
            log.exception("work_failed", work=work.__qualname__, pk=getattr(row, "pk", row))
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{work.__qualname__} failed", failures)
    return done


def all_of(*works: Callable[[], int]) -> int:
    """Do one work after the other in the same way."""
    return one_by_one(lambda work: work(), works)
