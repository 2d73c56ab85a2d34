"""A round of the pulse is opened, ends and comes again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts.models import Actor, StaffMember
from surveys.models import PulseComment, PulseInvitee, PulseRound
from surveys.services import pulse
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.surveys.pulse.asking import open_pulse


def test_everybody_in_the_teams_is_asked(opened):
    assert PulseInvitee.objects.filter(round=opened).count() == 6
    assert opened.groups.get().asked == 6


def test_who_has_left_is_not_asked(acme, olivia, team):
    StaffMemberFactory(organization=acme, team=team, left_at=now())

    assert open_pulse(acme, olivia, [team]).groups.get().asked == 6


def test_fewer_than_five_people_are_not_asked_at_all(acme, olivia):
    team = TeamFactory(organization=acme)
    StaffMemberFactory.create_batch(4, organization=acme, team=team)

    with pytest.raises(ValidationError, match="at least 5"):
        open_pulse(acme, olivia, [team])


def test_two_rounds_are_never_open_at_once(acme, olivia, team, opened):
    with pytest.raises(ValidationError, match="open already"):
        open_pulse(acme, olivia, [team])


@pytest.mark.parametrize("days", [-1, 61])
def test_a_round_ends_within_two_months(acme, olivia, team, days):
    with pytest.raises(ValidationError, match="two months"):
        pulse.open_round(
            org=acme,
            teams=[team],
            closes_on=acme.today() + timedelta(days=days),
            by=Actor.member(olivia),
        )


def test_teams_of_others_are_not_asked(acme, olivia, sam):
    foreign = TeamFactory(organization=sam.organization)
    StaffMemberFactory.create_batch(6, organization=sam.organization, team=foreign)

    with pytest.raises(ValidationError, match="your own"):
        open_pulse(acme, olivia, [foreign])


def on(freeze, day):
    freeze(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12))


def test_a_round_closes_when_its_last_day_is_over(opened, freeze):
    on(freeze, opened.closes_on)
    assert pulse.close_due() == 0

    on(freeze, opened.closes_on + timedelta(days=1))

    assert pulse.close_due() == 1
    assert PulseRound.objects.get().closed_on == opened.closes_on + timedelta(days=1)


def test_a_round_that_repeats_opens_again_for_the_same_teams(acme, olivia, team, freeze):
    first = open_pulse(acme, olivia, [team], every_weeks=4)
    pulse.close(pulse_round=first, by=Actor.member(olivia))
    on(freeze, first.opened_on + timedelta(days=27))
    assert pulse.open_due() == 0

    on(freeze, first.opened_on + timedelta(days=28))

    assert pulse.open_due() == 1
    assert pulse.open_due() == 0
    second = PulseRound.objects.open().get()
    assert [group.team for group in second.groups.all()] == [team]
    assert second.closes_on - second.opened_on == first.closes_on - first.opened_on


def test_a_round_that_nobody_is_left_for_does_not_open(acme, olivia, team, freeze):
    first = open_pulse(acme, olivia, [team], every_weeks=4)
    pulse.close(pulse_round=first, by=Actor.member(olivia))
    StaffMember.objects.update(left_at=now())
    on(freeze, first.opened_on + timedelta(days=28))

    assert pulse.open_due() == 0


def test_comments_are_kept_as_long_as_the_organization_keeps_comments(acme, opened, olivia):
    pulse.answer(invitee=opened.invitees.first(), values={}, comment="Old words")
    pulse.close(pulse_round=opened, by=Actor.member(olivia))
    assert pulse.forget_old_comments() == 0

    PulseRound.objects.update(
        opened_on=date(2020, 1, 1), closes_on=date(2020, 1, 2), closed_on=date(2020, 1, 3)
    )

    assert pulse.forget_old_comments() == 1
    assert not PulseComment.objects.exists()


def test_an_editor_opens_a_round_on_a_page(sign_in, edgar, acme, team):
    closes_on = (acme.today() + timedelta(days=5)).isoformat()

    response = sign_in(edgar).post(
        "/acme/surveys/pulse/new/",
        {"teams": [team.pk], "closes_on": closes_on, "every_weeks": "4"},
    )

    opened = PulseRound.objects.get()
    assert response["Location"] == f"/acme/surveys/pulse/{opened.pk}/"
    assert opened.every_weeks == 4


def test_a_form_that_is_wrong_says_where(sign_in, edgar, acme, team):
    response = sign_in(edgar).post(
        "/acme/surveys/pulse/new/",
        {"teams": [team.pk], "closes_on": "2020-01-01", "every_weeks": 0},
    )

    assert response.status_code == 422
    assert "within the next two months" in response.content.decode()
