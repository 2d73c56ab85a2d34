"""Every page, API and file that somebody can open, as text that depends on nothing but what it tells."""

import re

from django.test import Client

from tests import matrix
from tests.test_permissions import ROWS, ask

READING = [row for row in ROWS if row.method == "get" and row.make is matrix.nothing]
# What differs from one request to the next, whoever asks.
PASSING = re.compile(
    rb'nonce="[^"]*"|name="csrf[^>]*>|hx-headers=.[^>]*>|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}'
    rb'|<time.*?</time>|value="20[0-9-]{8}T[^"]*"|value="[0-9:]{5,8}"',
    re.DOTALL,
)


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def walk(client, acme, extra=()):
    """The body of every page, API and file that opens without naming a row, and of some that do."""
    bodies = {}
    for row in READING:
        response = ask(client, row, acme, {})
        if response.status_code == 200:
            bodies[row.route] = PASSING.sub(b"", b"".join(response))
    return {**bodies, **visit(client, extra)}


def visit(client, addresses):
    """The body of each of these."""
    return {each: PASSING.sub(b"", client.get(each).content) for each in addresses}
