from django.core.files.base import ContentFile

from tests.factories.integrations import ImportFactory
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
]
