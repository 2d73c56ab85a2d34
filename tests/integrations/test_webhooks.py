"""Another system is told of each alert, signed, once if it answers, and nothing is sent inwards."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
from datetime import timedelta
from time import monotonic

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Actor, Event
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.services import outbound, webhooks
from integrations.tasks import send_webhooks
from tests.factories.insights import AlertFactory
from tests.factories.integrations import WebhookDeliveryFactory, WebhookEndpointFactory
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory, JourneyFactory
from tests.integrations.receiver import receiver

OWNER_PAGE = "integrations:webhook-list"


@pytest.fixture
def client():
    """Nobody has signed in yet."""
    return Client()


@pytest.fixture
def there():
    """Another system that answers 200."""
    with receiver() as server:
        yield server


@pytest.fixture
def allowed(settings):
    """Whoever runs this server trusts the local machine."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]


@pytest.fixture
def endpoint(acme, there, allowed):
    return WebhookEndpointFactory(organization=acme, url=there.url)


@pytest.fixture
def alert(acme, endpoint):
    return AlertFactory(organization=acme, journey=JourneyFactory(organization=acme))


def only_delivery():
    return WebhookDelivery.objects.get()


# --- what is sent -------------------------------------------------------------------------------


def test_a_new_alert_reaches_the_other_system_once(alert, there):
    send_webhooks()
    send_webhooks()

    [(path, _headers, body)] = there.seen
    told = json.loads(body)
    assert path == "/hook?room=7"
    assert told["type"] == "alert.opened"
    assert told["data"]["figures"] == alert.figures
    assert "Fewer customers answer: 20 %" in told["data"]["sentence"]
    assert only_delivery().state == "sent"


def test_the_receiver_can_check_the_signature_with_its_secret(endpoint, alert, there):
    send_webhooks()

    [(_path, headers, body)] = there.seen
    key = base64.b64decode(endpoint.secret.removeprefix("whsec_"))
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60


def test_the_signature_is_that_of_the_published_example():
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    signed = webhooks.sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_alerts_from_before_the_endpoint_are_not_told(acme, endpoint, there):
    journey = JourneyFactory(organization=acme)
    before = endpoint.created_at - timedelta(days=1)
    AlertFactory(organization=acme, journey=journey, opened_at=before)

    send_webhooks()

    assert there.seen == []


def test_another_organizations_alert_is_not_told(endpoint, there):
    AlertFactory()

    send_webhooks()

    assert there.seen == []


def test_an_alert_waits_while_somebody_has_still_to_estimate(acme, alert, there, mona):
    belief_round = BeliefRoundFactory(organization=acme, journey=alert.journey)
    asked = BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    send_webhooks()
    assert there.seen == []

    asked.delete()
    send_webhooks()
    assert len(there.seen) == 1


# --- until it arrives ---------------------------------------------------------------------------


def test_a_refused_message_is_tried_again_later_with_the_same_body(alert, there):
    there.status = 503
    send_webhooks()
    send_webhooks()
    assert len(there.seen) == 1

    there.status = 200
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        send_webhooks()
    (_, first, body), (_, second, again) = there.seen
    assert first["webhook-id"] == second["webhook-id"]
    assert body == again
    assert only_delivery().state == "sent"


def test_each_failure_waits_longer_and_the_last_gives_up(alert, there):
    there.status = 500
    now, waits = timezone.now(), []
    for _attempt in range(len(webhooks.DELAYS) + 1):
        with time_machine.travel(now, tick=False):
            send_webhooks()
        waits.append(only_delivery().due_at - now)
        now = only_delivery().due_at

    delivery = only_delivery()
    assert waits[:-1] == webhooks.DELAYS
    assert (delivery.state, delivery.attempts, delivery.status) == ("dead", 8, 500)


def test_an_endpoint_that_is_gone_is_not_asked_again(alert, there):
    there.status = 410

    send_webhooks()

    assert only_delivery().state == "dead"


def test_one_failure_holds_back_what_else_waits_for_the_endpoint(acme, endpoint, there):
    there.status = 500
    for _each in range(3):
        WebhookDeliveryFactory(organization=acme, endpoint=endpoint)

    webhooks.send_due()

    assert len(there.seen) == 1


def test_what_a_dead_worker_had_is_sent_after_its_lease(acme, endpoint, there):
    late = timezone.now() - timedelta(seconds=1)
    WebhookDeliveryFactory(organization=acme, endpoint=endpoint, state="leased", due_at=late)
    later = timezone.now() + timedelta(minutes=1)
    WebhookDeliveryFactory(organization=acme, endpoint=endpoint, state="leased", due_at=later)

    assert webhooks.send_due() == 1


def test_nothing_is_sent_to_an_address_that_was_removed(alert, endpoint, there, olivia):
    webhooks.queue_alerts()
    webhooks.remove(endpoint=endpoint, by=Actor.member(olivia))

    webhooks.send_due()

    assert there.seen == []


# --- never inwards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2001:db8::1",
    ],
)
def test_a_private_address_is_not_public_in_any_disguise(address):
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_a_public_address_is_public(address):
    assert outbound.is_public(address)


def test_a_local_receiver_gets_nothing_unless_it_is_allowed(acme, there):
    endpoint = WebhookEndpointFactory(organization=acme, url=there.url)
    WebhookDeliveryFactory(organization=acme, endpoint=endpoint)

    webhooks.send_due()

    assert there.seen == []
    assert "https" in only_delivery().error


def test_a_name_that_leads_inwards_is_refused_when_it_is_resolved(acme, there, monkeypatch):
    inwards = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", there.server_port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: inwards)
    url = f"https://innocent.example.org:{there.server_port}/"
    WebhookDeliveryFactory(
        organization=acme, endpoint=WebhookEndpointFactory(organization=acme, url=url)
    )

    webhooks.send_due()

    assert only_delivery().error == "The host lies in a private network."


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    both = [(0, 0, 0, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: both)

    with pytest.raises(outbound.Unreachable, match="private network"):
        outbound.post("https://example.org/", b"", {})


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """A second look at the name could be answered with another address."""
    public = [(0, 0, 0, "", ("93.184.216.34", 443))]
    looks, dialled = [], []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_o: looks.append(asked) or public)

    def dial(address, *_args):
        dialled.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(outbound.Unreachable):
        outbound.post("https://example.org/", b"", {})

    assert (len(looks), dialled) == (1, [("93.184.216.34", 443)])


def test_a_redirect_is_not_followed(alert, there):
    with receiver() as secret:
        there.status, there.leads_to = 302, secret.url
        send_webhooks()

        assert secret.seen == []
    assert (only_delivery().state, only_delivery().status) == ("waiting", 302)


def test_a_server_that_drips_does_not_hold_a_worker(alert, there, monkeypatch):
    monkeypatch.setattr(outbound, "DEADLINE_SECONDS", 0.3)
    there.drip, began = 0.1, monotonic()

    send_webhooks()

    assert monotonic() - began < 4
    assert only_delivery().state == "waiting"
    assert only_delivery().error.startswith("The connection broke off")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, allowed):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
    command = [*make.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    with receiver(context) as server, pytest.raises(outbound.Unreachable, match="certificate"):
        outbound.post(server.url, b"{}", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "https://user:secret@example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data/",
        "ftp://example.org/",
        "https://example.org:99999/",
        "https:///nowhere",
    ],
)
def test_an_address_that_nothing_can_be_sent_to_is_refused_at_once(url):
    with pytest.raises(ValidationError):
        outbound.check(url)


# --- pages --------------------------------------------------------------------------------------


def test_the_secret_is_shown_once_and_lies_in_no_table(sign_in, acme, olivia):
    client = sign_in(olivia)
    path = reverse("integrations:webhook-create", args=["acme"])
    made = client.post(path, {"name": "Chat", "url": "https://chat.example.org/hook"})

    endpoint = WebhookEndpoint.objects.get()
    later = client.get(reverse("integrations:webhook-detail", args=["acme", endpoint.pk]))
    stored = str(WebhookEndpoint.objects.values().get())
    assert endpoint.secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert endpoint.secret not in later.content.decode()
    assert endpoint.secret.removeprefix("whsec_") not in stored


def test_a_new_secret_voids_the_old_one(sign_in, endpoint, olivia):
    old = endpoint.secret
    path = reverse("integrations:webhook-secret", args=["acme", endpoint.pk])

    page = sign_in(olivia).post(path).content.decode()

    endpoint.refresh_from_db()
    assert endpoint.secret != old
    assert endpoint.secret in page


def test_an_address_of_our_own_network_is_refused_with_a_reason(sign_in, acme, olivia):
    path = reverse("integrations:webhook-create", args=["acme"])

    page = sign_in(olivia).post(path, {"name": "Meta", "url": "https://169.254.169.254/"})

    assert page.status_code == 422
    assert "private network" in page.content.decode()


def test_the_test_button_sends_a_message_that_the_log_shows(sign_in, endpoint, there, olivia):
    client = sign_in(olivia)
    client.post(reverse("integrations:webhook-test", args=["acme", endpoint.pk]))
    send_webhooks()

    page = client.get(reverse("integrations:webhook-detail", args=["acme", endpoint.pk]))

    assert json.loads(there.seen[0][2])["type"] == "test"
    assert "Sent" in page.content.decode()


def test_what_was_given_up_can_be_sent_again(sign_in, acme, endpoint, there, olivia):
    dead = WebhookDeliveryFactory(organization=acme, endpoint=endpoint, state="dead", attempts=8)

    sign_in(olivia).post(reverse("integrations:webhook-again", args=["acme", dead.pk]))
    webhooks.send_due()

    assert len(there.seen) == 1


def test_what_arrived_is_not_sent_again(sign_in, acme, endpoint, there, olivia):
    sent = WebhookDeliveryFactory(
        organization=acme, endpoint=endpoint, state="sent", sent_at=timezone.now()
    )

    sign_in(olivia).post(reverse("integrations:webhook-again", args=["acme", sent.pk]))
    webhooks.send_due()

    assert there.seen == []


def test_the_log_holds_no_address(sign_in, acme, olivia):
    path = reverse("integrations:webhook-create", args=["acme"])
    sign_in(olivia).post(path, {"name": "Chat", "url": "https://chat.example.org/T0/s3cret"})

    assert "s3cret" not in str(list(Event.objects.values()))


def test_the_list_costs_the_same_however_many_endpoints(
    sign_in, acme, olivia, django_assert_max_num_queries
):
    for number in range(20):
        WebhookEndpointFactory(organization=acme, name=f"Room {number}")
    client = sign_in(olivia)

    with django_assert_max_num_queries(9):
        page = client.get(reverse(OWNER_PAGE, args=["acme"]))

    assert page.content.decode().count("nothing told yet") == 20


def test_the_log_of_messages_costs_the_same_however_many(
    sign_in, acme, endpoint, olivia, django_assert_max_num_queries
):
    for _each in range(20):
        WebhookDeliveryFactory(organization=acme, endpoint=endpoint)
    client = sign_in(olivia)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("integrations:webhook-detail", args=["acme", endpoint.pk]))

    assert page.content.decode().count("<code>test</code>") == 20
