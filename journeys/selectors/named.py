"""The emotion somebody means when they type its name where a target is set."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organization
from emotions.library.banned import is_vague
from emotions.models import Emotion
from emotions.selectors import library


class Unknown(ValidationError):
    """A name that might be an emotion, but that the organization has not defined."""


def emotion(*, org: Organization, name: str) -> Emotion:
    """Find it in any language; refuse a verdict, and what is not defined yet."""
    found = library.by_name(org=org, name=name)
    if found is not None:
        return found
    if is_vague(name):
        raise ValidationError(
            _(
                "“%(name)s” says whether it was good, not what was felt. Name the emotion, "
                "for example “cared for”, “relieved” or “rushed”."
            )
            % {"name": name},
            code="vague",
        )
    raise Unknown(
        _("“%(name)s” is not among your emotions. Define it first, or choose another.")
        % {"name": name},
        code="unknown",
    )
