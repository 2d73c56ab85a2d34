from django.core.files.base import ContentFile

from tests.factories.integrations import (
    ImportFactory,
    WebhookDeliveryFactory,
    WebhookEndpointFactory,
)
from tests.matrix import FORBIDDEN, FOUND, INVALID, OK, Row, api, page

NO = FORBIDDEN
EDITORS = (OK, OK, NO, NO, NO)
EDITORS_MOVE = (FOUND, FOUND, NO, NO, NO)


def an_upload(organization):
    return {"pk": ImportFactory(organization=organization).pk}


def a_waiting(organization):
    return {"pk": ImportFactory(organization=organization, state="queued").pk}


def a_refused(organization):
    rejects = ContentFile(b"Row\n", "rejects.csv")
    return {"pk": ImportFactory(organization=organization, state="done", rejects=rejects).pk}


def an_endpoint(organization):
    return {"pk": WebhookEndpointFactory(organization=organization).pk}


def a_given_up(organization):
    return {"pk": WebhookDeliveryFactory(organization=organization, state="dead").pk}


OWNER = (OK, NO, NO, NO, NO)
OWNER_MOVES = (FOUND, NO, NO, NO, NO)

ROWS: list[Row] = [
    page("integrations:import-list", *EDITORS),
    page("integrations:import-create", *EDITORS),
    page("integrations:import-create", INVALID, INVALID, NO, NO, NO, method="post"),
    page("integrations:import-mapping", *EDITORS, make=an_upload),
    page("integrations:import-detail", *EDITORS, make=a_waiting),
    page("integrations:import-cancel", *EDITORS_MOVE, make=a_waiting, method="post"),
    page("integrations:import-rejects", *EDITORS, make=a_refused),
    api("api:import-list", *EDITORS),
    api("api:import-detail", *EDITORS, make=a_waiting),
    page("integrations:webhook-list", *OWNER),
    page("integrations:webhook-create", INVALID, NO, NO, NO, NO, method="post"),
    page("integrations:webhook-detail", *OWNER, make=an_endpoint),
    page("integrations:webhook-secret", *OWNER, make=an_endpoint, method="post"),
    page("integrations:webhook-test", *OWNER_MOVES, make=an_endpoint, method="post"),
    page("integrations:webhook-remove", *OWNER_MOVES, make=an_endpoint, method="post"),
    page("integrations:webhook-again", *OWNER_MOVES, make=a_given_up, method="post"),
]
