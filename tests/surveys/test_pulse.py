"""The employee pulse: everybody answers once, and nothing is kept that leads to anybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import escape
from django.utils.timezone import now

from accounts.models import Actor, Event, StaffMember
from surveys import tasks
from surveys.library.pulse import ITEMS, KEYS
from surveys.models import (
    PulseComment,
    PulseGroup,
    PulseInvitee,
    PulseRound,
    PulseTally,
)
from surveys.selectors import pulse as found
from surveys.services import pulse
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory

ENTRY = "/s/pulse/"
FULL = dict.fromkeys(KEYS, 3)


@pytest.fixture
def team(acme):
    team = TeamFactory(organization=acme, name="Service line")
    StaffMemberFactory.create_batch(6, organization=acme, team=team)
    return team


@pytest.fixture
def opened(acme, olivia, team):
    return open_pulse(acme, olivia, [team])


def open_pulse(acme, olivia, teams, **options):
    return pulse.open_round(
        org=acme,
        teams=teams,
        closes_on=acme.today() + timedelta(days=7),
        by=Actor.member(olivia),
        **options,
    )


def address(invitee):
    return f"/s/pulse-{invitee.code}/"


def counts(item="valued"):
    return PulseTally.objects.get(item=item).counts


# --- opening --------------------------------------------------------------------------------------


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


# --- answering ------------------------------------------------------------------------------------


def test_every_item_is_asked_in_five_languages_with_the_customers_scale(client, opened):
    page = client.get(address(opened.invitees.first())).content.decode()

    for item in ITEMS:
        assert item.questions["en"] in page
    assert page.count("Completely") == page.count("Can&#x27;t say") == 6


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_the_page_can_be_read_in_another_language(client, opened, language):
    response = client.get(address(opened.invitees.first()), {"language": language})

    assert escape(ITEMS[1].questions[language]) in response.content.decode()
    assert response["Content-Language"] == language


def test_an_answer_raises_the_tallies_of_the_team(client, opened):
    client.post(address(opened.invitees.first()), {"valued": "3", "under_strain": "none"})

    assert counts("valued") == (0, 0, 0, 1, 0)
    assert counts("under_strain") == (0, 0, 0, 0, 0)
    assert opened.groups.get().answered == 1


def test_reading_the_page_writes_nothing(client, opened):
    before = PulseInvitee.objects.values_list().get(pk=opened.invitees.first().pk)

    client.get(address(opened.invitees.first()))

    assert PulseInvitee.objects.values_list().get(pk=before[0]) == before
    assert sum(counts()) == 0


def test_nobody_answers_twice(client, opened):
    invitee = opened.invitees.first()
    client.post(address(invitee), {"valued": "4"})

    again = client.post(address(invitee), {"valued": "0"}, follow=True)

    assert "Thank you" in again.content.decode()
    assert counts() == (0, 0, 0, 0, 1)


def test_a_race_for_one_code_is_counted_once(opened):
    invitee = opened.invitees.first()
    stale = PulseInvitee.objects.get(pk=invitee.pk)
    pulse.answer(invitee=invitee, values=FULL)

    with pytest.raises(pulse.Closed):
        pulse.answer(invitee=stale, values=FULL)

    assert sum(counts()) == 1


@pytest.mark.parametrize("value", ["5", "-1", "x", "12", "١"])
def test_a_value_off_the_scale_is_refused_and_what_was_ticked_stays(client, opened, value):
    response = client.post(
        address(opened.invitees.first()), {"valued": value, "energised": "2", "comment": "Kept"}
    )

    assert response.status_code == 422
    assert 'name="energised" value="2" checked' in response.content.decode()
    assert "Kept" in response.content.decode()
    assert sum(counts()) == 0


def test_an_empty_form_is_no_answer(client, opened):
    response = client.post(address(opened.invitees.first()), {"valued": "none"})

    assert response.status_code == 422
    assert "at least one question" in response.content.decode()
    assert not opened.invitees.filter(has_answered=True).exists()


def test_a_comment_alone_is_an_answer(client, opened):
    client.post(address(opened.invitees.first()), {"comment": "  More light.  "})

    assert PulseComment.objects.get().text == "More light."


def test_an_unknown_code_opens_nothing(client, opened):
    assert client.get("/s/pulse-abcdefghjkmn/").status_code == 404


def test_a_closed_round_cannot_be_answered(client, opened, olivia):
    invitee = opened.invitees.first()
    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    assert client.post(address(invitee), {"valued": "4"}).status_code == 404
    assert sum(counts()) == 0


def test_a_code_is_typed_off_a_slip_in_any_form(client, opened):
    invitee = opened.invitees.first()
    typed = f" {found.spelled(invitee.code).upper()} "

    response = client.post(ENTRY, {"code": typed})

    assert response.status_code == 302
    assert response["Location"] == address(invitee)


def test_a_wrong_code_says_so(client, opened):
    response = client.post(ENTRY, {"code": "nothing"})

    assert response.status_code == 422
    assert "do not know this code" in response.content.decode()


def test_the_page_is_kept_by_no_cache_and_sets_no_cookie(client, opened):
    response = client.get(address(opened.invitees.first()))

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


# --- secrecy --------------------------------------------------------------------------------------


def fields_of(model):
    return model._meta.concrete_fields


@pytest.mark.parametrize("model", [PulseTally, PulseGroup, PulseComment], ids=lambda m: m.__name__)
def test_answers_are_stored_without_a_person(model):
    links = {field.related_model.__name__ for field in fields_of(model) if field.related_model}

    assert links <= {"Organization", "Team", "PulseRound", "PulseGroup"}


@pytest.mark.parametrize(
    "model",
    [PulseTally, PulseGroup, PulseComment, PulseInvitee, PulseRound],
    ids=lambda m: m.__name__,
)
def test_no_time_is_finer_than_the_round(model):
    assert not [field for field in fields_of(model) if isinstance(field, models.DateTimeField)]


def test_comments_have_no_team_and_no_order():
    names = {field.name for field in fields_of(PulseComment)}

    assert names == {"id", "organization", "round", "text"}
    assert isinstance(PulseComment._meta.pk, models.UUIDField)
    assert list(PulseComment._meta.ordering) == ["id"]


def test_an_answer_adds_no_row_but_a_comment(opened):
    tables = (PulseTally, PulseGroup, PulseInvitee, Event)
    before = [model.objects.count() for model in tables]

    pulse.answer(invitee=opened.invitees.first(), values=FULL)

    assert [model.objects.count() for model in tables] == before


def test_who_took_part_is_forgotten_when_the_round_closes(opened, olivia):
    pulse.answer(invitee=opened.invitees.first(), values=FULL)

    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    assert not PulseInvitee.objects.exists()
    assert opened.groups.get().answered == 1


def test_the_log_says_that_a_round_closed_and_not_how_many_answered(opened, olivia):
    pulse.answer(invitee=opened.invitees.first(), values=FULL)
    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    event = Event.objects.filter(verb="pulse_closed").get()

    assert (event.before, event.after) == ({}, {})


def test_the_code_lies_in_no_table(opened):
    for invitee in opened.invitees.all():
        stored = {str(getattr(invitee, field.attname)) for field in fields_of(PulseInvitee)}
        assert invitee.code not in stored


def test_how_many_answered_is_told_from_five_on(opened):
    invitees = list(opened.invitees.all())
    for invitee in invitees[:4]:
        pulse.answer(invitee=invitee, values=FULL)
    assert found.state(opened).answered is None

    pulse.answer(invitee=invitees[4], values=FULL)

    assert found.state(opened).answered == 5


# --- mails and slips ------------------------------------------------------------------------------


def deliver_all():
    for pk in PulseInvitee.objects.values_list("pk", flat=True):
        tasks.email_pulse_invitee(pk)


def test_staff_are_written_to_once_each_with_a_link_of_their_own(acme, olivia, team):
    person = StaffMember.objects.filter(team=team).first()
    StaffMember.objects.filter(pk=person.pk).update(email="ada@staff.example")
    opened = open_pulse(acme, olivia, [team])

    deliver_all()
    deliver_all()

    [letter] = mail.outbox
    assert letter.to == ["ada@staff.example"]
    assert f"/s/pulse-{opened.invitees.get(staff_member=person).code}/" in letter.body


def test_who_signs_in_is_written_to_at_the_address_of_the_login_in_its_language(acme, olivia, team):
    member = MembershipFactory(organization=acme, user__language="de")
    StaffMember.objects.filter(pk=StaffMember.objects.first().pk).update(membership=member)
    open_pulse(acme, olivia, [team])

    deliver_all()

    [letter] = mail.outbox
    assert letter.to == [member.user.email]
    assert letter.subject == "Wie geht es Ihnen bei der Arbeit?"


def test_a_mail_that_fails_is_sent_later(acme, opened, settings):
    StaffMember.objects.update(email="ada@staff.example")
    settings.EMAIL_BACKEND = "tests.surveys.test_pulse.Broken"
    invitee = opened.invitees.first()

    with pytest.raises(OSError, match="no route"):
        pulse.deliver(invitee_id=invitee.pk)

    assert not PulseInvitee.objects.get(pk=invitee.pk).is_emailed


class Broken:
    """A mail server that nobody reaches."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise OSError("no route")


def test_slips_are_for_those_without_an_address_and_bear_no_name(
    sign_in, edgar, acme, olivia, team
):
    person = StaffMember.objects.filter(team=team).first()
    StaffMember.objects.filter(pk=person.pk).update(email="ada@staff.example")
    opened = open_pulse(acme, olivia, [team])

    page = sign_in(edgar).get(f"/acme/surveys/pulse/{opened.pk}/").content.decode()

    for invitee in opened.invitees.select_related("staff_member"):
        assert (found.spelled(invitee.code) in page) is (invitee.staff_member != person)
        assert invitee.staff_member.name not in page


# --- rounds that repeat ---------------------------------------------------------------------------


def on(freeze, day):
    freeze(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12))


@pytest.fixture
def freeze(monkeypatch):
    def freeze(moment):
        monkeypatch.setattr("accounts.models.organizations.now", lambda: moment)

    return freeze


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


# --- pages ----------------------------------------------------------------------------------------


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
