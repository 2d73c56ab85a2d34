"""Whoever is asked is written to once, or gets a slip of paper."""

import pytest
from django.core import mail

from accounts.models import StaffMember
from surveys import tasks
from surveys.models import PulseInvitee
from surveys.selectors import pulse as found
from surveys.services import pulse
from tests.factories.accounts import MembershipFactory
from tests.surveys.pulse.asking import open_pulse


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
    settings.EMAIL_BACKEND = "tests.surveys.pulse.test_mails.Broken"
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
