"""The ledger, the promise and the page for a board, as people and other systems read them."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook

from insights.models import Registration
from insights.selectors import secrecy
from journeys.models import LiveInterval
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    LiveIntervalFactory,
    StageActionFactory,
)
from tests.factories.registrations import AmendmentFactory, RegistrationFactory
from tests.factories.training import AssignmentFactory, LessonFactory
from tests.insights.planted import WEEK, world

LEDGER = "insights:evidence-list"
DETAIL = "insights:evidence-detail"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    return " ".join(soup(response).select_one("main").get_text().split())


@pytest.fixture
def planted(acme):
    return world(acme, effect=15)


@pytest.fixture
def registration(planted, edgar):
    return planted.register(edgar)


def test_the_ledger_says_what_came_of_a_promise(acme, mona, sign_in, registration):
    said = words(sign_in(mona).get(reverse(LEDGER, args=["acme"])))

    assert "improved" in said
    assert "Grade B" in said
    assert "Answers: 240 before, 132 after" in said


def test_the_ledger_lists_what_nobody_has_registered(acme, edgar, sign_in):
    live = LiveIntervalFactory(organization=acme).stage_action
    planned = StageActionFactory(organization=acme)
    lesson = LessonFactory(organization=acme, action=planned.action)
    AssignmentFactory(organization=acme, lesson=lesson)

    page = soup(sign_in(edgar).get(reverse(LEDGER, args=["acme"])))

    links = [link["href"] for link in page.select("ul.hl-list a.btn")]
    assert links == [
        reverse("insights:evidence-register-action", args=["acme", planned.pk]),
        reverse("insights:evidence-register-lesson", args=["acme", planned.stage_id, lesson.pk]),
        reverse("insights:evidence-register-action", args=["acme", live.pk]),
    ]


@pytest.mark.parametrize(("verdict", "shown"), [("improved", 1), ("worse", 0), ("nonsense", 1)])
def test_the_ledger_is_filtered_by_verdict(acme, vera, sign_in, registration, verdict, shown):
    page = soup(sign_in(vera).get(reverse(LEDGER, args=["acme"]), {"verdict": verdict}))

    assert len(page.select(".hl-ledger-row")) == shown


def test_the_ledger_is_filtered_by_journey(acme, vera, sign_in, registration):
    other = RegistrationFactory(organization=acme)

    page = soup(
        sign_in(vera).get(reverse(LEDGER, args=["acme"]), {"journey": other.stage.journey_id})
    )

    assert [row.a.text for row in page.select(".hl-ledger-row")] == [other.subject]


def test_the_ledger_s_query_count_does_not_grow(acme, vera, sign_in, django_assert_max_num_queries):
    for _each in range(20):
        stage_action = StageActionFactory(organization=acme)
        LiveIntervalFactory(organization=acme, stage_action=stage_action)
        row = RegistrationFactory(organization=acme, stage_action=stage_action, registered_by=vera)
        row.comparisons.add(StageActionFactory(organization=acme).stage)
        AmendmentFactory(organization=acme, registration=row)
    client = sign_in(vera)

    # session, user, membership, blindness, journeys; registrations with 6 prefetches; questions,
    # weeks, directions, overlaps; any at all; unregistered 5; switcher
    with django_assert_max_num_queries(26):
        client.get(reverse(LEDGER, args=["acme"]))


def test_fragment_and_page_of_the_ledger_say_the_same(acme, vera, sign_in, registration):
    client = sign_in(vera)
    page = client.get(reverse(LEDGER, args=["acme"]))
    fragment = client.get(reverse(LEDGER, args=["acme"]), headers={"hx-request": "true"})

    assert soup(page).select_one("#ledger") == soup(fragment).select_one("#ledger")


def test_the_page_for_a_board_holds_everything(acme, mona, sign_in, registration):
    response = sign_in(mona).get(reverse(DETAIL, args=["acme", registration.pk]))
    page = soup(response)

    assert "rose by" in page.select_one(".hl-headline").text
    assert len(page.select("svg[role=img]")) == 2
    for heading in ("Why grade B", "Did it really happen?", "What else changed", "The promise"):
        assert heading in words(response)
    assert "How is this computed?" in words(response)


def test_the_weeks_and_the_strip_are_taken_along_with_their_ranges(
    acme, mona, sign_in, registration
):
    client = sign_in(mona)
    page = soup(client.get(reverse(DETAIL, args=["acme", registration.pk])))

    file = client.get(page.select_one(".hl-take a")["href"]).content

    weeks, strip = ([*sheet.values] for sheet in load_workbook(io.BytesIO(file)).worksheets[:2])
    assert all(low <= felt <= high for _since, _until, felt, low, high, *_rest in weeks[1:])
    assert strip[1][0] == registration.stage.name


def test_who_may_not_read_single_answers_sees_no_weeks(acme, vera, sign_in, registration):
    response = sign_in(vera).get(reverse(DETAIL, args=["acme", registration.pk]))
    file = sign_in(vera).get(f"/acme/tables/evidence-weeks/csv/?registration={registration.pk}")

    assert "Week by week" not in words(response)
    assert len(file.content.splitlines()) == 1
    assert "no sums of single weeks" in words(response)
    assert response.context["judged"].today == secrecy.settled(acme)


def test_fragment_and_page_of_a_registration_say_the_same(acme, vera, sign_in, registration):
    client, address = sign_in(vera), reverse(DETAIL, args=["acme", registration.pk])
    page, fragment = client.get(address), client.get(address, headers={"hx-request": "true"})

    assert soup(page).select_one("#evidence") == soup(fragment).select_one("#evidence")


def test_no_figure_is_told_to_somebody_who_has_to_estimate_first(
    acme, mona, sign_in, planted, registration
):
    belief_round = BeliefRoundFactory(organization=acme, journey=planted.stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    client = sign_in(mona)

    ledger = words(client.get(reverse(LEDGER, args=["acme"])))
    detail = words(client.get(reverse(DETAIL, args=["acme", registration.pk])))

    assert "Hidden until you have estimated" in ledger
    assert "rose by" not in ledger + detail
    assert client.get(reverse("api:evidence-list", args=["acme"])).json() == []
    one = client.get(reverse("api:evidence-detail", args=["acme", registration.pk]))
    assert one.status_code == 403


def test_too_few_answers_are_said_and_not_drawn(acme, vera, edgar, sign_in):
    registration = world(acme, effect=15, answers=1).register(edgar)

    response = sign_in(vera).get(reverse(DETAIL, args=["acme", registration.pk]))

    assert "not enough answers" in words(response)
    assert soup(response).select("svg[aria-labelledby^=strip]") == []


def form_of(client, planted):
    return reverse("insights:evidence-register-action", args=["acme", planted.stage_action.pk])


def test_the_form_says_what_could_show_before_anything_is_saved(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.get(form_of(client, planted))

    assert "With your volume a change under" in words(response)
    checked = soup(response).select("input[name=comparisons][checked]")
    assert {int(each["value"]) for each in checked} == {each.pk for each in planted.others}


def test_a_preview_keeps_what_was_typed_and_saves_nothing(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    typed = {
        "preview": "1",
        "expected_points": "7",
        "comparisons": [planted.others[0].pk],
        "evaluate_on": acme.today() + 30 * WEEK,
    }

    page = client.post(form_of(client, planted), typed)
    plan = client.post(form_of(client, planted), typed, headers={"hx-request": "true"})

    assert page.status_code == plan.status_code == 200
    assert soup(page).select_one("[name=expected_points]")["value"] == "7"
    assert soup(page).select(".hl-error-summary") == []
    assert soup(plan).select_one("#plan") == soup(page).select_one("#plan")
    assert "Comparison stages: 1." in " ".join(plan.text.split())
    assert not Registration.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "tomorrow"])
def test_a_preview_of_nonsense_is_no_error(acme, edgar, sign_in, day):
    planned = StageActionFactory(organization=acme)
    names = ("planned_start", "evaluate_on", "baseline_since", "picked_since", "picked_until")

    response = sign_in(edgar).post(
        reverse("insights:evidence-register-action", args=["acme", planned.pk]),
        {"preview": "1", **dict.fromkeys(names, day)},
    )

    assert response.status_code == 200


def registered(acme, planted, **changes):
    return {
        "emotion": planted.stage_action.emotion_id,
        "expected_points": 6,
        "comparisons": [stage.pk for stage in planted.others],
        "evaluate_on": acme.today() + 5 * WEEK,
        "baseline_since": planted.start - 12 * WEEK,
        "weekly_answers": 12,
        "start_decided": "chosen",
        **changes,
    }


def test_an_editor_registers_and_sees_the_promise(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.post(form_of(client, planted), registered(acme, planted), follow=True)

    [row] = Registration.objects.all()
    assert response.redirect_chain[-1][0] == reverse(DETAIL, args=["acme", row.pk])
    assert row.detectable > 0
    assert set(row.comparisons.all()) == set(planted.others)
    assert "interim" in words(response)


def test_what_is_refused_is_said_at_its_field(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.post(
        form_of(client, planted), registered(acme, planted, evaluate_on=acme.today())
    )

    assert response.status_code == 422
    assert "Choose a day to come" in words(response)


def test_what_has_not_begun_is_asked_for_its_start(acme, edgar, sign_in, planted):
    LiveInterval.objects.all().delete()
    client = sign_in(edgar)
    start = acme.today() + timedelta(days=3)

    client.post(
        form_of(client, planted),
        registered(acme, planted, planned_start=start, evaluate_on=start + 13 * WEEK),
    )

    assert Registration.objects.get().planned_start == start


def test_a_change_after_the_start_is_shown_with_its_reason(acme, edgar, sign_in, planted):
    row = planted.register(edgar, evaluate_on=acme.today() + 4 * WEEK)
    client = sign_in(edgar)
    changes = {
        "version": 1,
        "expected_points": 2,
        "evaluate_on": acme.today() + 3 * WEEK,
        "because": "The season ends",
    }

    said = words(
        client.post(reverse("insights:evidence-amend", args=["acme", row.pk]), changes, follow=True)
    )

    assert "until then 6 points" in said
    assert "The season ends" in said
    assert "Goal or date were changed after the start" in said


def test_a_stale_change_keeps_what_was_typed(acme, edgar, sign_in):
    row = RegistrationFactory(organization=acme, version=2)
    changes = {
        "version": 1,
        "expected_points": 2,
        "evaluate_on": row.evaluate_on,
        "because": "Why",
    }

    response = sign_in(edgar).post(
        reverse("insights:evidence-amend", args=["acme", row.pk]), changes
    )

    assert response.status_code == 422
    assert soup(response).select_one("[name=expected_points]")["value"] == "2"


def test_what_was_withdrawn_stays_in_the_ledger_with_its_reason(acme, edgar, sign_in, registration):
    client = sign_in(edgar)
    address = reverse("insights:evidence-withdraw", args=["acme", registration.pk])

    client.post(address, {"because": "It was never done"})

    assert "Withdrawn: It was never done" in words(client.get(reverse(LEDGER, args=["acme"])))


def test_other_systems_read_the_same(acme, vera, sign_in, registration):
    client = sign_in(vera)
    [row] = client.get(reverse("api:evidence-list", args=["acme"])).json()
    one = client.get(reverse("api:evidence-detail", args=["acme", registration.pk])).json()

    assert (row["verdict"], row["grade"], row["n_before"]) == ("improved", "B", 240)
    assert row["effect"]["low"] < row["effect"]["value"] < row["effect"]["high"]
    assert len(one["placebos"]) == 3
    assert {name: one[name] for name in row} == row


def test_other_systems_register(acme, edgar, sign_in, planted):
    body = {
        "stage_action": planted.stage_action.pk,
        "expected_points": 6,
        "comparisons": [f"{each.journey.key}/{each.key}" for each in planted.others],
    }
    client, address = sign_in(edgar), reverse("api:evidence-list", args=["acme"])

    made = client.post(address, body, content_type="application/json")
    wrong = client.post(
        address, {**body, "comparisons": ["no/where"]}, content_type="application/json"
    )

    assert made.status_code == 201
    assert made.json()["is_interim"]
    assert wrong.status_code == 400
    assert "comparisons" in wrong.json()["error"]["fields"]


def test_the_stage_and_the_emotion_s_thread_tell_the_latest_finding(
    acme, vera, sign_in, planted, registration
):
    client, emotion = sign_in(vera), planted.stage_action.emotion
    pages = [
        client.get(reverse("journeys:stage-detail", args=["acme", planted.stage.pk])),
        client.get(reverse("emotions:emotion-detail", args=["acme", emotion.pk])),
    ]

    for page in pages:
        [told] = soup(page).select(".hl-evidence-latest li")
        assert told.a["href"] == reverse(DETAIL, args=["acme", registration.pk])
        assert "improved" in told.text
        assert "grade B" in told.text


def test_a_lesson_on_an_action_is_registered_for_what_the_action_evokes_there(acme, edgar, sign_in):
    stage_action = StageActionFactory(organization=acme)
    lesson = LessonFactory(organization=acme, emotion=None, action=stage_action.action)
    address = reverse(
        "insights:evidence-register-lesson", args=["acme", stage_action.stage_id, lesson.pk]
    )

    page = soup(sign_in(edgar).get(address))

    chosen = page.select_one("[name=emotion] option[selected]")
    assert int(chosen["value"]) == stage_action.emotion_id
    assert page.select_one("[name=planned_start]")
