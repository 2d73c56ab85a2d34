"""The figures of the employee pulse appear when the round has closed, and never of fewer than five."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from accounts.models import Actor
from surveys.library.pulse import ITEMS
from surveys.models import PulseTally
from surveys.services import pulse
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.pulse import (
    PulseCommentFactory,
    PulseGroupFactory,
    PulseRoundFactory,
    PulseTallyFactory,
)

PAGE = "/acme/pulse/"
API = "/acme/api/v1/pulses/"


def closed(acme, opened_on=date(2026, 3, 2)):
    last = opened_on + timedelta(days=9)
    return PulseRoundFactory(organization=acme, opened_on=opened_on, closes_on=last, closed_on=last)


def group(pulse_round, name, answers, asked=12):
    """A team whose people all gave the same counts to every item."""
    org = pulse_round.organization
    team = TeamFactory._meta.model.objects.for_org(org).filter(name=name).first()
    row = PulseGroupFactory(
        organization=org,
        round=pulse_round,
        team=team or TeamFactory(organization=org, name=name),
        asked=asked,
        answered=sum(answers),
    )
    for item in ITEMS:
        named = {f"c{value}": times for value, times in enumerate(answers)}
        PulseTallyFactory(organization=org, group=row, item=item.key, **named)
    return row


def figures(client):
    [shown] = client.get(API).json()
    return {each["team"]: each["figure"] for each in shown["items"][0]["teams"]}


def test_a_team_s_mean_is_shown_with_its_n_and_interval(sign_in, vera, acme):
    group(closed(acme), "Claims", (0, 0, 2, 2, 4))

    page = sign_in(vera).get(PAGE).content.decode()

    assert "Claims" in page
    assert page.count("early signal") == 12
    assert "8 answers" in page


def test_nothing_is_shown_while_the_round_is_open(sign_in, vera, acme, olivia):
    team = TeamFactory(organization=acme)
    StaffMemberFactory.create_batch(8, organization=acme, team=team)
    opened = pulse.open_round(
        org=acme, teams=[team], closes_on=acme.today(), by=Actor.member(olivia)
    )
    for invitee in opened.invitees.all():
        pulse.answer(invitee=invitee, values={"valued": 3})
    client = sign_in(vera)

    assert "No figures yet" in client.get(PAGE).content.decode()
    assert client.get(API).json() == []
    assert client.get(f"{PAGE}{opened.pk}/").status_code == 404
    assert client.get(f"{PAGE}{opened.pk}/files/xlsx/").status_code == 404


def test_the_same_answers_are_shown_when_it_has_closed(sign_in, vera, acme, olivia):
    team = TeamFactory(organization=acme)
    StaffMemberFactory.create_batch(8, organization=acme, team=team)
    opened = pulse.open_round(
        org=acme, teams=[team], closes_on=acme.today(), by=Actor.member(olivia)
    )
    for invitee in opened.invitees.all():
        pulse.answer(invitee=invitee, values={"valued": 3})
    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    [shown] = sign_in(vera).get(API).json()

    valued = next(item for item in shown["items"] if item["key"] == "valued")
    assert (valued["whole"]["n"], valued["whole"]["mean"]) == (8, 75)
    assert shown["items"][0]["whole"] is None


def test_a_team_of_four_is_withheld_and_so_is_what_would_tell_it(sign_in, vera, acme):
    pulse_round = closed(acme)
    four = group(pulse_round, "Assessors", (0, 0, 0, 0, 4))
    six = group(pulse_round, "Claims", (0, 0, 6, 0, 0))
    nine = group(pulse_round, "Service", (0, 9, 0, 0, 0))

    found = figures(sign_in(vera))

    assert found[four.team_id] is found[six.team_id] is None
    assert found[nine.team_id]["mean"] == 25


def test_a_round_of_four_answers_shows_nothing_at_all(sign_in, vera, acme):
    group(closed(acme), "Claims", (0, 0, 0, 0, 4))
    client = sign_in(vera)

    [shown] = client.get(API).json()

    assert "Too few answers" in client.get(PAGE).content.decode()
    assert shown["answered"] is None
    assert all(item["whole"] is None for item in shown["items"])


@pytest.mark.parametrize(("answered", "is_shown"), [(7, False), (8, True)])
def test_comments_need_eight_answers(sign_in, olivia, acme, answered, is_shown):
    pulse_round = closed(acme)
    group(pulse_round, "Claims", (0, 0, answered, 0, 0))
    PulseCommentFactory(organization=acme, round=pulse_round, text="Two screens, please.")

    page = sign_in(olivia).get(PAGE).content.decode()

    assert ("Two screens, please." in page) is is_shown


def test_comments_are_read_by_those_who_read_single_answers(sign_in, carl, acme):
    pulse_round = closed(acme)
    group(pulse_round, "Claims", (0, 0, 9, 0, 0))
    PulseCommentFactory(organization=acme, round=pulse_round, text="Two screens, please.")

    assert "Two screens" not in sign_in(carl).get(PAGE).content.decode()


def test_teams_stand_in_the_order_of_the_alphabet(sign_in, vera, acme):
    pulse_round = closed(acme)
    for name, answers in [
        ("Zeta team", (0, 0, 0, 0, 9)),
        ("alpha team", (9, 0, 0, 0, 0)),
        ("Mu team", (0, 0, 9, 0, 0)),
    ]:
        group(pulse_round, name, answers)

    page = sign_in(vera).get(PAGE).content.decode()

    assert page.index("alpha team") < page.index("Mu team") < page.index("Zeta team")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_the_page_shows(sign_in, vera, acme, kind):
    pulse_round = closed(acme)
    group(pulse_round, "=cmd()", (0, 0, 0, 0, 4))
    group(pulse_round, "Claims", (0, 0, 6, 0, 0))

    response = sign_in(vera).get(f"{PAGE}{pulse_round.pk}/files/{kind}/")

    assert response["Content-Disposition"] == f'attachment; filename="pulse-2026-03-02.{kind}"'
    if kind == "csv":
        text = response.content.decode("utf-8-sig")
        assert "'=cmd(),,,,,withheld: too few answers" in text
        assert text.count(",10,early signal") == 6


def test_an_earlier_round_has_its_own_page(sign_in, vera, acme):
    earlier = closed(acme, date(2026, 1, 5))
    group(earlier, "Claims", (0, 6, 0, 0, 0))
    group(closed(acme), "Claims", (0, 0, 0, 6, 0))

    page = sign_in(vera).get(f"{PAGE}{earlier.pk}/").content.decode()

    assert '<span class="hl-figure-value">25</span>' in page
    assert "25, then 75" in page
    assert '<span class="hl-figure-value">75</span>' in page  # the other round, with its range


def test_the_course_is_taken_along_with_its_ranges(sign_in, vera, acme):
    group(closed(acme, date(2026, 1, 5)), "Claims", (0, 6, 0, 0, 0))
    latest = closed(acme)
    group(latest, "Claims", (0, 0, 0, 6, 0))

    file = sign_in(vera).get(f"{PAGE}{latest.pk}/files/xlsx/").content
    rows = [*load_workbook(io.BytesIO(file)).worksheets[1].values][1:3]

    assert [(mean, n) for _item, _round, mean, _low, _high, n, _note in rows] == [(25, 6), (75, 6)]


def test_an_open_round_is_answered_from_the_page(sign_in, carl, acme, olivia):
    team = TeamFactory(organization=acme)
    StaffMemberFactory.create_batch(5, organization=acme, team=team)
    mine = StaffMemberFactory(organization=acme, team=team, membership=carl)
    opened = pulse.open_round(
        org=acme, teams=[team], closes_on=acme.today(), by=Actor.member(olivia)
    )
    invitee = opened.invitees.get(staff_member=mine)
    client = sign_in(carl)
    assert f"/s/pulse-{invitee.code}/" in client.get(PAGE).content.decode()

    pulse.answer(invitee=invitee, values={"valued": 2})

    assert "/s/pulse-" not in client.get(PAGE).content.decode()


def test_twenty_teams_cost_no_more_statements_than_one(
    sign_in, vera, acme, django_assert_max_num_queries
):
    for start in (date(2026, 1, 5), date(2026, 3, 2)):
        pulse_round = closed(acme, start)
        for number in range(20):
            group(pulse_round, f"Team {number}", (1, 1, 1, 1, 1))
    client = sign_in(vera)

    with django_assert_max_num_queries(14):
        client.get(PAGE)

    assert PulseTally.objects.count() == 240
