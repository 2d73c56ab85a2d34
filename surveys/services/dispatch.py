"""Empty the outbox: lease a batch, check each mail once more, send, commit a mark for each.

The database is the truth. A worker that dies leaves leases that run out, and at most one mail a
connection that was delivered and not marked. Celery only carries hints; beat repeats them.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import structlog
from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import KombuError
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from accounts.models import Actor
from accounts.services import events
from surveys.mail import rounds
from surveys.mail.addresses import Unsendable
from surveys.mail.letters import Letter, Outcome, Permanent, Sent, Stage, Temporary, Unknown
from surveys.mail.smtp import Connection, Relay
from surveys.models import Delivery, Suppression
from surveys.selectors import outbox
from surveys.selectors.outbox import Waiting
from surveys.services import letters, suppressions

log = structlog.get_logger(__name__)

BATCH = 100
MOST_ATTEMPTS = 8
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=4)
RELAY_AWAY_DELAY = timedelta(seconds=30)
TASK_SECONDS = 20.0
FRESH_SECONDS = 1.0  # how long the last look at suppressions counts as "just before sending"

State = Delivery.State


def hint() -> None:
    """Wake a worker up once the present transaction is committed."""
    transaction.on_commit(_send_hint, robust=True)


def _send_hint() -> None:
    try:
        _broker().ping()
        current_app.send_task("surveys.tasks.dispatch_hint", ignore_result=True)
    except (RedisError, KombuError, OSError) as error:
        # Nothing is lost: beat looks into the outbox every half minute.
        log.warning("dispatch.no_broker", error=type(error).__name__)


@cache
def _broker() -> "Redis":
    """Asked first, because Celery's own client tries a broker that is away for six seconds."""
    return Redis.from_url(
        settings.REDIS_URL,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=1,
        socket_connect_timeout=1,
    )


def send_due() -> int:
    """Send what is due, on several connections at a time; return how many mails were handled."""
    # SQLite has one writer, so more connections would only wait for each other.
    lanes = 1 if connection.vendor == "sqlite" else settings.MAIL_CONNECTIONS
    if lanes == 1:
        return _send_for_a_while()
    with ThreadPoolExecutor(lanes) as pool:
        return sum(pool.map(_lane, range(lanes)))


def _lane(_number: int) -> int:
    try:
        return _send_for_a_while()
    finally:
        connection.close()


def _send_for_a_while() -> int:
    """Stop after a time, so that a worker that is asked to leave need not be killed."""
    total, until = 0, monotonic() + TASK_SECONDS
    while monotonic() < until:
        handled, goes_on = send_batch()
        total += handled
        if not goes_on:
            return total
    hint()
    return total


def send_batch() -> tuple[int, bool]:
    """One lease and one round: how many mails were handled, and whether to go on at once."""
    worker = uuid.uuid4().hex
    batch = lease(worker)
    if not batch:
        return 0, False
    round_ = send(worker, batch)
    if round_.stopped:
        log.warning("dispatch.stopped", reason=round_.stopped, handled=round_.handled)
    return round_.handled, bool(round_.handled or not round_.stopped)


@transaction.atomic
def resend(*, delivery: Delivery, by: Actor) -> None:
    """Try again what failed or perhaps arrived, because a person wants it."""
    again = Delivery.objects.filter(pk=delivery.pk, state__in=[State.FAILED, State.UNKNOWN])
    if not again.update(state=State.QUEUED, due_at=timezone.now(), attempts=0, error=""):
        raise ValidationError(_("Only a mail that failed or perhaps arrived can be sent again."))
    events.record(
        org=delivery.organization,
        verb="resent",
        on=delivery,
        by=by,
        before={"state": delivery.state},
    )
    hint()


@transaction.atomic
def lease(worker: str, *, limit: int = BATCH) -> list[Waiting]:
    """Take up to `limit` mails that are due; those that must not be sent any more are cancelled.

    Other workers skip them until the lease runs out.
    """
    now = timezone.now()
    found = outbox.letters(outbox.claim(now, limit), now)
    for reason in {waiting.obstacle for waiting in found if waiting.obstacle}:
        pks = [waiting.pk for waiting in found if waiting.obstacle == reason]
        _free(Delivery.objects.filter(pk__in=pks), state=State.CANCELLED, error=reason)
    batch = [waiting for waiting in found if not waiting.obstacle]
    until = now + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    Delivery.objects.filter(pk__in=[waiting.pk for waiting in batch]).update(
        state=State.LEASED, leased_by=worker, leased_until=until
    )
    return batch


def send(worker: str, batch: Sequence[Waiting]) -> rounds.Round:
    """Send a leased batch; what was not tried is free again afterwards."""
    by_pk = {waiting.pk: waiting for waiting in batch}
    with _quick_commits():
        round_ = rounds.deliver(
            _letters(worker, batch),
            connect=partial(Connection, relay()),
            on_result=lambda letter, outcome: mark(by_pk[letter.id], outcome),
            # The lease must outlive the round, or somebody else sends the same mail.
            budget=settings.MAIL_LEASE_SECONDS * 0.8,
        )
    _release(worker, relay_is_away=bool(round_.stopped and not round_.handled))
    return round_


def relay() -> Relay:
    """The relay that settings name."""
    return Relay(
        host=settings.EMAIL_HOST,
        port=int(settings.EMAIL_PORT),
        username=settings.EMAIL_HOST_USER or "",
        password=settings.EMAIL_HOST_PASSWORD or "",
        tls=bool(getattr(settings, "EMAIL_USE_TLS", False)),
        ssl=bool(getattr(settings, "EMAIL_USE_SSL", False)),
        we_are=urlsplit(settings.PUBLIC_URL).hostname or "",
        timeout=float(settings.EMAIL_TIMEOUT),
    )


def _letters(worker: str, batch: Sequence[Waiting]) -> Iterator[Letter]:
    """The mails as bytes, one by one; each was wanted a second before it is handed over."""
    build = letters.builder(batch)
    wanted: set[int] = set()
    looked = -FRESH_SECONDS
    for place, waiting in enumerate(batch):
        if monotonic() - looked >= FRESH_SECONDS:
            wanted = outbox.still_wanted([later.pk for later in batch[place:]], worker)
            looked = monotonic()
        if waiting.pk not in wanted:
            continue
        try:
            letter = build(waiting)
        except Unsendable as error:
            _fail(waiting, str(error))
        else:
            yield letter


# --- marks ---------------------------------------------------------------------------------------


def mark(waiting: Waiting, outcome: Outcome) -> None:
    """Commit what became of one mail."""
    match outcome:
        case Sent():
            _mark_sent(waiting)
        case Unknown(reason=reason):
            _conclude(waiting, State.UNKNOWN, reason)
        case Permanent(text=text, stage=stage) if stage is not Stage.SENDER:
            _fail(waiting, text)
            if stage is Stage.RECIPIENT and not _is_policy(text):
                _suppress(waiting)
        case Permanent(text=text) | Temporary(text=text):
            _try_again(waiting, text)
        case _:
            _try_again(waiting, outcome.reason)


def _mark_sent(waiting: Waiting) -> None:
    # In plain SQL: building the statement from a queryset costs more than building the mail.
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE surveys_delivery SET state = 'sent', sent_at = %s, leased_until = NULL,"
            " attempts = attempts + 1, error = '' WHERE id = %s",
            [now, waiting.pk],
        )


def _fail(waiting: Waiting, reason: str) -> None:
    _conclude(waiting, State.FAILED, reason)


def _try_again(waiting: Waiting, reason: str) -> None:
    if waiting.attempts + 1 >= MOST_ATTEMPTS:
        _fail(waiting, reason)
    else:
        _conclude(waiting, State.RETRY, reason, due_at=timezone.now() + delay(waiting.attempts))


def delay(attempts: int) -> timedelta:
    """Twice as long each time, spread out so that a relay's queue does not come back at once."""
    longest: timedelta = min(FIRST_DELAY * 2**attempts, LONGEST_DELAY)
    return longest * random.uniform(0.75, 1.25)  # spreads load, guards nothing


def _conclude(waiting: Waiting, state: State, reason: str, **fields: Any) -> None:
    mine = Delivery.objects.filter(pk=waiting.pk, state=State.LEASED)
    _free(mine, state=state, error=reason[:300], attempts=waiting.attempts + 1, **fields)


def _is_policy(text: str) -> bool:
    """5.7.x refuses us, whoever the recipient is."""
    return text.startswith("5.7")


def _suppress(waiting: Waiting) -> None:
    delivery = Delivery.objects.select_related("organization", "invitation__customer").get(
        pk=waiting.pk
    )
    customer = delivery.invitation.customer
    suppressions.add(
        org=delivery.organization,
        email_hash=customer.email_hash,
        reason=Suppression.Reason.BOUNCED,
        by=Actor.system(),
        customer=customer,
    )


def _release(worker: str, *, relay_is_away: bool) -> None:
    """Give back what the round did not try; a relay that is away is left alone for a while."""
    untried = Delivery.objects.filter(leased_by=worker, state=State.LEASED)
    later = {"due_at": timezone.now() + RELAY_AWAY_DELAY} if relay_is_away else {}
    _free(untried, state=State.QUEUED, **later)


def _free(deliveries: Any, **fields: Any) -> None:
    deliveries.update(leased_by="", leased_until=None, **fields)


@contextmanager
def _quick_commits() -> Iterator[None]:
    """Marks need not wait for the disk: a killed worker loses none, only a lost machine may."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
