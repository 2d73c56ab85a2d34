import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts import tasks
from accounts.models import Actor, Event, MemberInvitation, Membership, User
from accounts.services import invitations, members
from tests.factories.accounts import UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def by(olivia):
    return Actor.member(olivia)


@pytest.fixture
def jo(acme, by):
    return invitations.invite(org=acme, email="Jo@New.example", role="manager", by=by)


def link(invitation):
    return f"/invite/{invitation.secret}/"


def join(client, invitation, **typed):
    fields = {"name": "Jo", "language": "de", "password": PASSWORD, **typed}
    return client.post(link(invitation), fields)


def test_only_a_hash_of_the_secret_is_stored(jo):
    row = MemberInvitation.objects.filter(pk=jo.pk).values().get()

    assert jo.secret not in str(row)


def test_the_log_does_not_hold_the_address(jo):
    event = Event.objects.get(verb="member_invited")

    assert "new.example" not in str(event.__dict__)


def test_a_member_is_not_invited_again(acme, edgar, by):
    with pytest.raises(ValidationError, match="member already"):
        invitations.invite(org=acme, email=edgar.user.email.upper(), role="viewer", by=by)


def test_an_address_has_one_open_invitation(acme, jo, by):
    with pytest.raises(ValidationError, match="invited this address already"):
        invitations.invite(org=acme, email="jo@new.example", role="viewer", by=by)


def test_the_mail_carries_the_link_in_text_and_html(jo):
    tasks.email_invitation(jo.pk)

    [message] = mail.outbox
    html = message.alternatives[0].content
    assert message.to == ["jo@new.example"]
    assert message.subject == "Join Acme on Heartline"
    assert link(jo) in message.body
    assert link(jo) in html
    assert "<style" not in html.split("<body")[1]


def test_the_mail_shows_whose_it_is(acme, jo):
    acme.brand_colour = "#7a3b69"
    acme.save()

    tasks.email_invitation(jo.pk)

    html = mail.outbox[0].alternatives[0].content
    assert re.search(r'<td class="brand"[^>]*>Acme</td>', html)
    assert "#7a3b69" in html


def test_a_name_cannot_add_headers_or_markup_to_the_mail(acme, jo):
    acme.name = "<b>Acme</b>\nBcc: everybody@x.example"
    acme.save()

    tasks.email_invitation(jo.pk)

    [message] = mail.outbox
    assert "\n" not in message.subject
    assert "<b>Acme</b>" not in message.alternatives[0].content


def test_a_mail_goes_out_once(jo):
    tasks.email_invitation(jo.pk)
    tasks.email_invitation(jo.pk)

    assert len(mail.outbox) == 1


def test_a_mail_that_failed_waits_for_the_next_attempt(jo, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    with pytest.raises(ConnectionRefusedError):
        tasks.email_invitation(jo.pk)

    jo.refresh_from_db()
    assert jo.sent_at is None


def test_a_withdrawn_invitation_is_not_mailed(jo, by):
    invitations.withdraw(invitation=jo, by=by)

    tasks.email_invitation(jo.pk)

    assert mail.outbox == []


def test_a_newcomer_joins_with_the_invited_role_and_is_signed_in(client, jo):
    response = join(client, jo)

    membership = Membership.objects.get(user__email="jo@new.example")
    assert response["Location"] == "/acme/"
    assert (membership.role, membership.user.language) == ("manager", "de")
    assert client.get("/acme/").status_code == 200


def test_looking_at_an_invitation_changes_nothing(client, jo):
    assert client.get(link(jo)).status_code == 200

    jo.refresh_from_db()
    assert jo.is_open
    assert not User.objects.filter(email="jo@new.example").exists()


def test_a_weak_password_is_refused_and_what_was_typed_stays(client, jo):
    response = join(client, jo, password="password")

    assert response.status_code == 422
    assert 'value="Jo"' in response.text
    assert "too common" in response.text


def test_whoever_has_an_account_signs_in_first(client, jo):
    UserFactory(email="jo@new.example")

    page = client.get(link(jo)).text

    assert f"/accounts/login/?next=/invite/{jo.secret}/" in page


def test_somebody_who_has_an_account_cannot_be_overwritten_by_the_link(client, jo):
    user = UserFactory(email="jo@new.example", name="Jo the first")

    join(client, jo, name="Somebody else")

    user.refresh_from_db()
    assert user.name == "Jo the first"
    assert not Membership.objects.filter(user=user).exists()


def test_a_signed_in_person_joins_as_they_are(sign_in, sam, acme, jo):
    client = sign_in(sam)
    assert "signed in as" in client.get(link(jo)).text

    client.post(link(jo))

    assert Membership.objects.present().for_org(acme).get(user=sam.user).role == "manager"


def test_a_member_is_told_that_they_are_one(sign_in, edgar, jo):
    response = sign_in(edgar).post(link(jo))

    assert response.status_code == 422
    assert "a member already" in response.text


def test_who_left_comes_back_to_their_own_membership(acme, carl, by):
    members.leave(membership=carl, successor=None, by=by)
    again = invitations.invite(org=acme, email=carl.user.email, role="editor", by=by)

    back = invitations.accept(invitation=again, user=carl.user)

    assert (back.pk, back.role, back.left_at) == (carl.pk, "editor", None)


@pytest.mark.parametrize(
    ("what_happened", "status", "words"),
    [
        ("unknown", 404, "opens nothing"),
        ("used", 410, "was used already"),
        ("withdrawn", 410, "was withdrawn"),
        ("expired", 410, "has run out"),
    ],
)
def test_a_dead_link_says_what_happened(client, jo, by, what_happened, status, words):
    address = link(jo)
    match what_happened:
        case "unknown":
            address = "/invite/" + "0" * 64 + "/"
        case "used":
            invitations.accept(invitation=jo, user=UserFactory())
        case "withdrawn":
            invitations.withdraw(invitation=jo, by=by)
        case "expired":
            MemberInvitation.objects.filter(pk=jo.pk).update(expires_at=now() - timedelta(days=1))

    response = client.get(address)

    assert response.status_code == status
    assert words in response.text


def test_a_link_works_once(client, jo):
    join(client, jo)
    client.logout()

    assert join(client, jo, name="Second").status_code == 410


def test_sending_again_voids_the_link_sent_before(client, jo, by):
    old = link(jo)
    with time_machine.travel(now() + timedelta(days=3)):
        again = invitations.resend(invitation=jo, by=by)

        assert client.get(old).status_code == 404
        assert client.get(link(again)).status_code == 200


def test_an_invitation_that_ran_out_can_be_sent_again(jo, by):
    with time_machine.travel(now() + timedelta(days=30)):
        assert invitations.resend(invitation=jo, by=by).is_open


def test_an_accepted_invitation_is_not_sent_again(jo, by):
    invitations.accept(invitation=jo, user=UserFactory())

    with pytest.raises(ValidationError, match="accepted already"):
        invitations.resend(invitation=jo, by=by)


def test_the_page_lists_who_has_not_come_with_a_link_to_copy(sign_in, olivia, jo):
    page = sign_in(olivia).get("/acme/settings/members/").text

    assert "jo@new.example" in page
    assert link(jo) in page


def test_links_are_shown_to_owners_only(sign_in, edgar, jo):
    page = sign_in(edgar).get("/acme/settings/members/").text

    assert jo.secret not in page
