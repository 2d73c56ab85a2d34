"""Texts in several languages are dictionaries; this chooses one of them."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
RIGHT_TO_LEFT = frozenset({"ar"})

Texts = Mapping[str, str]


def pick(texts: Texts, language: str | None = None, fallback: str = "en") -> str:
    """The text in `language` (default: the interface's), else in `fallback`, else any there is."""
    wanted = (language or get_language() or fallback).split("-")[0]
    for code in (wanted, fallback, "en"):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def validate_texts(texts: object) -> None:
    """A JSON field of texts holds strings by known language code, at least one of them filled."""
    if not isinstance(texts, dict) or any(
        code not in LANGUAGES or not isinstance(text, str) for code, text in texts.items()
    ):
        raise ValidationError(_('Give texts by language, for example {"en": "…"}.'))
    if not any(text.strip() for text in texts.values()):
        raise ValidationError(_("Write this in at least one language."))
