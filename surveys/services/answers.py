"""What customers answer: drafts, sent responses, and drafts that count as they are."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services.turns import one_by_one
from surveys.models import Answer, Invitation, Question, Response
from surveys.selectors import answering, scales
from surveys.services import bulk, followups, questions, rollups

BATCH = 500
LONGEST_COMMENT = 4000
TOO_SOON = timedelta(seconds=2)

# Why answers were set aside; the texts are for those who look at them (selectors/responses.py).
EARLY, TRAP = "early", "trap"

State = Response.State


class Closed(Exception):
    """These answers have been sent or counted meanwhile and cannot be changed."""


@transaction.atomic
def save(
    *, invitation: Invitation, question: Question, value: int | None, is_trapped: bool = False
) -> Response:
    """Keep one answer in the draft; None means "can't say".

    Raises ValidationError for a value that is not on the question's scale, Closed after sending.
    """
    if value is not None and not 0 <= value <= scales.highest(question):
        raise ValidationError(_("Please choose one of the answers."))
    response = _touch(invitation, is_trapped=is_trapped)
    answer = Answer(
        organization_id=invitation.organization_id,
        response_id=response.pk,
        question_id=question.pk,
        value=value,
        answered_at=timezone.now(),
    )
    bulk.upsert(answer, unique=["response_id", "question_id"], update=["value", "answered_at"])
    questions.lock_wording(question=question)
    return response


@transaction.atomic
def keep_comment(*, invitation: Invitation, comment: str) -> Response:
    """Keep the comment in the draft."""
    return _touch(invitation, comment=cleaned(comment))


@transaction.atomic
def send(*, invitation: Invitation, comment: str, is_trapped: bool = False) -> Response:
    """The customer is done: count the answers, and open a follow-up where one is low.

    Raises Closed when they were sent before, so that pressing twice counts once.
    """
    now = timezone.now()
    response = answering.response_of(invitation) or _begin(invitation)
    aside = TRAP if is_trapped else response.set_aside or _suspicion(invitation, response)
    _count(
        response,
        State.SENT,
        aside,
        sent_at=now,
        last_activity_at=now,
        comment=cleaned(comment),
    )
    if not aside:
        given = answering.answers_of(response)
        followups.open_if_low(response=response, answers=given, invitation=invitation)
    return response


def close_drafts() -> int:
    """Count drafts whose window has closed as partial, for the items answered."""
    before = timezone.now() - answering.DRAFT_WINDOW
    pks = Response.objects.filter(state=State.DRAFT, last_activity_at__lt=before).order_by(
        "last_activity_at"
    )
    return one_by_one(_close, pks.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _close(pk: int) -> bool:
    found = Response.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.DRAFT)
    response = found.first()
    if response is None:
        return False
    given = answering.answers_of(response)
    _count(response, State.PARTIAL, response.set_aside)
    invitation = (
        Invitation.objects.select_related("survey_version__survey", "interaction__touchpoint")
        .filter(response=response)
        .first()
    )
    if invitation is not None and not response.set_aside:
        followups.open_if_low(response=response, answers=given, invitation=invitation)
    return True


def cleaned(comment: str) -> str:
    """What of a comment can be kept: no null bytes, which PostgreSQL refuses, and an end."""
    return comment.replace("\0", "").strip()[:LONGEST_COMMENT]


def _touch(invitation: Invitation, *, is_trapped: bool = False, **fields: Any) -> Response:
    """The draft, made if there is none, and locked until the transaction ends."""
    now = timezone.now()
    response = answering.response_of(invitation) or _begin(invitation)
    if is_trapped:
        response.set_aside = fields["set_aside"] = TRAP
    # The condition is what closes the door behind a response that is sent at this very moment.
    draft = Response.objects.filter(pk=response.pk, state=State.DRAFT)
    if not draft.update(last_activity_at=now, **fields):
        raise Closed
    return response


def _begin(invitation: Invitation) -> Response:
    """Insert the response, or find the one that a second tab has just inserted."""
    interaction = invitation.interaction
    response = Response(
        organization_id=invitation.organization_id,
        invitation=invitation,
        interaction=interaction,
        customer_id=invitation.customer_id,
        stage_id=interaction.stage_id,
        slice_id=interaction.slice_id,
        experienced_on=interaction.experienced_on,
        language=invitation.language,
    )
    bulk.upsert(response, unique=["invitation_id"], update=["last_activity_at"])
    return response


def _count(response: Response, state: State, aside: str, **fields: Any) -> None:
    """End the draft, and let figures know of the answers."""
    # The condition lets one of two go through that send at the same moment.
    ended = Response.objects.filter(pk=response.pk, state=State.DRAFT).update(
        state=state, set_aside=aside, is_counted=not aside, **fields
    )
    if not ended:
        raise Closed
    response.state, response.set_aside, response.is_counted = state, aside, not aside
    if response.is_counted:
        rollups.mark_arrived(response=response)


def _suspicion(invitation: Invitation, response: Response) -> str:
    """Mail scanners press buttons too; a person needs a moment to read the mail."""
    mailed_at = answering.mailed_at(invitation)
    is_early = mailed_at is not None and response.started_at - mailed_at < TOO_SOON
    return EARLY if is_early else ""
