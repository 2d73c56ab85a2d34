"""What the answer page shows: two statements a screen, whatever the survey."""

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from surveys.models import Answer, Delivery, Invitation, Question, Response
from surveys.selectors.prepared import Prepared

DRAFT_WINDOW = timedelta(hours=24)  # after the last activity a draft counts as it is


class Link(StrEnum):
    """What can be done with an answer link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


# Only what is used is named: each column costs its time.
FIELDS = {
    "": "public_id language drawn expires_at withdrawn_at decision_id",
    "organization__": "name brand_colour postal_address privacy_url reply_to languages timezone"
    " created_at version",
    "customer__": "name email_hash erased_at",
    "interaction__": "slice_id touchpoint_id experienced_on customer_id",
    "interaction__stage__": "name asked_as version",
    "survey_version__": "survey_id",
    "survey_version__survey__": "intros followup_owner_id followup_days version",
    "response__": "state set_aside comment started_at last_activity_at organization_id stage_id"
    " experienced_on",
}
NAMES = [prefix + name for prefix, names in FIELDS.items() for name in names.split()]
JOINS = [prefix.removesuffix("__") for prefix in FIELDS if prefix]
PUBLIC_ID: Any = Invitation._meta.get_field("public_id")

_questions: dict[tuple[object, ...], Question] = {}
MOST_QUESTIONS = 5000


def invitation_of(public_id: UUID) -> Invitation | None:
    """The invitation with everything that an answer and its page need, in one statement."""
    return _invitation().get(PUBLIC_ID.get_db_prep_value(public_id, connection))


@cache
def _invitation() -> Prepared[Invitation]:
    anybody: QuerySet[Invitation] = Invitation.objects.filter(public_id=UUID(int=0))
    return Prepared(anybody.select_related(*JOINS).only(*NAMES).order_by())


def response_of(invitation: Invitation) -> Response | None:
    """What was answered so far, if anything was."""
    return getattr(invitation, "response", None)


def was_sent(invitation: Invitation) -> bool:
    """Whether the customer pressed Send; answers that were left alone for a day count without."""
    response = response_of(invitation)
    return response is not None and response.state == Response.State.SENT


def link_state(invitation: Invitation) -> Link:
    """Whether this link can still be answered, and if not, why."""
    response, now = response_of(invitation), timezone.now()
    if invitation.withdrawn_at or invitation.customer.erased_at:
        return Link.WITHDRAWN
    if response is not None and response.state != Response.State.DRAFT:
        return Link.USED
    if invitation.expires_at <= now and not _is_under_way(response, now):
        return Link.EXPIRED
    return Link.OPEN


def _is_under_way(response: Response | None, now: datetime) -> bool:
    """Nobody loses what they are just writing."""
    return response is not None and now - response.last_activity_at < DRAFT_WINDOW


def question_at(invitation: Invitation, number: int) -> Question:
    """The question on this screen, counted from 1.

    A wording that was answered is never edited again, so its question is read once a process.
    """
    pk = invitation.drawn[number - 1]["question"]
    # With the time beside the key: a restored database hands keys out a second time.
    key = (pk, invitation.organization_id, invitation.organization.created_at)
    if key in _questions:
        return _questions[key]
    question = Question.objects.select_related(
        "wording", "check_wording", "outcome", "emotion"
    ).get(pk=pk)
    if is_locked(question):
        if len(_questions) >= MOST_QUESTIONS:
            _questions.clear()
        _questions[key] = question
    return question


def is_locked(question: Question) -> bool:
    """Whether the words of this question can change no more."""
    wording = question.wording or question.check_wording
    return wording is not None and wording.is_locked


def answer_to(invitation: Invitation, question: Question) -> Answer | None:
    """What the draft holds about a question, if anything."""
    response = response_of(invitation)
    if response is None or not is_locked(question):
        return None  # the first answer to a wording locks it
    found: QuerySet[Answer] = Answer.objects.filter(response=response.pk, question=question.pk)
    return found.only("value").order_by().first()


def mailed_at(invitation: Invitation) -> datetime | None:
    """When the invitation was sent."""
    sent = Delivery.objects.filter(invitation=invitation.pk, state=Delivery.State.SENT)
    found: datetime | None = sent.order_by("ordinal").values_list("sent_at", flat=True).first()
    return found


def answers_of(response: Response) -> list[Answer]:
    """The answers with their questions, in the order in which they were given."""
    return list(
        Answer.objects.filter(response=response)
        .select_related(
            "question__wording", "question__check_wording", "question__outcome", "question__emotion"
        )
        .order_by("pk")
    )
