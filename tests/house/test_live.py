"""Open pages are told that something changed; nobody else is told anything."""

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection, transaction
from django.utils.timezone import now

from accounts.services import live
from bin import servers
from bin.processes import Process, free_port
from config import asgi
from config.live import MOST_WAITING, RESYNC, Client
from surveys.services import rollups
from tests.processes import uvicorn

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


class Page:
    """A browser's page that listens to /live/<org>/."""

    def __init__(self, address: str, path: str, session: str = "") -> None:
        self.connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
        self.connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        self.response: HTTPResponse = self.connection.getresponse()
        self.status = self.response.status

    def next_event(self) -> str:
        while not (line := self.response.readline()).startswith(b"data: "):
            assert line, "the stream has ended"
        return line.removeprefix(b"data: ").decode().strip()

    def close(self) -> None:
        self.response.close()
        self.connection.close()


@pytest.fixture(scope="module")
def address(django_db_setup, tmp_path_factory):
    with uvicorn("live", tmp_path_factory.mktemp("live")) as address:
        yield address


@pytest.fixture
def open_page(address, sign_in):
    """`open_page(vera, "acme")` is a page of vera's that listens to acme."""
    with ExitStack() as pages:

        def open_page(membership=None, slug="acme", at=address):
            session = ""
            if membership:
                session = sign_in(membership).cookies["sessionid"].value
            return pages.enter_context(closing(Page(at, f"/live/{slug}/", session)))

        yield open_page


@pytest.fixture
def publisher():
    """Connect to the Redis that the settings name now, and forget it afterwards."""
    live._redis.cache_clear()
    yield
    live._redis().close()
    live._redis.cache_clear()


def test_fifty_open_pages_hear_of_a_change_at_once(open_page, vera, publisher):
    pages = [open_page(vera) for _ in range(50)]
    started = time.monotonic()
    live.publish(org_id=vera.organization_id, kind="answers")
    heard = [page.next_event() for page in pages]
    assert heard == ['{"kind": "answers"}'] * 50
    assert time.monotonic() - started < 5


def test_another_organization_hears_nothing(open_page, vera, sam, publisher):
    page = open_page(sam, "rival")
    live.publish(org_id=vera.organization_id, kind="answers")
    live.publish(org_id=sam.organization_id, kind="own")
    assert page.next_event() == '{"kind": "own"}'


def test_a_day_whose_answers_changed_is_told(open_page, vera, publisher):
    page = open_page(vera)
    rollups.mark_dirty(org_id=vera.organization_id, day=now().date())
    assert page.next_event() == '{"kind": "answers"}'


def test_an_outsider_finds_no_stream(open_page, acme, sam):
    assert open_page(sam, "acme").status == 404


def test_a_visitor_without_session_finds_no_stream(open_page, acme):
    assert open_page(None, "acme").status == 404


def test_a_former_member_finds_no_stream(open_page, vera):
    vera.left_at = now()
    vera.save()
    assert open_page(vera).status == 404


def test_a_change_that_is_rolled_back_is_never_told(open_page, vera, publisher):
    page = open_page(vera)
    with transaction.atomic():
        live.publish(org_id=vera.organization_id, kind="undone")
        transaction.set_rollback(True)
    live.publish(org_id=vera.organization_id, kind="done")
    assert page.next_event() == '{"kind": "done"}'


def test_a_write_does_not_fail_when_redis_is_away(settings, acme, publisher, caplog):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    live.publish(org_id=acme.pk, kind="answers")
    assert "live.not_published" in caplog.text


def test_a_redis_that_does_not_answer_is_asked_once(settings, acme, publisher):
    knocks = []
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        settings.REDIS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        turning_away = pool.submit(turn_away, server, knocks)
        live.publish(org_id=acme.pk, kind="answers")
        server.shutdown(socket.SHUT_RDWR)
        turning_away.result()
    assert len(knocks) == 1


def turn_away(server, knocks):
    with suppress(OSError):
        while True:
            guest, _ = server.accept()
            knocks.append(guest)
            guest.close()


def test_pages_start_afresh_after_redis_was_away(open_page, vera, tmp_path):
    port = free_port()
    command = servers.redis_command(port, tmp_path)
    redis = Process.start("Redis", command, log=tmp_path / "redis.log")
    redis.wait_for_port(port)
    with uvicorn("live", tmp_path, REDIS_URL=f"redis://127.0.0.1:{port}/0") as address:
        page = open_page(vera, at=address)
        redis.stop()
        redis = Process.start("Redis", command, log=tmp_path / "redis.log")
        heard = page.next_event()
        redis.stop()
    assert heard == '{"kind": "resync"}'


def test_the_demo_serves_pages_and_streams_from_one_process(open_page, vera, tmp_path):
    with uvicorn("demo", tmp_path) as address:
        assert open_page(vera, at=address).status == 200
        with urlopen(f"{address}/healthz") as response:
            assert response.status == 200


def test_the_live_process_answers_its_health_check(address):
    with urlopen(f"{address}/live/healthz") as response:
        assert response.read() == b"ok"


def test_open_streams_do_not_hold_up_a_restart(open_page, vera, tmp_path):
    with uvicorn("live", tmp_path) as address:
        pages = [open_page(vera, at=address) for _ in range(3)]
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert all(page.response.read().endswith(b"\n\n") for page in pages)
    assert "Traceback" not in (tmp_path / "live.log").read_text()


def test_an_open_stream_holds_no_database_connection(vera, sign_in):
    session = sign_in(vera).cookies["sessionid"].value
    assert asgi.org_of_member({"sessionid": session}, "acme") == vera.organization_id
    assert connection.connection is None


def test_a_page_that_is_too_slow_gets_one_resync():
    kinds = [f"change {number}" for number in range(MOST_WAITING + 1)]
    assert run(what_waits_after([*kinds, "newest"])) == [RESYNC, "newest"]


def test_the_same_change_waits_once_for_a_page():
    assert run(what_waits_after(["answers"] * 1000)) == ["answers"]


def run(coroutine):
    """In a thread of its own: in this one a browser of an earlier test may keep its loop."""
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, coroutine).result()


async def what_waits_after(events: list[str]) -> list[str]:
    page = Client()
    for event in events:
        page.tell(event)
    return await page.next_events()


def test_a_quiet_stream_is_kept_alive(monkeypatch):
    monkeypatch.setattr(asgi, "KEEP_ALIVE_SECONDS", 0.01)
    sent = run(what_is_streamed(seconds=0.1))
    assert b":\n\n" in sent


def test_a_stream_ends_in_time_to_pass_the_door_again(monkeypatch):
    monkeypatch.setattr(asgi, "STREAM_SECONDS", 0.05)
    sent = run(what_is_streamed(seconds=2))
    assert sent[-1] == b""


async def what_is_streamed(*, seconds: float) -> list[bytes]:
    """The bodies of a stream nobody publishes to, until it ends or `seconds` are over."""

    async def application(scope, receive, send):
        await asgi.stream(Client(), receive, send)

    page = ApplicationCommunicator(application, {"type": "http"})
    await page.wait(timeout=seconds)
    messages = [page.output_queue.get_nowait() for _ in range(page.output_queue.qsize())]
    return [message["body"] for message in messages if "body" in message]
