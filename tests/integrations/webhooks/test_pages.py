"""Where an owner says whom to tell, and sees what was told."""

import json

from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from integrations.models import WebhookEndpoint
from integrations.services import webhooks
from integrations.tasks import send_webhooks
from tests.factories.integrations import WebhookDeliveryFactory, WebhookEndpointFactory

OWNER_PAGE = "integrations:webhook-list"


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
