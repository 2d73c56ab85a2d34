"""The product's own sender: leases, what speaks against a mail, and a committed mark for each.

Run by peers.outbox in a process of its own: python -m benchmarks.outbox 4000
"""

import os
import sys
from collections.abc import Callable

from benchmarks import product
from benchmarks.contest import in_processes


def main(amount: int) -> None:
    """Print the seconds for `amount` mails."""
    product.start(os.environ["DATABASE_URL"])
    fill(1)
    sender(range(1))()  # a worker is seldom at its first mail, which takes half a second
    fill(amount)
    print(in_processes(int(os.environ["PROCESSES"]), sender)(amount))
    _check(amount)


def fill(amount: int) -> None:
    """Queue so many mails; what an earlier round sent is sent again, to keep the tables alike."""
    from django.db import connections
    from django.utils import timezone

    from surveys.models import Delivery

    product.invite(amount - Delivery.objects.count())
    chosen = Delivery.objects.order_by("pk").values("pk")[:amount]
    Delivery.objects.filter(pk__in=chosen).update(
        state=Delivery.State.QUEUED, due_at=timezone.now(), sent_at=None, attempts=0
    )
    connections["default"].cursor().execute("VACUUM ANALYZE")
    connections.close_all()  # what forks must not share


def sender(_numbers: range) -> Callable[[], None]:
    """One sender; all of them take from the same outbox until it is empty."""
    from surveys.services import dispatch

    def work() -> None:
        while dispatch.send_due():
            pass

    return work


def _check(amount: int) -> None:
    from surveys.models import Delivery

    sent = Delivery.objects.filter(state=Delivery.State.SENT).count()
    assert sent >= amount, f"only {sent} of {amount} mails were sent"


if __name__ == "__main__":
    main(int(sys.argv[1]))
