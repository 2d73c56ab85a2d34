"""The API as another system meets it: bounded, and clear about every row."""

import json

import pytest

from surveys.models import (
    Customer,
    Decision,
    Interaction,
    OutcomeRecord,
    Suppression,
)
from tests.factories.emotions import OutcomeFactory
from tests.factories.surveys import (
    AnswerFactory,
    CustomerFactory,
    FollowUpFactory,
    InteractionFactory,
    ResponseFactory,
)
from tests.surveys.api.calls import API, row
from tests.surveys.worlds import World

# --- interactions --------------------------------------------------------------------------------


def test_one_interaction_is_stored_and_decided_about(call, acme):
    world = World(acme)

    reply = call("post", "interactions/", row(stage=world.stages[0].key))

    assert reply.status_code == 201
    assert reply.json()["stored_as"] == "created"
    assert reply.json()["customer"]["external_id"] == "C1"
    assert Decision.objects.get().verdict == "asked"


def test_sent_again_it_is_a_repeat(call, stage):
    call("post", "interactions/", row())

    again = call("post", "interactions/", row())

    assert (again.status_code, again.json()["stored_as"]) == (200, "repeated")
    assert Interaction.objects.count() == 1


def test_a_bad_interaction_names_every_field_at_once(call, stage):
    reply = call("post", "interactions/", row(stage="flight", occurred_at="soon"))

    error = reply.json()["error"]
    assert reply.status_code == 400
    assert "Known: call" in error["fields"]["stage"][0]
    assert "occurred_at" in error["fields"]


def test_of_a_list_the_good_rows_are_stored_and_the_others_named(call, stage):
    reply = call("post", "interactions/", [row(), row(external_id="I2", stage="x"), row()])

    assert reply.status_code == 200
    assert {key: reply.json()[key] for key in ("created", "repeated")} == {
        "created": 1,
        "repeated": 1,
    }
    assert [(r["row"], r["field"]) for r in reply.json()["rejected"]] == [(2, "stage")]


@pytest.mark.parametrize(
    "body", [None, "text", 5, [5], [[]], [None], {"external_id": {"a": 1}}, [], {}]
)
def test_no_body_makes_a_server_error(call, stage, body):
    assert call("post", "interactions/", body).status_code in (200, 400)


def test_broken_json_and_null_characters_are_refused(client, call, stage):
    headers = {"Authorization": "Bearer hl_crm"}
    broken = client.post(
        API + "interactions/", "{", content_type="application/json", headers=headers
    )

    assert broken.status_code == 400
    assert call("post", "interactions/", row(external_id="a\0b")).status_code == 400


def test_a_list_is_bounded(call, stage):
    reply = call("post", "interactions/", [row()] * 1001)

    assert reply.status_code == 400
    assert "1000" in reply.json()["error"]["message"]


def test_a_body_past_the_limit_is_refused_before_it_is_parsed(call, stage, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    reply = call("post", "interactions/", [row()] * 100)

    assert (reply.status_code, reply.json()["error"]["code"]) == (413, "too_large")


def test_a_manager_reports_one_but_imports_no_list(sign_in, mona, stage):
    client = sign_in(mona)
    options = {"content_type": "application/json"}

    assert client.post(API + "interactions/", json.dumps(row()), **options).status_code == 201
    assert client.post(API + "interactions/", json.dumps([row()]), **options).status_code == 403


def test_interactions_are_filtered_and_paged(call, acme, stage):
    InteractionFactory.create_batch(3, organization=acme, stage=stage)
    InteractionFactory(organization=acme)

    reply = call("get", "interactions/?stage=call&page_size=2").json()

    assert (reply["count"], len(reply["results"])) == (3, 2)


@pytest.mark.parametrize("query", ["since=x", "customer=x", "page=99", "stage=%00"])
def test_a_filter_that_makes_no_sense_is_no_server_error(call, acme, query):
    assert call("get", f"interactions/?{query}").status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "path", ["interactions/", "customers/", "responses/", "follow-ups/", "decisions/"]
)
def test_twenty_rows_take_as_many_statements_as_two(
    call, acme, path, django_assert_max_num_queries
):
    for _ in range(20):
        interaction = InteractionFactory(organization=acme)
        response = ResponseFactory(organization=acme, customer=interaction.customer)
        AnswerFactory(organization=acme, response=response)
        FollowUpFactory(organization=acme, response=response)
    call("get", path)

    with django_assert_max_num_queries(10):
        assert call("get", path).status_code == 200


# --- customers -----------------------------------------------------------------------------------


def test_a_customer_is_stored_read_changed_and_erased(call):
    stored = call("post", "customers/", {"external_id": "C1", "name": "Ana", "source": "crm"})
    pk = stored.json()["id"]

    changed = call("patch", f"customers/{pk}/", {"email": "Ana@example.org", "version": 1})
    stale = call("patch", f"customers/{pk}/", {"name": "Anna", "version": 1})
    refused = call("patch", f"customers/{pk}/", {"consent": "refused"})
    erased = call("delete", f"customers/{pk}/")

    assert (stored.status_code, changed.json()["email"]) == (201, "ana@example.org")
    assert stale.status_code in (400, 409)
    assert refused.json()["consent"] == "refused"
    assert erased.status_code == 204
    assert call("get", f"customers/{pk}/").json()["name"] == ""
    assert call("patch", f"customers/{pk}/", {"name": "Ana"}).status_code == 400


def test_customers_come_in_a_list(call):
    reply = call("post", "customers/", [{"email": "a@example.org"}, {"email": "nope"}])

    assert (reply.json()["created"], len(reply.json()["rejected"])) == (1, 1)


def test_a_customer_is_found_by_address_whatever_its_case(call, acme):
    CustomerFactory(organization=acme, email="ana@example.org")
    CustomerFactory(organization=acme)

    assert call("get", "customers/?email=ANA@example.org").json()["count"] == 1


def test_everything_about_a_person_is_one_file(call, acme):
    customer = CustomerFactory(organization=acme, name="Ana")

    assert call("get", f"customers/{customer.pk}/everything/").json()["customer"]["name"] == "Ana"


def test_an_opt_out_of_another_system_is_kept(call):
    reply = call("post", "suppressions/", {"email": "ana@example.org", "reason": "unsubscribed"})

    assert reply.status_code == 201
    assert "ana" not in reply.content.decode()
    assert Suppression.objects.get().reason == "unsubscribed"


def test_an_outcome_is_stored_once(call, acme):
    OutcomeFactory(organization=acme, key="churn")
    CustomerFactory(organization=acme, external_id="C1")
    body = {
        "external_id": "O1", "customer": "C1", "outcome": "churn", "value": 1,
        "occurred_on": "2026-01-02",
    }  # fmt: skip

    first, second = (call("post", "outcome-records/", body) for _ in range(2))

    assert (first.status_code, second.json()["repeated"]) == (201, 1)
    assert OutcomeRecord.objects.count() == 1


# --- answers -------------------------------------------------------------------------------------


def test_drafts_are_nobodys_business(call, acme):
    ResponseFactory(organization=acme, state="draft", sent_at=None, is_counted=False)

    assert call("get", "responses/").json()["count"] == 0


def test_answers_come_with_the_key_of_what_was_asked(call, acme):
    answer = AnswerFactory(organization=acme)

    (found,) = call("get", f"responses/{answer.response_id}/").json()["answers"]

    assert found["construct"] == answer.question.emotion.key
    assert (found["kind"], found["scale"], found["value"]) == ("emotion", "five", 3)


def test_a_follow_up_is_handed_over_and_closed(call, acme, mona):
    followup = FollowUpFactory(organization=acme)
    path = f"follow-ups/{followup.pk}/"

    handed = call("patch", path, {"owner": mona.user.email})
    unknown = call("patch", path, {"owner": "nobody@acme.example"})
    closed = call("patch", path, {"result": "solved", "note": "Called back"})

    assert handed.json()["owner"] == mona.user.email
    assert unknown.status_code == 400
    assert (closed.json()["result"], closed.json()["note"]) == ("solved", "Called back")
    assert Customer.objects.count() == 0
