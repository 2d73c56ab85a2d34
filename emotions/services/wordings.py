"""Sentences that ask; once answered they are never edited, only followed by the next version."""

import string

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import events, versions
from emotions.models import Emotion, Outcome, Wording

LONGEST = 300


@transaction.atomic
def change(
    *,
    of: Emotion | Outcome,
    texts: dict[str, str],
    meaning_changed: bool = False,
    number: int | None = None,
    by: Actor,
) -> Wording:
    """Word it anew. Returns the version that is asked from now on.

    Until somebody answers, the latest version is edited in place; from then on a change makes the
    next one. `number` is the version that the writer saw: raises versions.Stale past it.
    """
    check_texts(texts)
    versions.lock(of, None)
    # Locked as well: a first answer at this moment would otherwise be saved over.
    latest = of.wordings.select_for_update().first()
    if latest is not None and number is not None and latest.number != number:
        raise versions.Stale(latest)
    if latest is not None and latest.texts == texts:
        return latest
    return _write(of, latest, texts, meaning_changed, by)


def _write(
    of: Emotion | Outcome,
    latest: Wording | None,
    texts: dict[str, str],
    meaning_changed: bool,
    by: Actor,
) -> Wording:
    before = {} if latest is None else {"texts": latest.texts, "number": latest.number}
    if latest is None or latest.is_locked:
        number = 1 if latest is None else latest.number + 1
        wording = Wording(organization=of.organization, number=number)
        setattr(wording, "emotion" if isinstance(of, Emotion) else "outcome", of)
        wording.meaning_changed = meaning_changed and latest is not None
    else:
        wording = latest
    wording.texts = texts
    wording.full_clean()
    wording.save()
    after = {"texts": texts, "number": wording.number, "meaning_changed": wording.meaning_changed}
    events.record(
        org=of.organization, verb="wording_changed", on=of, by=by, before=before, after=after
    )
    return wording


def check_texts(texts: dict[str, str]) -> None:
    """Whole sentences with at most one placeholder, {interaction}."""
    for text in texts.values():
        if len(text) > LONGEST:
            raise ValidationError(
                {"texts": _("Keep the question under %(n)d characters.") % {"n": LONGEST}}
            )
        if _placeholders(text) not in ([], ["interaction"]):
            raise ValidationError(
                {"texts": _("A question may hold {interaction} once and no other curly brackets.")}
            )


def _placeholders(text: str) -> list[str]:
    try:
        return [
            name for _text, name, _spec, _conv in string.Formatter().parse(text) if name is not None
        ]
    except ValueError:
        return ["unbalanced"]
