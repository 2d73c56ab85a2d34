from tests.factories.accounts import TeamFactory
from tests.factories.journeys import LiveIntervalFactory
from tests.factories.training import (
    AssignmentFactory,
    AttemptChoiceFactory,
    ChoiceFactory,
    LessonFactory,
    ScenarioFactory,
)
from tests.matrix import BAD, EVERYBODY, FORBIDDEN, FOUND, INVALID, MISSING, OK, Row, api, page

NO = FORBIDDEN
EDITORS = (OK, OK, NO, NO, NO)
EDITED = (INVALID, INVALID, NO, NO, NO)
MOVED = (FOUND, FOUND, NO, NO, NO)
MANAGERS = (OK, OK, OK, NO, NO)
MANAGED = (INVALID, INVALID, INVALID, NO, NO)
TAKERS = (OK, OK, OK, OK, NO)
# Nobody sees what another person answered, whatever their role.
NOT_MINE = (MISSING, MISSING, MISSING, MISSING, NO)
WRITTEN = (BAD, BAD, NO, NO, NO)


def a_lesson(organization):
    return {"pk": ChoiceFactory(organization=organization).scenario.lesson.pk}


def a_key(organization):
    return {"key": LessonFactory(organization=organization).key}


def a_scenario(organization):
    return {"pk": ScenarioFactory(organization=organization).pk}


def a_scenario_of_a_key(organization):
    scenario = ScenarioFactory(organization=organization)
    return {"key": scenario.lesson.key, "pk": scenario.pk}


def somebody_s_answer(organization):
    return {"pk": AttemptChoiceFactory(organization=organization).pk}


def somebody_s_attempt(organization):
    return {"pk": AttemptChoiceFactory(organization=organization).attempt.pk}


def an_assignment(organization):
    return {"pk": AssignmentFactory(organization=organization).pk}


def a_behaviour(organization):
    team = TeamFactory(organization=organization)
    stage_action = LiveIntervalFactory(organization=organization).stage_action
    stage_action.stage.teams.add(team)
    return {"team_pk": team.pk, "pk": stage_action.pk}


ROWS: list[Row] = [
    page("training:lesson-list", *EVERYBODY),
    page("training:lesson-detail", *EVERYBODY, make=a_lesson),
    page("training:lesson-create", *EDITORS),
    page("training:lesson-create", *EDITED, method="post"),
    page("training:lesson-edit", *EDITORS, make=a_lesson),
    page("training:lesson-edit", *EDITED, method="post", make=a_lesson),
    page("training:lesson-archive", *MOVED, method="post", make=a_lesson),
    page("training:lesson-restore", *MOVED, method="post", make=a_lesson),
    page("training:scenario-create", *EDITORS, make=a_lesson),
    page("training:scenario-create", *EDITED, method="post", make=a_lesson),
    page("training:scenario-edit", *EDITORS, make=a_scenario),
    page("training:scenario-edit", *EDITED, method="post", make=a_scenario),
    page("training:scenario-archive", *MOVED, method="post", make=a_scenario),
    page("training:practice", *TAKERS, make=a_lesson),
    page("training:practice", INVALID, INVALID, INVALID, INVALID, NO, method="post", make=a_lesson),
    page("training:answer-detail", *NOT_MINE, make=somebody_s_answer),
    page("training:attempt-detail", *NOT_MINE, make=somebody_s_attempt),
    page("training:my-results", *TAKERS),
    page("training:assignment-list", *MANAGERS),
    page("training:assignment-create", *MANAGERS),
    page("training:assignment-create", *MANAGED, method="post"),
    page(
        "training:assignment-withdraw",
        FOUND, FOUND, FOUND, NO, NO,
        method="post",
        make=an_assignment,
    ),
    page("training:coverage", *EVERYBODY),
    page("training:forecast-list", *MANAGERS),
    page("training:forecast-create", *MANAGERS, make=a_behaviour),
    page("training:forecast-create", *MANAGED, method="post", make=a_behaviour),
    api("api:lesson-list", *EVERYBODY),
    api("api:lesson-list", *WRITTEN, method="post"),
    api("api:lesson-detail", *EVERYBODY, make=a_key),
    api("api:lesson-detail", OK, OK, NO, NO, NO, method="patch", make=a_key),
    api("api:scenario-list", *EDITORS, make=a_key),
    api("api:scenario-list", *WRITTEN, method="post", make=a_key),
    api("api:scenario-detail", *EDITORS, make=a_scenario_of_a_key),
    api("api:scenario-detail", *EDITORS, method="patch", make=a_scenario_of_a_key),
    api("api:assignment-list", *MANAGERS),
    api("api:assignment-list", BAD, BAD, BAD, NO, NO, method="post"),
    api("api:attempt-list", *TAKERS),
    api("api:coverage-list", *EVERYBODY),
    api("api:forecast-list", *MANAGERS),
    api("api:forecast-list", BAD, BAD, BAD, NO, NO, method="post"),
]  # fmt: skip
