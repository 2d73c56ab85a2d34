"""A past told in bulk: mails that went out and answers that came back before we kept them.

The bulk forms of sending and answering, under the same rules as their single ones: answers lock
their wordings, and open a follow-up where one is low. Many at once make their days dirty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from emotions.models import Wording
from journeys.models import CheckWording
from surveys.models import Answer, Delivery, FollowUp, Invitation, Question, Response
from surveys.services import answers, bulk, followups, invitations, rollups

BATCH = 1000
ANSWERED = ("organization_id", "response_id", "question_id", "value", "answered_at")


@dataclass(frozen=True)
class Filled:
    """One customer's answers to one invitation: value by question id, None for "can't say"."""

    invitation: Invitation
    values: Mapping[int, int | None]
    sent_at: datetime
    comment: str = ""


@transaction.atomic
def mark_mailed(
    *, invited: Sequence[Invitation], at: datetime, reminded_after: timedelta | None = None
) -> None:
    """Say that these invitations went out at `at`, and their reminders so much later."""
    pks = [invitation.pk for invitation in invited]
    waiting = Delivery.objects.filter(invitation_id__in=pks, ordinal=0)
    waiting.update(state=Delivery.State.SENT, sent_at=at, due_at=at, attempts=1)
    if reminded_after is None:
        return
    reminders = [invitations.delivery(each, 1, due_at=at + reminded_after) for each in invited]
    for reminder in reminders:
        reminder.state = Delivery.State.SENT
        reminder.sent_at = reminder.due_at
        reminder.attempts = 1
    bulk.insert(reminders)


@transaction.atomic
def answer_many(
    *, org: Organization, filled: Sequence[Filled], by: Actor, follow_up: bool = True
) -> list[Response]:
    """Store whole responses; return them in the order given."""
    questions = {
        question.pk: question
        for question in Question.objects.for_org(org).select_related("emotion", "outcome")
    }
    responses = [_response(each) for each in filled]
    bulk.insert(responses)
    given = [
        (org.pk, response.pk, pk, value, each.sent_at)
        for response, each in zip(responses, filled, strict=True)
        for pk, value in each.values.items()
    ]
    bulk.insert_values(Answer, ANSWERED, given)
    _lock_wordings(questions, {pk for each in filled for pk in each.values}, filled)
    rollups.mark_days_dirty(org_id=org.pk, days=(each.experienced_on for each in responses))
    if follow_up:
        _follow_up(org, responses, filled, questions)
    after = {"responses": len(responses), "answers": len(given)}
    events.record(org=org, verb="responses_stored", on=org, by=by, after=after)
    return responses


def _response(filled: Filled) -> Response:
    invitation, interaction = filled.invitation, filled.invitation.interaction
    return Response(
        organization_id=invitation.organization_id,
        invitation=invitation,
        interaction=interaction,
        customer_id=invitation.customer_id,
        stage_id=interaction.stage_id,
        slice_id=interaction.slice_id,
        experienced_on=interaction.experienced_on,
        language=invitation.language,
        state=Response.State.SENT,
        is_counted=True,
        started_at=filled.sent_at - timedelta(seconds=20),
        last_activity_at=filled.sent_at,
        sent_at=filled.sent_at,
        comment=answers.cleaned(filled.comment),
    )


def _lock_wordings(
    questions: Mapping[int, Question], asked: set[int], filled: Sequence[Filled]
) -> None:
    if not filled:
        return
    first = min(each.sent_at for each in filled)
    used = [questions[pk] for pk in asked]
    Wording.objects.filter(
        pk__in=[question.wording_id for question in used], answered_at__isnull=True
    ).update(answered_at=first)
    CheckWording.objects.filter(
        pk__in=[question.check_wording_id for question in used], answered_at__isnull=True
    ).update(answered_at=first)


def _follow_up(
    org: Organization,
    responses: Sequence[Response],
    filled: Sequence[Filled],
    questions: Mapping[int, Question],
) -> None:
    low = {
        response.pk: [answer for answer in _said(each, questions) if followups.is_low(answer)]
        for response, each in zip(responses, filled, strict=True)
    }
    FollowUp.objects.bulk_create(
        [
            _followup(org, response, each, low[response.pk])
            for response, each in zip(responses, filled, strict=True)
            if low[response.pk]
        ],
        batch_size=BATCH,
    )


def _said(filled: Filled, questions: Mapping[int, Question]) -> list[Answer]:
    return [Answer(question=questions[pk], value=value) for pk, value in filled.values.items()]


def _followup(org: Organization, response: Response, filled: Filled, low: list[Answer]) -> FollowUp:
    survey = filled.invitation.survey_version.survey
    return FollowUp(
        organization=org,
        response=response,
        stage_id=response.stage_id,
        reason=followups.reason_for(low, org.language),
        owner=survey.followup_owner,
        opened_at=filled.sent_at,
        due_on=org.local_date(filled.sent_at) + timedelta(days=survey.followup_days),
    )
