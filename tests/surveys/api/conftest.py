import json

import pytest

from tests.factories.accounts import ApiTokenFactory
from tests.factories.journeys import StageFactory
from tests.surveys.api.calls import API


@pytest.fixture
def call(client, edgar):
    """`call("post", "customers/", body)` as a system that holds an editor's token."""
    ApiTokenFactory(
        organization=edgar.organization, membership=edgar, secret="hl_crm", scope="write"
    )

    def call(method, path, body=None, **headers):
        return getattr(client, method)(
            API + path,
            None if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": "Bearer hl_crm", **headers},
        )

    return call


@pytest.fixture
def stage(acme):
    return StageFactory(organization=acme, key="call")
