"""What the answer page shows: two statements a screen, whatever the survey."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from surveys.models import Answer, Delivery, Invitation, Question, Response

DRAFT_WINDOW = timedelta(hours=24)  # after the last activity a draft counts as it is


class Link(StrEnum):
    """What can be done with an answer link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Asked:
    """A question in the order of the invitation, with what was answered so far."""

    question: Question
    is_answered: bool
    value: int | None


def invitation_of(public_id: UUID) -> Invitation | None:
    """The invitation with everything that an answer and its page need."""
    first_sent = Delivery.objects.filter(invitation=OuterRef("pk"), state=Delivery.State.SENT)
    found: QuerySet[Invitation] = (
        Invitation.objects.filter(public_id=public_id)
        .select_related(
            "organization",
            "customer",
            "interaction__stage",
            "interaction__touchpoint",
            "survey_version__survey",
            "response",
        )
        .defer("survey_version__content")
        .annotate(
            mailed_at=Subquery(first_sent.order_by("ordinal").values("sent_at")[:1]),
        )
    )
    return found.first()


def response_of(invitation: Invitation) -> Response | None:
    """What was answered so far, if anything was."""
    return getattr(invitation, "response", None)


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


def questions_of(invitation: Invitation) -> list[Asked]:
    """The invitation's questions in their order, each with its answer in the draft."""
    response = response_of(invitation)
    answers = Answer.objects.filter(
        response=response.pk if response else None, question=OuterRef("pk")
    )
    order = [drawn["question"] for drawn in invitation.drawn]
    rows = (
        Question.objects.filter(pk__in=order)
        .select_related("wording", "check_wording", "outcome", "emotion")
        .annotate(is_answered=Exists(answers), answered=Subquery(answers.values("value")[:1]))
    )
    by_pk = {row.pk: Asked(row, row.is_answered, row.answered) for row in rows}
    return [by_pk[pk] for pk in order]


def answers_of(response: Response) -> list[Answer]:
    """The answers with their questions, in the order in which they were given."""
    return list(
        Answer.objects.filter(response=response)
        .select_related(
            "question__wording", "question__check_wording", "question__outcome", "question__emotion"
        )
        .order_by("pk")
    )
