"""Single responses, for those who may read them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from surveys.models import Question, Response
from surveys.selectors import answering, scales
from surveys.selectors.wordings import sentence

SET_ASIDE: dict[str, Promise] = {
    "early": _("Answered within two seconds of the mail being sent"),
    "trap": _("A field that no person can see was filled in"),
}


@dataclass(frozen=True)
class Line:
    """One answer as a person reads it."""

    question: Question
    sentence: str
    answer: str


def response_list(org: Organization, filters: dict[str, Any]) -> QuerySet[Response]:
    """Newest first, without drafts: what a customer has not sent is nobody's business yet."""
    found: QuerySet[Response] = (
        Response.objects.for_org(org)
        .exclude(state=Response.State.DRAFT)
        .select_related("stage__journey", "customer", "followup")
    )
    return found.filter(**{name: value for name, value in filters.items() if value})


def lines(response: Response, language: str) -> list[Line]:
    """What was asked and answered, in the reader's language."""
    interaction = response.stage.asked_as_in(language)
    return [
        Line(
            answer.question,
            sentence(answer.question, language, interaction),
            scales.label(answer.question, answer.value, language),
        )
        for answer in answering.answers_of(response)
    ]


def why_set_aside(response: Response) -> str:
    """The reason in words; nothing for a response that counts."""
    return str(SET_ASIDE.get(response.set_aside, response.set_aside))
