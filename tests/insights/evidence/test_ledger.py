"""The ledger lists every promise, and what nobody has promised yet."""

import pytest
from django.urls import reverse

from tests.factories.journeys import LiveIntervalFactory, StageActionFactory
from tests.factories.registrations import AmendmentFactory, RegistrationFactory
from tests.factories.training import AssignmentFactory, LessonFactory
from tests.insights.evidence.pages import LEDGER, soup, words


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


def test_what_was_withdrawn_stays_in_the_ledger_with_its_reason(acme, edgar, sign_in, registration):
    client = sign_in(edgar)
    address = reverse("insights:evidence-withdraw", args=["acme", registration.pk])

    client.post(address, {"because": "It was never done"})

    assert "Withdrawn: It was never done" in words(client.get(reverse(LEDGER, args=["acme"])))
