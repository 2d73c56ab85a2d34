"""Reads of the emotion library."""

from django.db.models import Count, Prefetch, Q

from accounts.models import Organization
from emotions.models import Emotion, FocusEmotion


def emotions(*, org: Organization, archived: bool = False) -> list[Emotion]:
    """Every emotion with what hangs on its thread: `open_focus`, and how many stages and actions."""
    open_decisions = Prefetch(
        "focus_decisions",
        FocusEmotion.objects.filter(ended_on__isnull=True),
        to_attr="open_focus",
    )
    on_a_map = Q(
        targets__ended_on=None,
        targets__stage__archived_at=None,
        targets__stage__journey__archived_at=None,
    )
    found = (
        Emotion.objects.for_org(org)
        .filter(archived_at__isnull=not archived)
        .prefetch_related(open_decisions)
        .annotate(
            stage_count=Count("targets__stage", filter=on_a_map, distinct=True),
            action_count=Count("actions", filter=~Q(actions__state="retired"), distinct=True),
        )
        .order_by("pk")
    )
    return list(found)


def by_name(*, org: Organization, name: str) -> Emotion | None:
    """The emotion somebody means by a name typed in any language."""
    wanted = name.strip().casefold()
    for emotion in Emotion.objects.for_org(org).current():
        if wanted in {each.casefold() for each in emotion.names.values()}:
            return emotion
    return None
