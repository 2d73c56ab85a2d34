from surveys.models import Suppression
from tests.factories.emotions import OutcomeFactory
from tests.factories.surveys import (
    CustomerFactory,
    FollowUpFactory,
    InteractionFactory,
    ResponseFactory,
    SurveyFactory,
)
from tests.matrix import BAD, EVERYBODY, FORBIDDEN, FOUND, INVALID, OK, Row, a_file, api, page

NO = FORBIDDEN
GONE = 204
EDITORS = (OK, OK, NO, NO, NO)
EDITORS_MOVE = (FOUND, FOUND, NO, NO, NO)
EDITORS_INVALID = (INVALID, INVALID, NO, NO, NO)
MANAGERS = (OK, OK, OK, NO, NO)
MANAGERS_INVALID = (INVALID, INVALID, INVALID, NO, NO)


def pk_of(factory):
    return lambda organization: {"pk": factory(organization=organization).pk}


def a_stop(organization):
    return {"pk": Suppression.objects.create(organization=organization, email_hash="0" * 64).pk}


def an_outcome(organization):
    OutcomeFactory(organization=organization, key="churn")
    return {}


a_customer = pk_of(CustomerFactory)
an_interaction = pk_of(InteractionFactory)
a_response = pk_of(ResponseFactory)
a_followup = pk_of(FollowUpFactory)
a_survey = pk_of(SurveyFactory)

ROWS: list[Row] = [
    page("surveys:customer-list", *MANAGERS),
    page("surveys:customer-file", *MANAGERS, make=a_file),
    page("surveys:customer-detail", *MANAGERS, make=a_customer),
    page("surveys:customer-create", *EDITORS),
    page("surveys:customer-create", *EDITORS_INVALID, method="post"),
    page("surveys:customer-edit", *EDITORS, make=a_customer),
    page("surveys:customer-edit", *EDITORS_INVALID, make=a_customer, method="post"),
    page("surveys:customer-consent", *EDITORS, make=a_customer),
    page("surveys:customer-consent", *EDITORS_INVALID, make=a_customer, method="post"),
    page("surveys:customer-erase", *EDITORS, make=a_customer),
    page("surveys:customer-erase", *EDITORS_MOVE, make=a_customer, method="post"),
    page("surveys:customer-export", *EDITORS, make=a_customer),
    page("surveys:suppression-list", *MANAGERS),
    page("surveys:suppression-create", *EDITORS),
    page("surveys:suppression-create", *EDITORS_INVALID, method="post"),
    page("surveys:suppression-remove", *EDITORS, make=a_stop),
    page("surveys:suppression-remove", *EDITORS_MOVE, make=a_stop, method="post"),
    page("surveys:interaction-list", *MANAGERS),
    page("surveys:interaction-file", *MANAGERS, make=a_file),
    page("surveys:interaction-create", *MANAGERS),
    page("surveys:interaction-create", *MANAGERS_INVALID, method="post"),
    api("api:customer-list", *MANAGERS),
    api("api:customer-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:customer-detail", *MANAGERS, make=a_customer),
    api("api:customer-detail", *EDITORS, make=a_customer, method="patch"),
    api("api:customer-detail", GONE, GONE, NO, NO, NO, make=a_customer, method="delete"),
    api("api:customer-everything", *EDITORS, make=a_customer),
    api("api:suppression-list", *MANAGERS),
    api("api:suppression-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:interaction-list", *MANAGERS),
    api("api:interaction-list", BAD, BAD, BAD, NO, NO, method="post"),
    api("api:interaction-detail", *MANAGERS, make=an_interaction),
    api("api:outcome-record-list", *MANAGERS),
    api("api:outcome-record-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:response-list", *MANAGERS),
    api("api:response-detail", *MANAGERS, make=a_response),
    api("api:followup-list", *MANAGERS),
    api("api:followup-detail", *MANAGERS, make=a_followup),
    api("api:followup-detail", *MANAGERS, make=a_followup, method="patch"),
    api("api:survey-list", *EVERYBODY),
    api("api:survey-detail", *EVERYBODY, make=a_survey),
    api("api:decision-list", *MANAGERS),
    api("api:delivery-list", *MANAGERS),
]
