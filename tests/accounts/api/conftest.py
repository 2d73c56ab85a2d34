"""Another system, with a token of an owner."""

import pytest

from tests.accounts.api.calls import JSON, V1
from tests.factories.accounts import ApiTokenFactory


@pytest.fixture
def token(acme, olivia):
    ApiTokenFactory(organization=acme, membership=olivia, secret="hl_olivia", scope="write")
    return {"Authorization": "Bearer hl_olivia"}


@pytest.fixture
def ask(client, token):
    """`ask("post", "teams/", {...})` as another system does."""

    def ask(method, path, body=None, **options):
        sent = {"headers": token, "content_type": JSON, **options}
        return getattr(client, method)(V1 + path, body, **sent)

    return ask
