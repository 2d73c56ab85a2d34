from datetime import timedelta

from django.utils.timezone import now

from accounts.models import Membership
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    EmotionTargetFactory,
    JourneyFactory,
    LiveIntervalFactory,
    PersonaFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.matrix import (
    BAD,
    EVERYBODY,
    FORBIDDEN,
    FOUND,
    INVALID,
    OK,
    Row,
    api,
    page,
)

CREATED, EMPTY = 201, 204


def editors(status):
    """Owner and editor get `status`, everybody else is refused."""
    return (status, status, FORBIDDEN, FORBIDDEN, FORBIDDEN)


def estimators(status):
    return (status, status, status, status, FORBIDDEN)


def a_journey(organization):
    return {"pk": JourneyFactory(organization=organization).pk}


def an_archived_journey(organization):
    return {"pk": JourneyFactory(organization=organization, archived_at=now()).pk}


def a_file_of_a_journey(organization):
    return {**a_journey(organization), "kind": "csv"}


def a_journey_with_a_target(organization):
    target = EmotionTargetFactory(organization=organization)
    return {"pk": target.stage.journey_id}


def a_stage(organization):
    return {"pk": StageFactory(organization=organization).pk}


def an_archived_stage(organization):
    return {"pk": StageFactory(organization=organization, archived_at=now()).pk}


def a_touchpoint(organization):
    return {"pk": TouchpointFactory(organization=organization).pk}


def a_target(organization):
    return {"pk": EmotionTargetFactory(organization=organization).pk}


def a_stage_action(organization):
    return {"pk": StageActionFactory(organization=organization).pk}


def a_live_action(organization):
    return {"pk": LiveIntervalFactory(organization=organization).stage_action_id}


def a_persona(organization):
    return {"pk": PersonaFactory(organization=organization).pk}


def asked_together(organization):
    """A round in which everybody who is there now was asked."""
    target = EmotionTargetFactory(organization=organization)
    journey = target.stage.journey
    belief_round = BeliefRoundFactory(organization=organization, journey=journey)
    for membership in Membership.objects.for_org(organization):
        BeliefInviteeFactory(organization=organization, round=belief_round, membership=membership)
    return target


def an_open_round(organization):
    return {"pk": asked_together(organization).stage.journey_id}


def a_journey_key(organization):
    return {"key": JourneyFactory(organization=organization, key="trip").key}


def a_stage_key(organization):
    stage = StageFactory(organization=organization, key="ask", journey__key="trip")
    return {"key": stage.journey.key, "stage": stage.key}


def a_stage_key_and_an_emotion(organization):
    EmotionFactory(organization=organization, key="cared_for")
    return a_stage_key(organization)


def a_touchpoint_key(organization):
    touchpoint = TouchpointFactory(
        organization=organization, key="line", stage__key="ask", stage__journey__key="trip"
    )
    return {**_keys(touchpoint.stage), "touchpoint": touchpoint.key}


def a_target_key(organization):
    target = EmotionTargetFactory(
        organization=organization, stage__key="ask", stage__journey__key="trip"
    )
    return {**_keys(target.stage), "emotion": target.emotion.key}


def an_open_round_key(organization):
    target = asked_together(organization)
    target.stage.journey.key = "trip"
    target.stage.journey.save()
    target.stage.key = "ask"
    target.stage.save()
    target.emotion.key = "cared_for"
    target.emotion.save()
    return {"key": "trip"}


def a_former_touchpoint(organization):
    return {"pk": TouchpointFactory(organization=organization, archived_at=now()).pk}


def a_target_ended_today(organization):
    today = organization.today()
    return {"pk": EmotionTargetFactory(organization=organization, ended_on=today).pk}


def a_former_action(organization):
    return {"pk": StageActionFactory(organization=organization, archived_at=now()).pk}


def an_archived_persona(organization):
    return {"pk": PersonaFactory(organization=organization, archived_at=now()).pk}


def a_persona_key(organization):
    return {"key": PersonaFactory(organization=organization, key="newcomer").key}


def _keys(stage):
    return {"key": stage.journey.key, "stage": stage.key}


TOMORROW = str((now() + timedelta(days=1)).date())
ESTIMATES = [{"stage": "ask", "emotion": "cared_for", "value": 60}]

PAGES: list[Row] = [
    page("journeys:journey-list", *EVERYBODY),
    page("journeys:journey-create", *editors(OK)),
    page("journeys:journey-create", *editors(FOUND), method="post", name="Trip"),
    page("journeys:journey-create", *editors(INVALID), method="post", name=""),
    page("journeys:journey-template", *editors(OK), template="hotel_stay"),
    page("journeys:journey-detail", *EVERYBODY, make=a_journey),
    page("journeys:journey-detail", *EVERYBODY, make=an_archived_journey),
    page("journeys:journey-edit", *editors(OK), make=a_journey),
    page("journeys:journey-archive", *editors(FOUND), method="post", make=a_journey),
    page("journeys:journey-restore", *editors(FOUND), method="post", make=a_journey),
    page("journeys:stage-create", *editors(OK), make=a_journey),
    page("journeys:stage-detail", *EVERYBODY, make=a_stage),
    page("journeys:stage-detail", *EVERYBODY, make=an_archived_stage),
    page("journeys:stage-edit", *editors(OK), make=a_stage),
    page("journeys:stage-move", *editors(FOUND), method="post", make=a_stage, to="0"),
    page("journeys:stage-archive", *editors(FOUND), method="post", make=a_stage),
    page("journeys:stage-restore", *editors(FOUND), method="post", make=a_stage),
    page("journeys:stage-guide", *editors(OK), make=a_stage),
    page("journeys:touchpoint-create", *editors(OK), make=a_stage),
    page("journeys:touchpoint-edit", *editors(OK), make=a_touchpoint),
    page("journeys:touchpoint-move", *editors(FOUND), method="post", make=a_touchpoint, to="0"),
    page("journeys:touchpoint-archive", *editors(FOUND), method="post", make=a_touchpoint),
    page("journeys:touchpoint-restore", *editors(FOUND), method="post", make=a_former_touchpoint),
    page("journeys:target-create", *editors(OK), make=a_stage),
    page("journeys:target-edit", *editors(OK), make=a_target),
    page("journeys:target-end", *editors(FOUND), method="post", make=a_target),
    page("journeys:target-resume", *editors(FOUND), method="post", make=a_target_ended_today),
    page("journeys:stage-action-create", *editors(OK), make=a_stage),
    page("journeys:stage-action-edit", *editors(OK), make=a_stage_action),
    page("journeys:stage-action-move", *editors(FOUND), method="post", make=a_stage_action),
    page("journeys:stage-action-archive", *editors(FOUND), method="post", make=a_stage_action),
    page("journeys:stage-action-restore", *editors(FOUND), method="post", make=a_former_action),
    page("journeys:stage-action-live", *editors(OK), make=a_stage_action),
    page("journeys:stage-action-stop", *editors(OK), make=a_live_action),
    page("journeys:check-edit", *editors(OK), make=a_stage_action),
    page("journeys:persona-list", *EVERYBODY),
    page("journeys:persona-create", *editors(OK)),
    page("journeys:persona-edit", *editors(OK), make=a_persona),
    page("journeys:persona-archive", *editors(FOUND), method="post", make=a_persona),
    page("journeys:persona-restore", *editors(FOUND), method="post", make=an_archived_persona),
    page("journeys:belief-list", *EVERYBODY, make=a_journey),
    page("journeys:belief-file", *EVERYBODY, make=a_file_of_a_journey),
    page("journeys:belief-open", *editors(OK), make=a_journey_with_a_target),
    page("journeys:belief-estimate", *estimators(OK), make=an_open_round),
    page("journeys:belief-reveal", *estimators(FOUND), method="post", make=an_open_round),
    page("journeys:belief-close", *editors(FOUND), method="post", make=an_open_round),
]
API: list[Row] = [
    api("api:journey-list", *EVERYBODY),
    api("api:journey-list", *editors(CREATED), method="post", name="Trip"),
    api("api:journey-list", *editors(BAD), method="post"),
    api("api:journey-detail", *EVERYBODY, make=a_journey_key),
    api("api:journey-detail", *editors(OK), method="patch", make=a_journey_key, name="Tour"),
    api("api:journey-detail", *editors(EMPTY), method="delete", make=a_journey_key),
    api("api:journey-template-list", *EVERYBODY),
    api("api:stage-list", *EVERYBODY, make=a_journey_key),
    api("api:stage-list", *editors(CREATED), method="post", make=a_journey_key, name="Ask"),
    api("api:stage-detail", *EVERYBODY, make=a_stage_key),
    api("api:stage-detail", *editors(OK), method="patch", make=a_stage_key, name="Call"),
    api("api:stage-detail", *editors(EMPTY), method="delete", make=a_stage_key),
    api("api:stage-move", *editors(OK), method="post", make=a_stage_key, to=0),
    api("api:touchpoint-list", *EVERYBODY, make=a_stage_key),
    api(
        "api:touchpoint-list",
        *editors(CREATED),
        method="post",
        make=a_stage_key,
        name="Line",
        channel="phone",
    ),
    api("api:touchpoint-detail", *EVERYBODY, make=a_touchpoint_key),
    api("api:touchpoint-detail", *editors(OK), method="patch", make=a_touchpoint_key, name="Desk"),
    api("api:touchpoint-detail", *editors(EMPTY), method="delete", make=a_touchpoint_key),
    api("api:touchpoint-move", *editors(OK), method="post", make=a_touchpoint_key, to=0),
    api("api:target-list", *EVERYBODY, make=a_stage_key),
    api(
        "api:target-list",
        *editors(CREATED),
        method="post",
        make=a_stage_key_and_an_emotion,
        emotion="cared_for",
        intended=80,
    ),
    api("api:target-detail", *EVERYBODY, make=a_target_key),
    api("api:target-detail", *editors(OK), method="patch", make=a_target_key, intended=70),
    api("api:target-detail", *editors(EMPTY), method="delete", make=a_target_key),
    api("api:stage-action-list", *EVERYBODY, make=a_stage_key),
    api("api:stage-action-list", *editors(BAD), method="post", make=a_stage_key),
    api("api:stage-action-detail", *EVERYBODY, make=a_stage_action),
    api("api:stage-action-detail", *editors(OK), method="patch", make=a_stage_action, material="A"),
    api("api:stage-action-detail", *editors(EMPTY), method="delete", make=a_stage_action),
    api("api:stage-action-live", *editors(CREATED), method="post", make=a_stage_action),
    api("api:stage-action-stop", *editors(OK), method="post", make=a_live_action),
    api("api:stage-action-checks", *EVERYBODY, make=a_stage_action),
    api(
        "api:stage-action-checks",
        *editors(CREATED),
        method="post",
        make=a_stage_action,
        texts={"en": "Did we call?"},
    ),
    api("api:belief-round-list", *EVERYBODY, make=a_journey_key),
    api(
        "api:belief-round-list",
        *editors(BAD),
        method="post",
        make=a_journey_key,
        until=TOMORROW,
        asked=[],
    ),
    api(
        "api:belief-estimates",
        *estimators(EMPTY),
        method="post",
        make=an_open_round_key,
        estimates=ESTIMATES,
    ),
    api("api:belief-reveal", *estimators(EMPTY), method="post", make=an_open_round_key),
    api("api:belief-close", *editors(OK), method="post", make=an_open_round_key),
    api("api:persona-list", *EVERYBODY),
    api("api:persona-list", *editors(CREATED), method="post", name="Newcomer"),
    api("api:persona-detail", *EVERYBODY, make=a_persona_key),
    api("api:persona-detail", *editors(OK), method="patch", make=a_persona_key, name="Regular"),
    api("api:persona-detail", *editors(EMPTY), method="delete", make=a_persona_key),
]
ROWS = [*PAGES, *API]
