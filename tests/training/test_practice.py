"""Practising: one scenario a screen, resumable, each answer counted once, seen by nobody else."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, StaffMember
from tests.factories.accounts import StaffMemberFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.training import AttemptFactory, ChoiceFactory
from tests.training.worlds import choice
from training.models import Attempt, AttemptChoice
from training.services import attempts, lessons, scenarios

SYSTEM = Actor.system()


@pytest.fixture
def look(sign_in):
    """`look(carl, lesson)` opens the practice and returns the form's hidden fields and choices."""

    def look(membership, lesson):
        address = reverse("training:practice", args=["acme", lesson.pk])
        soup = BeautifulSoup(sign_in(membership).get(address).content, "html.parser")
        hidden = {name: soup.select_one(f"[name={name}]")["value"] for name in ("key", "scenario")}
        return soup, hidden

    return look


@pytest.fixture
def say(sign_in):
    """`say(carl, lesson, hidden, choice)` sends the form."""

    def say(membership, lesson, hidden, chosen, **extra):
        address = reverse("training:practice", args=["acme", lesson.pk])
        return sign_in(membership).post(address, {**hidden, "choice": chosen.pk}, **extra)

    return say


def test_looking_at_a_practice_writes_nothing(lesson, carl, look):
    look(carl, lesson)

    assert not Attempt.objects.exists()
    assert not StaffMember.objects.exists()


def test_one_scenario_is_on_a_screen_and_nothing_gives_the_answer_away(lesson, carl, look):
    soup, _hidden = look(carl, lesson)

    assert len(soup.select(".hl-cue")) == 1
    assert len(soup.select("[type=radio]")) == 4
    assert "Because" not in soup.text


def test_an_answer_says_what_it_does_and_why_and_what_the_others_would(lesson, carl, look, say):
    _soup, hidden = look(carl, lesson)
    chosen = choice(lesson.scenarios.first(), 1)

    answer = say(carl, lesson, hidden, chosen, follow=True)

    soup = BeautifulSoup(answer.content, "html.parser")
    said = soup.select_one(".hl-said").text
    assert "a little more “listened to”" in said
    assert "Because 1" in said
    others = [item.select_one(".hl-other").text for item in soup.select(".hl-others li")]
    assert others == ["Answer 2", "Answer -1", "Answer -2"]


def test_for_an_emotion_to_avoid_a_good_answer_means_less_of_it(lesson, carl, look, say):
    lesson.emotion = EmotionFactory(
        organization=lesson.organization, names={"en": "rushed"}, direction="avoid", group="strain"
    )
    lesson.save()
    _soup, hidden = look(carl, lesson)

    answer = say(carl, lesson, hidden, choice(lesson.scenarios.first(), 2), follow=True)

    said = BeautifulSoup(answer.content, "html.parser").select_one(".hl-said")
    assert "much less “rushed”" in said.text


def test_solve_first_is_said_where_it_is_the_right_answer_and_only_afterwards(
    lesson, carl, look, say
):
    lesson.scenarios.update(resolve_first=True)
    soup, hidden = look(carl, lesson)

    answer = say(carl, lesson, hidden, choice(lesson.scenarios.first(), 2), follow=True)

    assert "Solve first" not in soup.text
    assert "Solve first" in answer.text


def test_no_choice_is_asked_for_again(lesson, carl, look, sign_in):
    _soup, hidden = look(carl, lesson)

    answer = sign_in(carl).post(reverse("training:practice", args=["acme", lesson.pk]), hidden)

    assert answer.status_code == 422
    assert "Choose what you would say" in answer.text
    assert hidden["key"] in answer.text


@pytest.mark.parametrize("key", ["", "no-uuid", "\x00", "😀"])
def test_a_broken_key_is_asked_for_again(lesson, carl, look, say, key):
    _soup, hidden = look(carl, lesson)

    answer = say(carl, lesson, {**hidden, "key": key}, choice(lesson.scenarios.first(), 2))

    assert answer.status_code == 422
    assert not Attempt.objects.exists()


def test_an_attempt_is_gone_on_with_where_it_was_left(lesson, carl, look, say):
    first, second = lesson.scenarios.all()
    _soup, hidden = look(carl, lesson)
    say(carl, lesson, hidden, choice(first, 2))

    soup, later = look(carl, lesson)

    assert later == {"key": hidden["key"], "scenario": str(second.pk)}
    assert "Scenario 2 of 2" in soup.text


def test_an_answer_sent_twice_counts_once(lesson, carl, look, say):
    _soup, hidden = look(carl, lesson)
    chosen = choice(lesson.scenarios.first(), 1)

    first, second = (say(carl, lesson, hidden, chosen) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert (Attempt.objects.count(), AttemptChoice.objects.count()) == (1, 1)


def test_the_last_answer_sent_twice_does_not_start_anew(acme, lesson, carl, look, say):
    lesson.scenarios.last().delete()
    _soup, hidden = look(carl, lesson)
    chosen = choice(lesson.scenarios.get(), 2)

    first, second = (say(carl, lesson, hidden, chosen) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Attempt.objects.get().finished_at


def test_a_second_choice_does_not_replace_the_one_made_before_the_explanation(
    lesson, carl, look, say
):
    row = lesson.scenarios.first()
    _soup, hidden = look(carl, lesson)
    say(carl, lesson, hidden, choice(row, -2))

    say(carl, lesson, hidden, choice(row, 2))

    assert AttemptChoice.objects.get().choice.effect == -2


def test_two_tabs_practise_one_attempt(lesson, carl, look, say):
    first, second = lesson.scenarios.all()
    _soup, one = look(carl, lesson)
    _soup, two = look(carl, lesson)
    say(carl, lesson, one, choice(first, 2))

    say(carl, lesson, {**two, "scenario": second.pk}, choice(second, 2))

    assert Attempt.objects.get().finished_at


def test_a_scenario_rewritten_in_the_middle_is_refused_and_shown_as_it_is_now(
    lesson, carl, look, say
):
    row = lesson.scenarios.first()
    chosen = choice(row, 2)
    _soup, hidden = look(carl, lesson)
    options = [scenarios.Option("New", 2, "x"), scenarios.Option("Old", -1, "y")]
    practised_by_another = AttemptFactory(organization=lesson.organization, lesson=lesson)
    AttemptChoice.objects.create(
        organization=lesson.organization, attempt=practised_by_another, scenario=row, choice=chosen
    )
    scenarios.update(scenario=row, options=options, by=SYSTEM)

    answer = say(carl, lesson, hidden, chosen, follow=True)

    assert "rewritten meanwhile" in answer.text
    assert "New" in answer.text
    assert not Attempt.objects.exclude(pk=practised_by_another.pk).exists()


def test_a_scenario_rewritten_after_its_answer_is_not_asked_again(lesson, carl, look, say):
    first, second = lesson.scenarios.all()
    _soup, hidden = look(carl, lesson)
    say(carl, lesson, hidden, choice(first, 2))

    scenarios.update(scenario=first, cue="Rewritten", by=SYSTEM)

    _soup, later = look(carl, lesson)
    assert later["scenario"] == str(second.pk)


def test_an_attempt_whose_rest_was_taken_out_can_be_finished(lesson, carl, look, say, sign_in):
    first, second = lesson.scenarios.all()
    _soup, hidden = look(carl, lesson)
    say(carl, lesson, hidden, choice(first, 2))
    scenarios.archive(scenario=second, by=SYSTEM)
    address = reverse("training:practice", args=["acme", lesson.pk])

    assert "answered everything" in sign_in(carl).get(address).text
    sign_in(carl).post(address)

    assert Attempt.objects.get().score == 100


def test_a_choice_of_another_lesson_is_refused(lesson, carl, look, say):
    _soup, hidden = look(carl, lesson)
    foreign = ChoiceFactory(organization=lesson.organization)

    assert say(carl, lesson, hidden, foreign).status_code == 422


def test_a_choice_of_another_scenario_is_refused(lesson, carl):
    first, second = lesson.scenarios.all()

    with pytest.raises(ValidationError, match="rewritten"):
        attempts.answer(
            lesson=lesson,
            membership=carl,
            key=uuid4(),
            scenario=first,
            choice=choice(second, 2),
            by=Actor.member(carl),
        )


def test_an_archived_lesson_is_not_practised(lesson, carl, look, say, sign_in):
    _soup, hidden = look(carl, lesson)
    lessons.archive(lesson=lesson, by=SYSTEM)

    answer = say(carl, lesson, hidden, choice(lesson.scenarios.first(), 2), follow=True)

    assert "put away" in answer.text
    assert not Attempt.objects.exists()


def test_a_lesson_without_scenarios_has_nothing_to_practise(lesson, carl, sign_in):
    lesson.scenarios.all().delete()

    answer = sign_in(carl).get(reverse("training:practice", args=["acme", lesson.pk]))

    assert "nothing to practise here" in answer.text


def test_the_first_attempt_makes_a_staff_member_of_a_member(lesson, carl, practise):
    practise(carl, lesson, 2, 2)
    practise(carl, lesson, 2, 2)

    assert StaffMember.objects.get().membership == carl


def test_somebody_entered_as_staff_earlier_is_known_by_the_address(lesson, carl, practise):
    entered = StaffMemberFactory(organization=lesson.organization, email="CARL@acme.example")

    practise(carl, lesson, 2, 2)

    assert StaffMember.objects.get() == entered
    assert StaffMember.objects.get().membership == carl


def test_nobody_becomes_a_staff_member_of_another_organization(lesson, carl, practise):
    foreign = StaffMemberFactory(email="carl@acme.example")

    practise(carl, lesson, 2, 2)

    foreign.refresh_from_db()
    assert foreign.membership is None
