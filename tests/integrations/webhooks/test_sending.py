"""Another system is told of each alert, signed, and once if it answers."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import time_machine
from django.utils import timezone

from accounts.models import Actor
from integrations.models import WebhookDelivery
from integrations.services import webhooks
from integrations.tasks import send_webhooks
from tests.factories.insights import AlertFactory
from tests.factories.integrations import WebhookDeliveryFactory
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory, JourneyFactory


def only_delivery():
    return WebhookDelivery.objects.get()


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
