import pytest
from django.utils.timezone import now

from accounts.models import Event
from emotions.services.starter import copy_library
from journeys.models import Belief, Journey
from journeys.services import beliefs
from tests.factories.accounts import ApiTokenFactory, MembershipFactory
from tests.factories.actions import ActionFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    EmotionTargetFactory,
    JourneyFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)

BASE = "/acme/api/v1/"


@pytest.fixture
def ask(client, acme, edgar):
    """Another system that acts with Edgar's token."""
    ApiTokenFactory(organization=acme, membership=edgar, secret="hl_crm", scope="write")

    def ask(method, path, data=None, token="hl_crm"):
        return getattr(client, method)(
            BASE + path,
            data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )

    return ask


@pytest.fixture
def trip(acme):
    journey = JourneyFactory(organization=acme, key="trip", name="Trip")
    StageFactory(organization=acme, journey=journey, key="ask", name="Ask")
    return journey


def error(response):
    return response.json()["error"]


def test_a_journey_is_made_from_a_template(ask, acme, by):
    copy_library(org=acme, by=by)

    made = ask("post", "journeys/", {"template": "insurance_claim"})

    stages = made.json()["stages"]
    assert made.status_code == 201
    assert stages[0]["targets"]
    assert stages[0]["actions"]
    assert ask("get", f"journeys/{made.json()['key']}/").json()["stages"] == stages


def test_the_whole_map_takes_few_statements(ask, acme, trip, django_assert_max_num_queries):
    for stage in StageFactory.create_batch(20, organization=acme, journey=trip):
        TouchpointFactory(organization=acme, stage=stage)
        EmotionTargetFactory(organization=acme, stage=stage)
        LiveIntervalFactory(organization=acme, stage_action__stage=stage)

    with django_assert_max_num_queries(14):
        assert len(ask("get", "journeys/trip/").json()["stages"]) == 21


def test_a_write_by_token_is_recorded_as_such(ask, trip):
    ask("patch", "journeys/trip/stages/ask/", {"customer_goal": "Be heard"})

    event = Event.objects.get(verb="stage_changed")
    assert (event.actor_kind, event.token.prefix) == ("token", "hl_crm")


def test_a_token_that_may_only_read_does_not_write(ask, acme, edgar, trip):
    ApiTokenFactory(organization=acme, membership=edgar, secret="hl_look", scope="read")

    assert ask("get", "journeys/trip/", token="hl_look").status_code == 200
    assert ask("delete", "journeys/trip/", token="hl_look").status_code == 403


def test_an_old_version_is_a_conflict(ask, trip):
    ask("patch", "journeys/trip/stages/ask/", {"name": "Theirs", "version": 1})

    refused = ask("patch", "journeys/trip/stages/ask/", {"name": "Mine", "version": 1})

    assert (refused.status_code, error(refused)["code"]) == (409, "stale")


def test_only_what_is_sent_changes(ask, trip):
    ask("patch", "journeys/trip/", {"description": "By train"})

    trip.refresh_from_db()
    assert (trip.name, trip.description) == ("Trip", "By train")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"main_outcome": "fame"}, "main_outcome"),
        ({"personas": ["nobody"]}, "personas"),
        ({"name": "x" * 121}, "name"),
        ({"version": "seven"}, "version"),
    ],
)
def test_a_journey_that_cannot_be_is_refused_by_field(ask, trip, fields, field):
    refused = ask("patch", "journeys/trip/", fields)

    assert refused.status_code == 400
    assert field in error(refused)["fields"]


@pytest.mark.parametrize(
    "fields",
    [
        {"emotion": "cared_for", "intended": 101},
        {"emotion": "cared_for", "intended": -1},
        {"emotion": "cared_for", "intended": 10**40},
        {"emotion": "positive", "intended": 80},
        {"emotion": "🙂", "intended": 80},
        {"emotion": "a\u0000b", "intended": 80},
        {"emotion": ["cared_for"], "intended": 80},
        {"intended": 80},
    ],
)
def test_a_target_that_cannot_be_is_refused(ask, trip, emotion, fields):
    assert ask("post", "journeys/trip/stages/ask/targets/", fields).status_code == 400


@pytest.mark.parametrize("name", ["cared_for", "cared for", "umsorgt"])
def test_a_target_names_its_emotion_by_key_or_in_any_language(ask, trip, emotion, name):
    made = ask("post", "journeys/trip/stages/ask/targets/", {"emotion": name, "intended": 80})

    assert made.json()["emotion"] == "cared_for"


def test_a_fourth_target_is_refused(ask, acme, trip):
    stage = trip.stages.get()
    for emotion in EmotionFactory.create_batch(3, organization=acme):
        EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    EmotionFactory(organization=acme, key="calm")

    refused = ask("post", "journeys/trip/stages/ask/targets/", {"emotion": "calm", "intended": 9})

    assert "three emotions" in error(refused)["message"]


def test_a_target_seen_otherwise_is_a_conflict(ask, acme, trip, emotion):
    EmotionTargetFactory(organization=acme, stage=trip.stages.get(), emotion=emotion, intended=60)
    path = "journeys/trip/stages/ask/targets/cared_for/"

    assert ask("patch", path, {"intended": 70, "was": 50}).status_code == 409
    assert ask("patch", path, {"intended": 70, "was": 60}).json()["intended"] == 70


def test_an_action_is_designed_in_and_goes_live(ask, acme, trip, emotion):
    action = ActionFactory(organization=acme, title="Call back")
    fields = {"action": action.pk, "emotion": "cared_for", "measure_effect": "fights"}
    made = ask("post", "journeys/trip/stages/ask/actions/", fields).json()

    live = ask("post", f"stage-actions/{made['id']}/live/", {"since": "2024-01-01"})
    ask("post", f"stage-actions/{made['id']}/stop/", {"ended_on": "2024-02-01"})

    assert live.status_code == 201
    told = ask("get", f"stage-actions/{made['id']}/").json()
    assert told["live_intervals"] == [{"since": "2024-01-01", "ended_on": "2024-02-01"}]
    assert told["title"] == "Call back"


def test_a_foreign_action_owner_or_emotion_is_refused(ask, acme, trip, emotion):
    path = "journeys/trip/stages/ask/actions/"
    own = ActionFactory(organization=acme).pk
    foreign_emotion = EmotionFactory(key="calm").key

    for fields in (
        {"action": ActionFactory().pk, "emotion": "cared_for"},
        {"action": own, "emotion": foreign_emotion},
        {"action": own, "emotion": "cared_for", "owner": MembershipFactory().pk},
        {"action": 2**63, "emotion": "cared_for"},
    ):
        assert ask("post", path, fields).status_code == 400


def test_an_answered_check_gets_a_next_version(ask, acme, trip):
    row = StageActionFactory(organization=acme, stage=trip.stages.get())
    CheckWordingFactory(organization=acme, stage_action=row, answered_at=now())

    ask("post", f"stage-actions/{row.pk}/checks/", {"texts": {"en": "Did we call?"}})

    assert [each["number"] for each in ask("get", f"stage-actions/{row.pk}/checks/").json()] == [
        2,
        1,
    ]


@pytest.mark.parametrize("texts", [{}, {"xx": "Did we?"}, {"en": "{name}?"}, "Did we?", None])
def test_a_broken_check_is_refused(ask, acme, trip, texts):
    row = StageActionFactory(organization=acme, stage=trip.stages.get())

    refused = ask("post", f"stage-actions/{row.pk}/checks/", {"texts": texts})

    assert refused.status_code == 400


def test_a_touchpoint_moves_to_another_stage(ask, acme, trip):
    TouchpointFactory(organization=acme, stage=trip.stages.get(), key="line")
    StageFactory(organization=acme, journey=trip, key="wait", position=1)

    path = "journeys/trip/stages/ask/touchpoints/line/move/"
    ask("post", path, {"stage": "wait", "to": 0})

    assert ask("get", "journeys/trip/stages/wait/touchpoints/").json()[0]["key"] == "line"


def test_estimates_are_given_by_keys_and_once(ask, acme, trip, emotion, edgar, by):
    EmotionTargetFactory(organization=acme, stage=trip.stages.get(), emotion=emotion)
    beliefs.open_round(journey=trip, asked=[edgar], until=acme.today(), by=by)
    path = "journeys/trip/belief-rounds/open/estimates/"
    mine = {"estimates": [{"stage": "ask", "emotion": "cared_for", "value": 61}]}

    assert ask("post", path, mine).status_code == 204
    assert ask("post", path, mine).status_code == 400
    assert Belief.objects.get().value == 61


def test_a_round_asks_members_only(ask, acme, trip, emotion, mona):
    EmotionTargetFactory(organization=acme, stage=trip.stages.get(), emotion=emotion)
    path, until = "journeys/trip/belief-rounds/", str(acme.today())

    stranger = MembershipFactory(role="editor")
    refused = ask("post", path, {"until": until, "asked": [mona.pk, stranger.pk]})
    opened = ask("post", path, {"until": until, "asked": [mona.pk]})

    assert refused.status_code == 400
    assert (opened.status_code, opened.json()["asked"]) == (201, 1)


def test_the_api_tells_nobody_what_others_estimated(ask, acme, trip, emotion, edgar, by):
    EmotionTargetFactory(organization=acme, stage=trip.stages.get(), emotion=emotion)
    opened = beliefs.open_round(journey=trip, asked=[edgar], until=acme.today(), by=by)
    ask(
        "post",
        "journeys/trip/belief-rounds/open/estimates/",
        {"estimates": [{"stage": "ask", "emotion": "cared_for", "value": 61}]},
    )

    [told] = ask("get", "journeys/trip/belief-rounds/").json()

    assert (told["id"], told["estimated"]) == (opened.pk, 1)
    assert not told.keys() - {
        "id",
        "opened_at",
        "until",
        "closed_at",
        "asked",
        "estimated",
        "looked",
    }


def test_deleting_archives(ask, trip):
    assert ask("delete", "journeys/trip/").status_code == 204

    assert Journey.objects.get(key="trip").archived_at is not None
    assert ask("get", "journeys/trip/").json()["archived_at"]
