"""What asks for a connection that stays open; pages are served by config.wsgi.

`live` answers /live/ and nothing else. `demo` is the whole house in one process: /live/ by itself,
everything else by Django's WSGI application in threads (under Django's ASGI handler pages run out
of database connections).
"""

import asyncio
import os
import signal
from contextlib import suppress
from functools import cache
from importlib import import_module
from types import FrameType
from typing import cast

import django
from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import HTTPScope, Receive, Scope, Send
from a2wsgi.wsgi_typing import WSGIApp
from asgiref.sync import sync_to_async

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

# The registry of models has to stand before any of them is imported.
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connections
from django.http import HttpRequest, parse_cookie

from accounts.models import Membership
from config.live import Client, Hub

KEEP_ALIVE_SECONDS = 15
# A page connects again by itself and passes the door again: whoever was shown out is out by then.
STREAM_SECONDS = 300
# What happens again within this time is told once: a thousand answers are not a thousand reloads.
PAUSE_SECONDS = 1
DEMO_THREADS = 8

hub = Hub()


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer /live/<org>/ with a stream of events, to members of the organization."""
    if scope["type"] == "lifespan":
        await listen_while_running(receive, send)
    elif scope["type"] == "http":
        await answer(scope, receive, send)


async def demo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer everything from one process."""
    if scope["type"] == "lifespan":
        pages()  # before the first visitor, and not while streams wait
    if scope["type"] == "http" and not scope["path"].startswith("/live/"):
        await pages()(scope, receive, send)
    else:
        await live(scope, receive, send)


@cache
def pages() -> WSGIMiddleware:
    from config.wsgi import application

    return WSGIMiddleware(cast(WSGIApp, application), workers=DEMO_THREADS)


async def listen_while_running(receive: Receive, send: Send) -> None:
    await receive()
    listener = asyncio.create_task(hub.listen())
    for number in (signal.SIGINT, signal.SIGTERM):
        close_streams_on(number)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listener.cancel()
    await send({"type": "lifespan.shutdown.complete"})


def close_streams_on(number: signal.Signals) -> None:
    """End the streams before the server's own handler waits for them."""
    loop, servers_own = asyncio.get_running_loop(), signal.getsignal(number)

    def stop(received: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hub.close)
        if callable(servers_own):
            servers_own(received, frame)

    signal.signal(number, stop)


async def answer(scope: HTTPScope, receive: Receive, send: Send) -> None:
    slug = scope["path"].removeprefix("/live/").strip("/")
    if slug == "healthz":
        await plain(send, 200, b"ok")
    elif scope["method"] != "GET":
        await plain(send, 405, b"")
    else:
        org_id = await sync_to_async(org_of_member)(cookies(scope), slug)
        if org_id is None:
            await plain(send, 404, b"")
        else:
            with hub.client(org_id) as client:
                await stream(client, receive, send)


def cookies(scope: HTTPScope) -> dict[str, str]:
    header = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(header.decode("latin-1"))


def org_of_member(cookies: dict[str, str], slug: str) -> int | None:
    """Return the organization's id if the session belongs to one of its present members."""
    request = HttpRequest()
    sessions = import_module(settings.SESSION_ENGINE)
    request.session = sessions.SessionStore(cookies.get(settings.SESSION_COOKIE_NAME))
    try:
        user = get_user(request)
        if not user.is_authenticated:
            return None
        memberships = Membership.objects.present().filter(user=user, organization__slug=slug)
        found: int | None = memberships.values_list("organization_id", flat=True).first()
        return found
    finally:
        # A stream lives for minutes and needs the database only at the door.
        connections.close_all()


async def plain(send: Send, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [NO_STORE]})
    await send({"type": "http.response.body", "body": body, "more_body": False})


NO_STORE = (b"cache-control", b"no-store")
STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    NO_STORE,
    (b"x-accel-buffering", b"no"),  # a proxy that collects a page before it sends would never send
]


async def stream(client: Client, receive: Receive, send: Send) -> None:
    """Send the client's events until the page closes or its time is over."""
    await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
    await body(send, "retry: 2000\n\n")
    watcher = asyncio.create_task(leave_when_closed(client, receive))
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(STREAM_SECONDS):
                await send_events(client, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        watcher.cancel()


async def send_events(client: Client, send: Send) -> None:
    while True:
        try:
            async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                events = await client.next_events()
        except TimeoutError:
            await body(send, ":\n\n")
            continue
        if not events:
            return
        await body(send, "".join(f"data: {event}\n\n" for event in events))
        await asyncio.sleep(PAUSE_SECONDS)


async def body(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def leave_when_closed(client: Client, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    client.leave()
