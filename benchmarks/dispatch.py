"""How fast invitations leave: Heartline against bare smtplib, Django, a task a mail and a peer.

python -m benchmarks.dispatch --rounds 5 --messages 4000
"""

import argparse
import smtplib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

from benchmarks import databases, django_mail, invitation, peers
from benchmarks.contest import Case, Target, in_processes, rates, report
from benchmarks.receivers import receiver
from bin import servers
from bin.processes import HOST
from surveys.mail.addresses import Mailbox
from surveys.mail.letters import Letter, Outcome, Sent
from surveys.mail.rounds import deliver
from surveys.mail.skeleton import Skeleton, placeholders
from surveys.mail.smtp import Connection, Relay

LIMIT = "smtplib, ready bytes, 2 processes"
OURS = "Heartline's outbox, a mark a mail, 2 processes"
LAYER = "skeleton and pipelining, 2 processes"
DJANGO = "Django, one connection, 2 processes"
TASKS = "a Celery task a mail, -c 2"
BATCHES = "a Celery task a batch of 100, -c 2"
PEER = "django-post_office, as it comes"
TUNED_PEER = "django-post_office, 2 processes, batch 5000"

# performance: "dispatch, one durable mark per message"
TARGETS = (
    Target(OURS, LIMIT, gate=0.35, stretch=0.55),
    Target(OURS, PEER, gate=4, stretch=6),
    Target(OURS, TUNED_PEER, gate=2.5, stretch=4),
    Target(OURS, TASKS, gate=5, stretch=8),
    Target(OURS, BATCHES, gate=1.5),
    Target(OURS, DJANGO, gate=1),
    # What the database costs: reported, and no gate of the design.
    Target(OURS, LAYER, gate=0),
)

Work = Callable[[], None]


def main(words: Sequence[str]) -> int:
    """Run the contest; 0 when every gate is reached."""
    options = _options(words)
    with ExitStack() as stack:
        port = stack.enter_context(receiver())
        server = stack.enter_context(servers.postgres())
        cases = own_cases(port, databases.create(server, "heartline"))
        if not options.without_peers:
            redis = stack.enter_context(servers.redis())
            cases += peer_cases(port, redis, databases.create(server, "post_office"))
        if options.only:
            cases = [case for case in cases if options.only in case.name]
        found = rates(cases, amount=options.messages, rounds=options.rounds)
    return 0 if report(found, TARGETS) else 1


def own_cases(port: int, database: str) -> list[Case]:
    """The limit, the product, the product's mail layer alone, and plain Django."""
    outbox = partial(peers.outbox, port, database)
    return [
        Case("smtplib, ready bytes, 1 process", in_processes(1, partial(ready_bytes, port)), 5),
        Case(LIMIT, in_processes(2, partial(ready_bytes, port)), 5),
        Case("Heartline's outbox, a mark a mail, 1 process", partial(outbox, processes=1), 2),
        Case(OURS, partial(outbox, processes=2), 2),
        Case("skeleton and pipelining, 1 process", in_processes(1, partial(prepared, port)), 5),
        Case(LAYER, in_processes(2, partial(prepared, port)), 5),
        Case(DJANGO, in_processes(2, partial(by_django, port))),
    ]


def peer_cases(port: int, redis: str, database: str) -> list[Case]:
    """What other Django projects do, each in processes of its own."""
    post_office = partial(peers.post_office, port, database)
    return [
        Case(TASKS, partial(peers.tasks, port, redis), 0.5),
        Case(BATCHES, partial(peers.tasks, port, redis, batch=100)),
        Case(PEER, partial(post_office, processes=1, batch=100, threads=5, log_level=2), 0.5),
        Case(TUNED_PEER, partial(post_office, processes=2, batch=5000, threads=1, log_level=0)),
    ]


def ready_bytes(port: int, numbers: range) -> Work:
    """The limit: nothing to build, nothing to look up, one connection."""
    message = next(_letters(range(1))).message
    smtp = smtplib.SMTP(HOST, port)

    def work() -> None:
        for number in numbers:
            smtp.sendmail(invitation.SENDER, [invitation.recipient(number)], message)
        smtp.quit()

    return work


def prepared(port: int, numbers: range) -> Work:
    """Heartline's mail layer without a database: values spliced into a skeleton, sent on a pipelined connection."""
    letters = _letters(numbers)
    relay = Relay(HOST, port)

    def work() -> None:
        ended = deliver(
            letters, connect=partial(Connection, relay), on_result=_must_be_sent, budget=600
        )
        assert ended.handled == len(numbers), ended.stopped

    return work


def by_django(port: int, numbers: range) -> Work:
    """The usual way: templates rendered and a message built for everybody."""
    django_mail.configure(port)
    return partial(django_mail.send, numbers)


def _letters(numbers: range) -> Iterator[Letter]:
    marks = placeholders("name", "link", "unsubscribe")
    subject, text, html = (
        invitation.filled(template, marks)
        for template in (invitation.SUBJECT, invitation.TEXT, invitation.HTML)
    )
    skeleton = Skeleton.compile(
        marks=marks,
        sender=Mailbox("Acme", invitation.SENDER),
        subject=subject,
        text=text,
        html=html,
        unsubscribe=marks["unsubscribe"],
    )
    return (_letter(skeleton, number) for number in numbers)


def _letter(skeleton: Skeleton, number: int) -> Letter:
    recipient = invitation.recipient(number)
    values = invitation.values(number)
    message = skeleton.render(
        to=Mailbox(values["name"], recipient),
        message_id=invitation.headers(number)["Message-ID"],
        date=datetime.now(UTC),
        values=values,
    )
    return Letter(number, invitation.SENDER, recipient, message)


def _must_be_sent(letter: Letter, outcome: Outcome) -> None:
    assert isinstance(outcome, Sent), outcome


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dispatch")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 51), metavar="1..50")
    parser.add_argument(
        "--messages", type=int, default=4000, help="by a slow case in a round; fast ones send more"
    )
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--without-peers", action="store_true", help="no post_office, no Celery")
    options, _others = parser.parse_known_args(words)
    options.messages = min(max(options.messages, 10), 50_000)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
