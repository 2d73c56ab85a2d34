"""The same request twice is done once and answered alike."""

from datetime import timedelta
from unittest.mock import patch

from django.utils.timezone import now

from surveys.models import IdempotencyKey, Interaction
from surveys.services import interactions
from tests.surveys.api.calls import row

KEY = {"Idempotency-Key": "k1"}


def test_another_body_under_the_same_key_is_refused(call, stage):
    first = call("post", "interactions/", row(), **KEY)

    again = call("post", "interactions/", row(external_id="I2"), **KEY)

    assert (first.status_code, again.status_code) == (201, 422)
    assert Interaction.objects.count() == 1


def test_a_replay_gives_the_first_reply_and_does_nothing(call, stage):
    body = [row()]
    first = call("post", "interactions/", body, **KEY)
    Interaction.objects.all().delete()

    again = call("post", "interactions/", body, **KEY)

    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert not Interaction.objects.exists()


def test_a_key_whose_request_still_runs_is_busy(call, acme, stage):
    real, inner, body = interactions.add_many, [], [row()]

    def meanwhile(**kwargs):
        inner.append(call("post", "interactions/", body, **KEY))
        return real(**kwargs)

    with patch.object(interactions, "add_many", meanwhile):
        outer = call("post", "interactions/", body, **KEY)

    assert (outer.status_code, inner[0].status_code) == (200, 409)


def test_a_request_that_was_killed_frees_its_key_after_a_minute(call, acme, stage):
    body = [row()]
    call("post", "interactions/", body, **KEY)
    killed_at = now() - timedelta(minutes=2)
    IdempotencyKey.objects.update(status=None, reply=None, created_at=now())

    assert call("post", "interactions/", body, **KEY).status_code == 409
    IdempotencyKey.objects.update(created_at=killed_at)
    assert call("post", "interactions/", body, **KEY).status_code == 200


def test_a_refused_request_leaves_its_key_free(call, stage):
    call("post", "interactions/", row(stage="flight"), **KEY)

    assert call("post", "interactions/", row(), **KEY).status_code == 201


def test_the_key_of_another_organization_is_another_key(call, acme, stage, sam):
    IdempotencyKey.objects.create(organization=sam.organization, key="k1", body_hash="x")

    assert call("post", "interactions/", row(), **KEY).status_code == 201


def test_a_key_without_end_is_refused(call, stage):
    reply = call("post", "interactions/", row(), **{"Idempotency-Key": "k" * 201})

    assert reply.status_code == 400
