"""Rule 2: actions that evoke an emotion, cheap and strong ones first."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Actor
from actions.models import Action
from actions.selectors.actions import Filters, cheap_and_strong_first
from actions.services import actions
from actions.services import starter as action_starter
from emotions.services import starter as emotion_starter
from tests.factories.actions import ActionEmotionFactory, ClusterFactory, NoteFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory

SYSTEM = Actor.system()


@pytest.fixture
def cared_for(acme):
    return EmotionFactory(organization=acme, names={"en": "cared for"})


def write(acme, *emotions, **fields):
    return actions.create(
        org=acme,
        **{
            "title": "Ring back",
            "what_we_do": "Ring back within the hour.",
            "evokes": dict.fromkeys(emotions, 2),
            **fields,
        },
        by=SYSTEM,
    )


def test_the_library_is_copied_once_with_its_emotions(acme):
    emotion_starter.copy_library(org=acme, by=SYSTEM)

    first = action_starter.copy_library(org=acme, by=SYSTEM)

    assert first == Action.objects.for_org(acme).count() >= 24
    assert action_starter.copy_library(org=acme, by=SYSTEM) == 0
    assert not Action.objects.for_org(acme).filter(emotions__isnull=True).exists()


def test_an_action_evokes_at_least_one_emotion(acme):
    with pytest.raises(ValidationError, match="at least one emotion"):
        write(acme)


def test_cheap_and_strong_actions_come_first(acme):
    for title, strength, cost, effort in [
        ("dear", 3, 3, 3),
        ("weak", 1, 0, 1),
        ("best", 3, 0, 1),
        ("good", 3, 1, 1),
    ]:
        ActionEmotionFactory(
            organization=acme,
            strength=strength,
            action__title=title,
            action__cost=cost,
            action__effort=effort,
        )

    found = cheap_and_strong_first(org=acme)

    assert [action.title for action in found] == ["best", "good", "weak", "dear"]


def test_filtering_by_an_emotion_keeps_an_action_s_own_strength(acme):
    row = ActionEmotionFactory(organization=acme, strength=1)
    ActionEmotionFactory(organization=acme, action=row.action, strength=3)

    [action] = Filters(emotion=row.emotion).apply(cheap_and_strong_first(org=acme))

    assert action.strongest == 3


def test_a_note_becomes_an_action_without_retyping_and_keeps_the_link(acme):
    note = NoteFactory(organization=acme, text="Ring back, even without news")

    action = actions.from_note(note=note, by=SYSTEM)

    assert (action.title, action.note, action.source) == (note.text, note, "note")
    assert list(action.emotions.all()) == [note.brainstorm.emotion]
    assert actions.from_note(note=note, by=SYSTEM) == action


def test_a_long_note_keeps_every_word_in_what_we_do(acme):
    note = NoteFactory(organization=acme, text="call " * 90)

    action = actions.from_note(note=note, by=SYSTEM)

    assert len(action.title) <= 200
    assert action.what_we_do == note.text


def test_a_cluster_becomes_an_action_with_all_its_notes_and_keeps_the_link(acme):
    cluster = ClusterFactory(organization=acme, name="Calling back")
    for text in ("within the hour", "without news, too"):
        NoteFactory(organization=acme, brainstorm=cluster.brainstorm, cluster=cluster, text=text)

    action = actions.from_cluster(cluster=cluster, by=SYSTEM)

    assert (action.title, action.cluster) == ("Calling back", cluster)
    assert actions.from_cluster(cluster=cluster, by=SYSTEM) == action
    assert action.what_we_do == "- within the hour\n- without news, too"


def test_every_state_has_its_date_and_person(acme, edgar, cared_for):
    action = write(acme, cared_for)

    actions.set_state(action=action, state="ready", by=Actor.member(edgar))

    latest, first = action.states.all()
    assert (first.state, latest.state, latest.decided_by) == ("proposed", "ready", edgar)


def test_an_action_on_a_stage_is_not_retired(acme):
    stage_action = StageActionFactory(organization=acme)

    with pytest.raises(ValidationError, match="take it off the map"):
        actions.set_state(action=stage_action.action, state="retired", by=SYSTEM)


def test_an_action_says_since_when_it_is_live(acme, vera, sign_in):
    stage_action = StageActionFactory(organization=acme)
    days = [(date(2026, 3, 1), date(2026, 4, 2)), (date(2026, 5, 3), None)]
    for since, until in days:
        LiveIntervalFactory(
            organization=acme, stage_action=stage_action, since=since, ended_on=until
        )

    address = reverse("actions:action-detail", args=["acme", stage_action.action_id])
    page = sign_in(vera).get(address).text

    assert "live since 3 May 2026" in page
    assert "live from 1 March 2026 to 2 April 2026" in page


def test_a_journey_put_away_holds_no_action(acme, vera, sign_in):
    action = StageActionFactory(organization=acme, stage__journey__archived_at=now()).action

    page = sign_in(vera).get(reverse("actions:action-detail", args=["acme", action.pk]))
    actions.set_state(action=action, state="retired", by=SYSTEM)

    assert "On no stage yet" in page.text
    assert cheap_and_strong_first(org=acme).get().stage_count == 0


def test_an_unknown_state_is_refused(acme, cared_for):
    with pytest.raises(ValidationError):
        actions.set_state(action=write(acme, cared_for), state="live", by=SYSTEM)


def test_the_second_save_says_what_changed(acme, edgar, sign_in, cared_for):
    action = write(acme, cared_for)
    actions.update(action=action, title="Ring back at once", by=SYSTEM)
    typed = {
        "version": 1,
        "title": "Call",
        "what_we_do": "Call.",
        "cost": 0,
        "effort": 1,
        "source": "own",
        "emotion_1": cared_for.pk,
        "strength_1": 2,
    }

    address = reverse("actions:action-edit", args=["acme", action.pk])
    answer = sign_in(edgar).post(address, typed)

    assert answer.status_code == 422
    assert "Ring back at once" in answer.text
    assert 'value="Call"' in answer.text
    assert sign_in(edgar).post(address, {**typed, "version": 2}).status_code == 302


def test_another_organization_s_emotion_is_not_offered(acme, edgar, sign_in):
    foreign = EmotionFactory()

    answer = sign_in(edgar).post(
        reverse("actions:action-create", args=["acme"]),
        {
            "title": "x",
            "what_we_do": "y",
            "cost": 0,
            "effort": 1,
            "source": "own",
            "emotion_1": foreign.pk,
        },
    )

    assert answer.status_code == 422


def test_list_query_count(acme, vera, sign_in, django_assert_num_queries):
    ActionEmotionFactory.create_batch(20, organization=acme)
    client = sign_in(vera)

    # session, user, membership, switcher, emotions of the filter, any, count, actions, evokes
    with django_assert_num_queries(9):
        client.get(reverse("actions:action-list", args=["acme"]))


def test_a_wrong_filter_shows_the_whole_list(acme, vera, sign_in):
    ActionEmotionFactory(organization=acme, action__title="Ring back")

    page = sign_in(vera).get(
        reverse("actions:action-list", args=["acme"]), {"emotion": "x", "page": "nine"}
    )

    assert page.status_code == 200
    assert "Ring back" in page.text


def test_the_api_names_an_unknown_emotion(acme, edgar, sign_in):
    answer = sign_in(edgar).post(
        reverse("api:action-list", args=["acme"]),
        {"title": "x", "what_we_do": "y", "evokes": {"joy": 2}},
        content_type="application/json",
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["fields"] == {"evokes": ["Unknown emotion: joy."]}


def test_the_file_of_actions_keeps_to_the_filters_and_leaves_out_the_retired(
    sign_in, vera, acme, cared_for
):
    write(acme, cared_for, title="Say the name")
    write(acme, cared_for, title="Send flowers")
    retired = write(acme, cared_for, title="Say nothing")
    Action.objects.filter(pk=retired.pk).update(state=Action.State.RETIRED)

    text = sign_in(vera).get("/acme/actions/files/csv/?words=say").content.decode()

    assert "Say the name" in text
    assert "Send flowers" not in text
    assert "Say nothing" not in text
