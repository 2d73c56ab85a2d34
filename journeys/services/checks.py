"""The question whether a designed action really happened, in versions."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Actor
from accounts.services import versions
from emotions.services import wordings
from journeys.models import CheckWording, StageAction
from journeys.services import edits


@transaction.atomic
def write(
    *,
    stage_action: StageAction,
    texts: Mapping[str, str],
    yes_is_good: bool = True,
    meaning_changed: bool = False,
    number: int | None = None,
    by: Actor,
) -> CheckWording:
    """Write the action check. Once a customer answered a version, a change makes the next one.

    `meaning_changed` says that answers to the versions before it must not be pooled with it.
    `number` is the version the caller saw: Stale when there is another one by now.
    """
    journey = stage_action.stage.journey
    edits.lock(journey)
    texts = {code: text.strip() for code, text in texts.items() if text.strip()}
    wordings.check_texts(texts)
    # Locked as well: a first answer at this moment would otherwise be saved over.
    written = CheckWording.objects.select_for_update().filter(stage_action=stage_action)
    latest = written.first()
    if number is not None and number != (latest.number if latest else 0):
        raise versions.Stale(latest or stage_action)
    if latest and (latest.texts, latest.yes_is_good) == (texts, yes_is_good):
        return latest
    wording = latest if latest and not latest.is_locked else _next(stage_action, latest)
    before = {"number": latest.number, "texts": latest.texts} if latest else {}
    wording.texts, wording.yes_is_good = texts, yes_is_good
    wording.meaning_changed = meaning_changed and wording.number > 1
    wording.full_clean()
    wording.save()
    edits.record(
        journey=journey,
        what="check_written",
        on=stage_action,
        before=before,
        after={
            "number": wording.number,
            "texts": texts,
            "yes_is_good": yes_is_good,
            "meaning_changed": wording.meaning_changed,
        },
        by=by,
    )
    return wording


def _next(stage_action: StageAction, latest: CheckWording | None) -> CheckWording:
    return CheckWording(
        organization=stage_action.organization,
        stage_action=stage_action,
        number=latest.number + 1 if latest else 1,
    )
