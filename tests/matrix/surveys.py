from tests.factories.pulse import PulseRoundFactory
from tests.factories.surveys import (
    DeliveryFactory,
    FollowUpFactory,
    ResponseFactory,
    SurveyFactory,
)
from tests.matrix import EVERYBODY, FORBIDDEN, FOUND, INVALID, OK, Row, a_file, page

EDITORS = (OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN)
EDITORS_MOVE = (FOUND, FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN)
MANAGERS = (OK, OK, OK, FORBIDDEN, FORBIDDEN)
MANAGERS_MOVE = (FOUND, FOUND, FOUND, FORBIDDEN, FORBIDDEN)


def invalid(statuses):
    return tuple(INVALID if status == OK else status for status in statuses)


def a_survey(organization):
    return {"pk": SurveyFactory(organization=organization).pk}


def a_delivery(organization):
    return {"pk": DeliveryFactory(organization=organization, state="failed").pk}


def a_response(organization):
    return {"pk": ResponseFactory(organization=organization).pk}


def a_followup(organization):
    return {"pk": FollowUpFactory(organization=organization).pk}


def a_pulse(organization):
    return {"pk": PulseRoundFactory(organization=organization).pk}


ASKING: list[Row] = [
    page("surveys:survey-list", *EVERYBODY),
    page("surveys:survey-detail", *EVERYBODY, make=a_survey),
    page("surveys:survey-preview", *EVERYBODY, make=a_survey),
    page("surveys:survey-create", *EDITORS),
    page("surveys:survey-create", *invalid(EDITORS), method="post", name=""),
    page("surveys:survey-edit", *EDITORS, make=a_survey),
    page("surveys:survey-edit", *invalid(EDITORS), method="post", make=a_survey, name=""),
    page("surveys:survey-start", *EDITORS_MOVE, method="post", make=a_survey),
    page("surveys:survey-pause", *EDITORS_MOVE, method="post", make=a_survey),
    page("surveys:survey-end", *EDITORS_MOVE, method="post", make=a_survey),
    page("surveys:decision-list", *MANAGERS),
    page("surveys:delivery-list", *MANAGERS),
    page("surveys:delivery-send", *EDITORS_MOVE, method="post"),
    page("surveys:delivery-resend", *EDITORS_MOVE, method="post", make=a_delivery),
]
ANSWERING: list[Row] = [
    page("surveys:response-list", *MANAGERS),
    page("surveys:response-file", *MANAGERS, make=a_file),
    page("surveys:response-detail", *MANAGERS, make=a_response),
    page("surveys:followup-list", *MANAGERS),
    page("surveys:followup-file", *MANAGERS, make=a_file),
    page("surveys:followup-detail", *MANAGERS, make=a_followup),
    page("surveys:followup-edit", *MANAGERS, make=a_followup),
    page("surveys:followup-edit", *invalid(MANAGERS), method="post", make=a_followup, due_on="x"),
    page("surveys:followup-close", *MANAGERS, make=a_followup),
    page("surveys:followup-close", *invalid(MANAGERS), method="post", make=a_followup, result="x"),
    page("surveys:followup-reopen", *MANAGERS_MOVE, method="post", make=a_followup),
]
PULSE: list[Row] = [
    page("surveys:pulse-create", *EDITORS),
    page("surveys:pulse-create", *invalid(EDITORS), method="post"),
    page("surveys:pulse-detail", *EDITORS, make=a_pulse),
    page("surveys:pulse-close", *EDITORS_MOVE, method="post", make=a_pulse),
]
ROWS: list[Row] = [*ASKING, *ANSWERING, *PULSE]
