"""Questions as sentences in the customer's language."""

from accounts.languages import pick
from surveys.models import Question

PLACEHOLDER = "{interaction}"


def sentence(question: Question, language: str, interaction: str) -> str:
    """The whole sentence, with the stage's noun phrase in it ("your support call")."""
    wording = question.wording or question.check_wording
    assert wording is not None
    return filled(pick(wording.texts, language), interaction)


def filled(text: str, interaction: str) -> str:
    return text.replace(PLACEHOLDER, interaction)
