"""Lessons and scenarios: written, rewritten, put away; what was answered keeps its meaning."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, Event
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.actions import ActionFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory
from tests.factories.training import AssignmentFactory, AttemptFactory, LessonFactory
from tests.training.worlds import part
from training.models import Lesson, Scenario
from training.services import lessons, scenarios
from training.services.scenarios import Option

SYSTEM = Actor.system()
GOOD, BAD = Option("I call you at ten.", 2, "A time."), Option("We will see.", -1, "No time.")


def typed(lesson, **fields):
    return {
        "title": lesson.title,
        "body": "New.",
        "emotion": lesson.emotion_id,
        "pass_percent": 70,
        "version": 1,
        **fields,
    }


def test_the_list_opens_with_all_lessons_where_nothing_is_due(sign_in, carl, acme):
    LessonFactory(organization=acme, title="Say it back")

    page = sign_in(carl).get(reverse("training:lesson-list", args=["acme"]))

    assert page.context["show"] == "all"
    assert "Say it back" in page.text


def test_a_lesson_is_about_an_emotion_or_an_action(acme):
    with pytest.raises(ValidationError, match="Choose the emotion or the action"):
        lessons.create(org=acme, title="x", body="y", by=SYSTEM)


def test_two_lessons_of_one_title_have_keys_of_their_own(acme):
    emotion = EmotionFactory(organization=acme)

    keys = {
        lessons.create(org=acme, title=title, body="x", emotion=emotion, by=SYSTEM).key
        for title in ("Say it", "say-it", "قلها", "قلها")
    }

    assert len(keys) == 4


def test_a_lesson_belongs_with_emotions_of_its_own_organization(acme):
    with pytest.raises(ValidationError, match="another organization"):
        lessons.create(org=acme, title="x", body="y", emotion=EmotionFactory(), by=SYSTEM)


def test_the_second_save_says_what_changed_and_keeps_what_was_typed(lesson, edgar, sign_in):
    client, address = sign_in(edgar), reverse("training:lesson-edit", args=["acme", lesson.pk])
    lessons.update(lesson=lesson, title="Listen fully", by=SYSTEM)

    answer = client.post(address, typed(lesson, title="Listen well"))

    assert answer.status_code == 422
    assert "Listen fully" in answer.text
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[name=title]")["value"] == "Listen well"
    version = page.select_one("[name=version]")["value"]
    assert client.post(address, typed(lesson, version=version)).status_code == 302


def test_an_archived_lesson_is_in_its_own_tab_and_comes_back(lesson, edgar, sign_in):
    client, address = sign_in(edgar), reverse("training:lesson-list", args=["acme"])

    client.post(reverse("training:lesson-archive", args=["acme", lesson.pk]))

    in_use = BeautifulSoup(client.get(address, {"show": "all"}).content, "html.parser")
    assert lesson.title not in in_use.select_one("#results").text
    assert lesson.title in client.get(address, {"show": "archived"}).text
    client.post(reverse("training:lesson-restore", args=["acme", lesson.pk]))
    assert lesson.title in client.get(address, {"show": "all"}).text


@pytest.mark.parametrize("body", ["", "x" * 20001, "a\x00b"])
def test_a_bad_text_is_answered_with_a_message(lesson, edgar, sign_in, body):
    answer = sign_in(edgar).post(
        reverse("training:lesson-create", args=["acme"]), typed(lesson, body=body)
    )

    assert answer.status_code == 422
    assert "hl-error-summary" in answer.text
    assert Lesson.objects.for_org(lesson.organization).count() == 1


@pytest.mark.parametrize("text", ["Geborgen 🤗", "مُطمئن", "x" * 160])
def test_a_text_in_any_script_is_kept(lesson, edgar, sign_in, text):
    answer = sign_in(edgar).post(
        reverse("training:lesson-create", args=["acme"]), typed(lesson, title=text, body=text)
    )

    assert answer.status_code == 302
    assert text in sign_in(edgar).get(answer["Location"]).text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "![press](https://elsewhere.example/pixel.png)",
    ],
)
def test_a_lesson_runs_no_script_and_fetches_nothing(lesson, vera, sign_in, text):
    lessons.update(lesson=lesson, body=text, by=SYSTEM)

    answer = sign_in(vera).get(reverse("training:lesson-detail", args=["acme", lesson.pk]))

    prose = BeautifulSoup(answer.content, "html.parser").select_one(".hl-prose")
    assert not prose.select("script, img")
    assert not [a for a in prose.select("a") if not a["href"].startswith("https:")]


def test_markup_is_shown_as_typed_and_a_picture_as_a_link(lesson, vera, sign_in):
    text = "<b>bold</b> ![map](https://elsewhere.example/map.png)"
    lessons.update(lesson=lesson, body=text, by=SYSTEM)

    answer = sign_in(vera).get(reverse("training:lesson-detail", args=["acme", lesson.pk]))

    prose = BeautifulSoup(answer.content, "html.parser").select_one(".hl-prose")
    assert "<b>bold</b>" in prose.text
    assert prose.select_one("a")["href"] == "https://elsewhere.example/map.png"


def test_markdown_is_drawn_with_headings_below_the_page_s_own(lesson, vera, sign_in):
    lessons.update(lesson=lesson, body="# Why\n\n> “Yes.”\n\n- **one**", by=SYSTEM)

    answer = sign_in(vera).get(reverse("training:lesson-detail", args=["acme", lesson.pk]))

    page = BeautifulSoup(answer.content, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.select_one(".hl-prose h2").text == "Why"
    assert page.select_one(".hl-prose blockquote")
    assert page.select_one(".hl-prose li strong").text == "one"


def test_only_those_who_write_lessons_see_the_solutions(lesson, carl, edgar, sign_in):
    address = reverse("training:lesson-detail", args=["acme", lesson.pk])

    assert "Answer 2" not in sign_in(carl).get(address).text
    assert "Answer 2" in sign_in(edgar).get(address).text


def test_a_retired_action_stays_chosen_in_its_lesson_and_is_offered_nowhere_else(
    acme, edgar, sign_in
):
    retired = ActionFactory(organization=acme, title="Old habit", state="retired")
    lesson = LessonFactory(organization=acme, action=retired)
    client = sign_in(edgar)

    assert "Old habit" in client.get(reverse("training:lesson-edit", args=["acme", lesson.pk])).text
    assert "Old habit" not in client.get(reverse("training:lesson-create", args=["acme"])).text


@pytest.mark.parametrize(
    ("route", "form"), [("lesson-create", "lesson-form"), ("assignment-create", "assignment-form")]
)
def test_the_form_fragment_is_the_page_minus_the_frame(acme, edgar, sign_in, route, form):
    client, address = sign_in(edgar), reverse(f"training:{route}", args=["acme"])

    page = client.post(address, {})
    fragment = client.post(address, {}, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert part(page, form) == part(fragment, form)


def test_the_list_fragment_is_the_page_minus_the_frame(lesson, vera, sign_in):
    client, address = sign_in(vera), reverse("training:lesson-list", args=["acme"])

    page = client.get(address, {"show": "all"})
    fragment = client.get(address, {"show": "all"}, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert part(page, "results") == part(fragment, "results")


def test_a_wrong_filter_shows_the_whole_list(lesson, vera, sign_in):
    page = sign_in(vera).get(
        reverse("training:lesson-list", args=["acme"]),
        {"show": "all", "emotion": "x", "page": "nine"},
    )

    assert page.status_code == 200
    assert lesson.title in page.text


def test_the_list_is_narrowed_by_emotion_and_words(lesson, vera, sign_in):
    LessonFactory(organization=lesson.organization, title="Thank")
    client, address = sign_in(vera), reverse("training:lesson-list", args=["acme"])

    by_emotion = client.get(address, {"show": "all", "emotion": lesson.emotion_id})
    by_words = client.get(address, {"show": "all", "words": "than"})

    assert "Thank" not in part(by_emotion, "results")
    assert lesson.title not in part(by_words, "results")


def test_list_query_count(acme, carl, sign_in, django_assert_num_queries):
    for lesson in LessonFactory.create_batch(20, organization=acme):
        lesson.action = ActionFactory(organization=acme)
        lesson.save()
    client = sign_in(carl)

    # session, user, membership, staff row, assignments, count, lessons, passes, emotions of the
    # filter, switcher
    with django_assert_num_queries(10):
        client.get(reverse("training:lesson-list", args=["acme"]), {"show": "all"})


def test_every_change_is_in_the_log(lesson, edgar):
    by = Actor.member(edgar)

    scenario = scenarios.create(lesson=lesson, cue="x", options=[GOOD, BAD], by=by)
    scenarios.update(scenario=scenario, cue="y", by=by)
    scenarios.archive(scenario=scenario, by=by)
    lessons.update(lesson=lesson, title="z", by=by)
    lessons.archive(lesson=lesson, by=by)

    verbs = [event.verb for event in Event.objects.for_org(lesson.organization)]
    assert verbs == [
        "lesson_archived",
        "lesson_changed",
        "scenario_archived",
        "scenario_changed",
        "scenario_written",
    ]
    assert Scenario.objects.get(pk=scenario.pk).archived_at


@pytest.mark.parametrize(
    "route", ["lesson-list", "assignment-list", "coverage", "forecast-list", "my-results"]
)
def test_no_page_shows_another_organization_s_rows(acme, olivia, sam, sign_in, route):
    foreign = LessonFactory(organization=sam.organization, title="Foreign secret")
    AssignmentFactory(organization=sam.organization, lesson=foreign, role="owner")
    person = StaffMemberFactory(organization=sam.organization, name="Foreign secret")
    AttemptFactory(organization=sam.organization, lesson=foreign, staff_member=person)
    row = LiveIntervalFactory(organization=sam.organization).stage_action
    row.stage.teams.add(TeamFactory(organization=sam.organization, name="Foreign secret"))

    page = sign_in(olivia).get(reverse(f"training:{route}", args=["acme"]), {"show": "all"})

    assert page.status_code == 200
    assert "Foreign secret" not in page.text
