"""Nothing is ever sent to an address of our own network."""

import socket
import ssl
import subprocess
from time import monotonic

import pytest
from django.core.exceptions import ValidationError

from integrations.models import WebhookDelivery
from integrations.services import outbound, webhooks
from integrations.tasks import send_webhooks
from tests.factories.integrations import WebhookDeliveryFactory, WebhookEndpointFactory
from tests.integrations.receiver import receiver


def only_delivery():
    return WebhookDelivery.objects.get()


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
