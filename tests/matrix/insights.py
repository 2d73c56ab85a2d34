from tests.factories.accounts import MembershipFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.insights import AlertFactory, ReportFactory
from tests.factories.journeys import JourneyFactory, StageActionFactory, StageFactory
from tests.factories.pulse import PulseRoundFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.saved_views import SavedViewFactory
from tests.factories.training import LessonFactory
from tests.matrix import BAD, EVERYBODY, FORBIDDEN, FOUND, INVALID, MISSING, OK, Row, api, page


def a_cell(organization):
    return {
        "stage_pk": StageFactory(organization=organization).pk,
        "emotion_pk": EmotionFactory(organization=organization).pk,
    }


def a_closed_pulse(organization):
    today = organization.today()
    return {"pk": PulseRoundFactory(organization=organization, closed_on=today).pk}


def a_closed_pulse_file(organization):
    return {**a_closed_pulse(organization), "kind": "csv"}


def a_report(organization):
    return {"pk": ReportFactory(organization=organization).pk}


def a_report_file(organization):
    return {**a_report(organization), "kind": "csv"}


def a_journey(organization):
    return {"pk": JourneyFactory(organization=organization).pk}


def an_alert(organization):
    return {"pk": AlertFactory(organization=organization).pk}


def no_table(organization):
    return {"name": "gaps", "kind": "csv"}


NO = FORBIDDEN
MANAGERS = (OK, OK, OK, NO, NO)
MANAGERS_MOVE = (FOUND, FOUND, FOUND, NO, NO)
EVERYBODY_MOVES = (FOUND,) * 5


def a_registration(organization):
    return {"pk": RegistrationFactory(organization=organization).pk}


def a_stage_action(organization):
    return {"pk": StageActionFactory(organization=organization).pk}


def a_lesson_at_a_stage(organization):
    return {
        "stage_pk": StageFactory(organization=organization).pk,
        "pk": LessonFactory(organization=organization).pk,
    }


NO = FORBIDDEN
EDITORS = (OK, OK, NO, NO, NO)
EDITED = (INVALID, INVALID, NO, NO, NO)


def by_the_weather(organization):
    return {"by": "weather"}


def a_saved_view(organization):
    member = MembershipFactory(organization=organization, role="manager")
    return {"pk": SavedViewFactory(organization=organization, owner=member, is_shared=True).pk}


ROWS: list[Row] = [
    page("insights:evidence-list", *EVERYBODY),
    page("insights:evidence-detail", *EVERYBODY, make=a_registration),
    page("insights:evidence-register-action", *EDITORS, make=a_stage_action),
    page("insights:evidence-register-action", *EDITED, method="post", make=a_stage_action),
    page("insights:evidence-register-lesson", *EDITORS, make=a_lesson_at_a_stage),
    page("insights:evidence-register-lesson", *EDITED, method="post", make=a_lesson_at_a_stage),
    page("insights:evidence-amend", *EDITORS, make=a_registration),
    page("insights:evidence-amend", *EDITED, method="post", make=a_registration),
    page("insights:evidence-withdraw", *EDITORS, make=a_registration),
    page("insights:evidence-withdraw", *EDITED, method="post", make=a_registration),
    api("api:evidence-list", *EVERYBODY),
    api("api:evidence-list", BAD, BAD, NO, NO, NO, method="post"),
    api("api:evidence-detail", *EVERYBODY, make=a_registration),
    page("insights:board", *EVERYBODY),
    page("insights:drivers", *EVERYBODY),
    page("insights:priority", *EVERYBODY),
    page("insights:who-answered", *EVERYBODY),
    page("insights:who-answered-note", *EVERYBODY),
    api("api:driver-table", *(404,) * 5, journey="nowhere"),
    api("api:priority-list", *(404,) * 5, journey="nowhere"),
    api("api:who-answered", *(404,) * 5, journey="nowhere"),
    page("insights:year", *EVERYBODY),
    page("insights:comparison", *EVERYBODY),
    page("insights:split", *(MISSING,) * 5, make=by_the_weather),
    page("insights:saved-view-list", *EVERYBODY),
    page("insights:saved-view-create", *EVERYBODY),
    page("insights:saved-view-create", *(INVALID,) * 5, method="post"),
    page("insights:saved-view", *(FOUND,) * 5, make=a_saved_view),
    page("insights:saved-view-edit", OK, *(FORBIDDEN,) * 4, make=a_saved_view),
    page("insights:saved-view-edit", INVALID, *(FORBIDDEN,) * 4, method="post", make=a_saved_view),
    page("insights:saved-view-delete", OK, *(FORBIDDEN,) * 4, make=a_saved_view),
    page("insights:saved-view-delete", FOUND, *(FORBIDDEN,) * 4, method="post", make=a_saved_view),
    api("api:gap-year", *(MISSING,) * 5, journey="nowhere"),
    api("api:gap-split", *(MISSING,) * 5, journey="nowhere"),
    api("api:saved-view-list", *EVERYBODY),
    api("api:saved-view-list", *(BAD,) * 5, method="post"),
    api("api:saved-view-detail", *EVERYBODY, make=a_saved_view),
    api(
        "api:saved-view-detail",
        OK,
        *(FORBIDDEN,) * 4,
        method="patch",
        make=a_saved_view,
        name="New",
    ),
    api("api:saved-view-detail", 204, *(FORBIDDEN,) * 4, method="delete", make=a_saved_view),
    page("insights:cell", *EVERYBODY, make=a_cell),
    page("insights:empathy", *EVERYBODY),
    page("insights:own-results", *EVERYBODY),
    page("insights:pulse", *EVERYBODY),
    page("insights:pulse-detail", *EVERYBODY, make=a_closed_pulse),
    page("insights:pulse-file", *EVERYBODY, make=a_closed_pulse_file),
    api("api:gap-board", 404, 404, 404, 404, 404, journey="nowhere"),
    api("api:empathy-gap-list", *EVERYBODY),
    api("api:own-result-list", *EVERYBODY),
    api("api:pulse-list", *EVERYBODY),
    page("insights:report-list", *EVERYBODY),
    page("insights:report-create", INVALID, INVALID, INVALID, NO, NO, method="post"),
    page("insights:report-detail", *EVERYBODY, make=a_report),
    page("insights:report-file", *EVERYBODY, make=a_report_file),
    page("insights:report-readers", *MANAGERS, make=a_journey),
    page("insights:report-readers", *MANAGERS_MOVE, make=a_journey, method="post"),
    page("insights:report-leave", *EVERYBODY_MOVES, make=a_journey, method="post"),
    page("insights:alert-list", *EVERYBODY),
    page("insights:alert-mail", *EVERYBODY_MOVES, method="post", wanted="on"),
    page("insights:alert-acknowledge", *MANAGERS, make=an_alert),
    page("insights:alert-acknowledge", *MANAGERS_MOVE, make=an_alert, method="post"),
    page("insights:table-file", 404, 404, 404, 404, 404, make=no_table),
    api("api:report-list", *EVERYBODY),
    api("api:report-detail", *EVERYBODY, make=a_report),
    api("api:alert-list", *EVERYBODY),
]
