"""How fast a customer's answer page opens and keeps an answer, against peers on the same server.

python -m benchmarks.survey_page --rounds 5 --seconds 5
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg2

from benchmarks import databases, peers, product
from benchmarks.contest import Rates, Target, report
from benchmarks.load import CLIENTS, Measured, wrk
from bin import servers
from bin.processes import HOST, Process, free_port

OURS, ORM, SQL = "Heartline", "minimal view, Django's ORM", "minimal view, plain SQL"
PEER, ONE_QUESTION = "survey-and-report, 5 questions", "survey-and-report, 1 question"
GET, POST = "GET", "POST"
WORKERS = 2
CSRF = "c" * 32

# performance: "survey GET", "survey POST"; what has no gate there is reported with gate 0.
TARGETS = (
    Target(f"GET {OURS}", f"GET {PEER}", gate=10, stretch=15),
    Target(f"GET {OURS}", f"GET {ONE_QUESTION}", gate=0),
    Target(f"GET {OURS}", f"GET {ORM}", gate=0),
    Target(f"GET {OURS}", f"GET {SQL}", gate=0),
    Target(f"POST {OURS}", f"POST {PEER}", gate=6),
    Target(f"POST {OURS}", f"POST {ONE_QUESTION}", gate=0),
    Target(f"POST {OURS}", f"POST {ORM}", gate=0.8),
    Target(f"POST {OURS}", f"POST {SQL}", gate=0),
)
LONGEST_TAIL = 2  # p99 against p50 of our GET, at 16 clients

Found = dict[str, list[Measured]]


@dataclass(frozen=True)
class Contestant:
    """A running server and the files with what it is asked for."""

    name: str
    address: str
    requests: dict[str, Path]
    database: str
    answers: tuple[str, ...]  # tables emptied before a round of POSTs, so that all start alike


def main(words: Sequence[str]) -> int:
    """Run the contest; 0 when every gate is reached."""
    options = _options(words)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="heartline-page-")))
        server = stack.enter_context(servers.postgres())
        contestants = [
            *_own(stack, server, folder, options.customers),
            *(
                _peer(stack, server, folder, name, questions)
                for name, questions in ((PEER, 5), (ONE_QUESTION, 1))
                if not options.without_peers
            ),
        ]
        for contestant in contestants:  # fills caches, and locks wordings by their first answer
            _round(contestant, GET, 1)
            _round(contestant, POST, 1)
        found = _contest(contestants, rounds=options.rounds, seconds=options.seconds)
    return 0 if all([_reported(found), _tail_is_short(found)]) else 1


def _own(stack: ExitStack, server: str, folder: Path, customers: int) -> Iterator[Contestant]:
    """The product and the two minimal views, on the same rows."""
    database = databases.create(server, "heartline")
    product.start(database)
    product.invite(customers)
    links = _links()
    for name, module, start in (
        (OURS, "config.wsgi", "/s"),
        (ORM, "benchmarks.minimal", "/orm"),
        (SQL, "benchmarks.minimal", "/sql"),
    ):
        requests = {
            GET: [f"{start}/{token}/" for token, _questions in links],
            # Each customer answers screen after screen.
            POST: [
                f"{start}/{token}/{number}/ value=1"
                for token, questions in links
                for number in range(1, questions + 1)
            ],
        }
        yield Contestant(
            name,
            stack.enter_context(_gunicorn(sys.executable, module, database, folder)),
            _listed(folder, f"own{start.replace('/', '-')}", requests),
            database,
            ("surveys_response",),
        )


def _links() -> list[tuple[str, int]]:
    """The token of every invitation, and how many questions it has."""
    from django.db import connections

    from surveys.models import Invitation
    from surveys.services import tokens

    rows = Invitation.objects.order_by("pk").values_list("public_id", "drawn")
    found = [(tokens.make(public_id), len(drawn)) for public_id, drawn in rows]
    connections["default"].cursor().execute("VACUUM ANALYZE")
    connections.close_all()
    return found


def _peer(stack: ExitStack, server: str, folder: Path, name: str, questions: int) -> Contestant:
    """django-survey-and-report with so many questions on its one page."""
    database = databases.create(server, f"peer{questions}")
    program = peers.python()
    made = subprocess.run(
        [program, "-m", "benchmarks.peer_survey", str(questions)],
        cwd=peers.ROOT,
        env=product.environment(database),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    survey, *fields = made.stdout.split()[-questions - 1 :]
    body = "&".join([f"csrfmiddlewaretoken={CSRF}", *(f"{field}=a-little" for field in fields)])
    address = f"/survey/{survey}/"
    return Contestant(
        name,
        stack.enter_context(_gunicorn(program, "benchmarks.peer_survey", database, folder)),
        _listed(folder, f"peer-{questions}", {GET: [address], POST: [f"{address} {body}"]}),
        database,
        ("survey_response", "django_session"),
    )


def _listed(folder: Path, name: str, requests: dict[str, list[str]]) -> dict[str, Path]:
    paths = {}
    for method, lines in requests.items():
        paths[method] = folder / f"{name}-{method}"
        paths[method].write_text("\n".join(lines))
    return paths


@contextmanager
def _gunicorn(program: str, module: str, database: str, folder: Path) -> Iterator[str]:
    port = free_port()
    options = [
        "--workers",
        str(WORKERS),
        "--bind",
        f"{HOST}:{port}",
        "--worker-tmp-dir",
        "/dev/shm",
    ]
    server = Process.start(
        module,
        [program, "-m", "gunicorn", module, *options],
        log=folder / f"{port}.log",
        env=product.environment(database),
        cwd=peers.ROOT,
    )
    try:
        server.wait_for_port(port)
        yield f"http://{HOST}:{port}"
    finally:
        server.stop()


def _contest(contestants: Sequence[Contestant], *, rounds: int, seconds: int) -> Found:
    found: Found = {}
    for number in range(1, rounds + 1):
        for method in (GET, POST):
            for contestant in contestants:
                measured = _round(contestant, method, seconds)
                name = f"{method} {contestant.name}"
                found.setdefault(name, []).append(measured)
                print(f"round {number}  {name}: {measured.rate:,.0f}/s", flush=True)
    return found


def _round(contestant: Contestant, method: str, seconds: int) -> Measured:
    if method == POST:
        _empty(contestant)
    return wrk(contestant.address, contestant.requests[method], seconds=seconds)


def _empty(contestant: Contestant) -> None:
    with closing(psycopg2.connect(contestant.database)) as connection, connection:
        for table in contestant.answers:
            connection.cursor().execute(f"TRUNCATE {table} CASCADE")


def _reported(found: Found) -> bool:
    rates: Rates = {name: [one.rate for one in measured] for name, measured in found.items()}
    is_reached = report(rates, TARGETS)
    print(f"\nMedian p50 and p99 at {CLIENTS} clients, in ms")
    width = max(map(len, found))
    for name, measured in found.items():
        p50, p99 = (median(getattr(one, field) for one in measured) for field in ("p50", "p99"))
        print(f"{name:<{width}}  {p50:>7.1f}  {p99:>7.1f}")
    return is_reached


def _tail_is_short(found: Found) -> bool:
    tail = median(one.p99 / one.p50 for one in found[f"GET {OURS}"])
    verdict = "reached" if tail <= LONGEST_TAIL else "MISSED"
    print(f"\nGET {OURS}, p99 / p50: {tail:.2f}   (gate {LONGEST_TAIL} at most)  {verdict}")
    return tail <= LONGEST_TAIL


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.survey_page")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 51), metavar="1..50")
    parser.add_argument("--seconds", type=int, default=5, choices=range(1, 61), metavar="1..60")
    parser.add_argument("--customers", type=int, default=3000, help="invitations to answer")
    parser.add_argument("--without-peers", action="store_true", help="no django-survey-and-report")
    options, _others = parser.parse_known_args(words)
    options.customers = min(max(options.customers, 10), 50_000)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
