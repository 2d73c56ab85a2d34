"""Figures of those who may not read single answers: whole months, and parts of five or more."""

import ast
import itertools
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.permissions import Role
from insights.engine import display
from insights.selectors import secrecy
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading, WholeMonths
from surveys.models import DayTotal, RollUp
from surveys.selectors.cells import Scope
from tests.factories.journeys import StageFactory
from tests.factories.surveys import QuestionFactory, SliceFactory, SurveyFactory

MONTHS = [date(2026, 1, 1), date(2026, 2, 1)]
SETTLED = date(2026, 2, 28)
FEW = range(1, 5)

# --- whole months ---------------------------------------------------------------------------------


@pytest.fixture
def months(acme):
    return WholeMonths(acme, SETTLED)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (("2026-01-10", "2026-01-20"), ("2026-01-01", "2026-01-31")),
        (("2026-01-31", "2026-02-01"), ("2026-01-01", "2026-02-28")),
        (("2025-12-05", "2026-03-09"), ("2025-12-01", "2026-02-28")),
        (("2026-03-02", "2026-03-09"), ("2026-02-01", "2026-02-28")),
    ],
)
def test_days_become_the_settled_months_around_them(months, asked, read):
    assert months.allowed(Period(*map(date.fromisoformat, asked))) == Period(
        *map(date.fromisoformat, read)
    )


@pytest.mark.parametrize(
    ("days", "since"), [(30, "2026-02-01"), (90, "2025-12-01"), (365, "2025-03-01")]
)
def test_the_last_days_become_the_last_months(months, days, since):
    found = months.last(days)

    assert found == Period(date.fromisoformat(since), SETTLED)
    assert months.before(found).until < found.since
    assert months.year(SETTLED) == Period(date(2025, 3, 1), SETTLED)


@pytest.mark.parametrize(
    ("today", "until"),
    [("2026-03-16", "2026-01-31"), ("2026-03-17", "2026-01-31"), ("2026-03-18", "2026-02-28")],
)
def test_a_month_counts_when_nobody_can_answer_about_it_any_more(acme, today, until):
    SurveyFactory(organization=acme, window_days=14, delay_hours=30)

    with time_machine.travel(f"{today}T12:00Z", tick=False):
        assert secrecy.settled(acme) == date.fromisoformat(until)


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_not_read_single_answers_reads_whole_months(request, acme, role):
    people = dict(zip(Role, ("olivia", "edgar", "mona", "carl", "vera"), strict=True))
    reader = request.getfixturevalue(people[role])

    assert secrecy.for_reader(reader).is_guarded is (role in (Role.CONTRIBUTOR, Role.VIEWER))


def test_a_role_that_the_organization_excludes_reads_whole_months(acme, mona):
    acme.answer_readers = ["owner"]
    acme.save()
    mona.refresh_from_db()

    assert secrecy.for_reader(mona).is_guarded


# --- sums of parts --------------------------------------------------------------------------------

CHANNELS, SEGMENTS_A, SEGMENTS_B = ("phone", "chat", ""), ("gold", ""), ("old", "new", "")
PART = st.tuples(
    st.sampled_from(MONTHS),
    st.sampled_from(CHANNELS),
    st.sampled_from(SEGMENTS_A),
    st.sampled_from(SEGMENTS_B),
)
HISTORY = st.dictionaries(PART, st.integers(0, 14), min_size=1, max_size=12)
FILTERS = [
    {name: value for name, value in (("channel", a), ("segment_a", b), ("segment_b", c)) if value}
    for a, b, c in itertools.product(CHANNELS, SEGMENTS_A, SEGMENTS_B)
]


@pytest.fixture
def stage(acme):
    return StageFactory(organization=acme)


def live_through(stage, question, history):
    """The tallies that the worker makes of so many answers."""
    org = stage.organization
    whole = Counter()
    for (month, channel, a, b), n in history.items():
        where = SliceFactory(
            organization=org, key=f"{channel}|{a}|{b}", channel=channel, segment_a=a, segment_b=b
        )
        row = {"organization": org, "day": month, "stage": stage, "question": question}
        RollUp.objects.create(**row, slice=where, c2=n)
        whole[month] += n
    for month, n in whole.items():
        DayTotal.objects.create(organization=org, day=month, stage=stage, question=question, c2=n)


def counted(reading, stage, months, filters):
    found = reading.counts(Scope(months[0], months[-1].replace(day=28), (stage.pk,), filters))
    return sum(counts.n for counts in found.values())


def members(history, month, filters):
    """The answers of a month that have these values, each by its part and number."""
    return frozenset(
        (part, number)
        for part, n in history.items()
        for number in range(n)
        if part[0] == month
        and all(
            value == part[1 + ("channel", "segment_a", "segment_b").index(name)]
            for name, value in filters.items()
        )
    )


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=HISTORY)
@example(history={(MONTHS[0], "phone", "", ""): 25, (MONTHS[1], "phone", "", ""): 1})
@example(history={(MONTHS[0], "phone", "", ""): 24, (MONTHS[0], "chat", "", ""): 1})
@example(
    history={
        (MONTHS[0], "phone", "gold", ""): 19,
        (MONTHS[0], "phone", "", ""): 1,
        (MONTHS[0], "chat", "", ""): 10,
    }
)
def test_no_difference_of_allowed_figures_is_fewer_than_five(acme, stage, history):
    with transaction.atomic():
        live_through(stage, QuestionFactory(organization=acme), history)
        reading = WholeMonths(acme, SETTLED)

        for month in MONTHS:
            told = set()
            for filters in FILTERS:
                asked = members(history, month, filters)
                n = counted(reading, stage, [month], filters)
                assert n in (0, len(asked))
                told |= {asked} if n else set()
            differences = [a - b for a, b in itertools.permutations([*told, frozenset()], 2)]
            assert not [part for part in differences if len(part) in FEW]
            assert display.revealed(told) == frozenset()
        transaction.set_rollback(True)


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=HISTORY)
def test_several_months_and_values_are_the_sums_of_single_ones(acme, stage, history):
    with transaction.atomic():
        live_through(stage, QuestionFactory(organization=acme), history)
        reading = WholeMonths(acme, SETTLED)

        for filters in FILTERS:
            months = [counted(reading, stage, [month], filters) for month in MONTHS]
            assert counted(reading, stage, MONTHS, filters) == sum(months)
        apart = reading.by_value(Scope(MONTHS[0], SETTLED, (stage.pk,)), "channel")
        for value, found in apart.items():
            n = sum(counts.n for counts in found.values())
            assert not value or n == counted(reading, stage, MONTHS, {"channel": value})
        transaction.set_rollback(True)


def test_large_groups_are_told_apart_as_they_are(acme, stage):
    history = {(MONTHS[0], channel, "", ""): 20 for channel in ("phone", "chat")}
    live_through(stage, QuestionFactory(organization=acme), history)
    scope = Scope(MONTHS[0], SETTLED, (stage.pk,))

    assert WholeMonths(acme, SETTLED).counts(scope) == Reading(acme).counts(scope)
    assert WholeMonths(acme, SETTLED).by_value(scope, "channel") == Reading(acme).by_value(
        scope, "channel"
    )


# --- nobody forgets -------------------------------------------------------------------------------

FIGURES = {"board", "design", "compare"}
ROOFS = [
    path
    for place in ("views", "api", "exports")
    for path in Path(__file__).parents[2].glob(f"*/{place}/*.py")
    if "selectors import board as boards" in path.read_text()
]


@pytest.mark.parametrize("path", ROOFS, ids=lambda path: "/".join(path.parts[-3:]))
def test_no_page_and_no_api_reads_figures_for_nobody_in_particular(path):
    """Without a reading every answer counts, which is right for what runs at night alone."""
    calls = [
        each
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.Call) and getattr(each.func, "attr", "") in FIGURES
    ]

    assert calls
    assert all({word.arg for word in call.keywords} & {"reading", None} for call in calls)
