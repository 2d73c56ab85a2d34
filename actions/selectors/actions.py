"""Reads of actions: which are cheap and strong, where they are live."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from accounts.models import Organization
from actions.models import Action, ActionEmotion


def cheap_and_strong_first(*, org: Organization) -> QuerySet[Action]:
    """Actions by expected strength less what they cost in money and work, best first.

    `merit` = 2 x strongest expected effect (1-3) - cost (0-3) - effort (1-3): a strong effect is
    worth a high cost or much work, never both. Ties go to the newer action.
    """
    merit = 2 * Max("evokes__strength") - Max("cost") - Max("effort")
    on_a_map = Q(
        stage_actions__archived_at=None,
        stage_actions__stage__archived_at=None,
        stage_actions__stage__journey__archived_at=None,
    )
    rows: QuerySet[Action] = (
        Action.objects.for_org(org)
        .annotate(
            strongest=Max("evokes__strength"),
            merit=merit,
            stage_count=Count("stage_actions", filter=on_a_map, distinct=True),
        )
        .select_related("owner__user")
        .prefetch_related(
            Prefetch("evokes", ActionEmotion.objects.select_related("emotion")),
        )
        .order_by("-merit", "-pk")
    )
    return rows


@dataclass(frozen=True)
class Filters:
    """What a list of actions is narrowed to."""

    emotion: Any = None
    state: str = ""
    words: str = ""

    def apply(self, rows: QuerySet[Action]) -> QuerySet[Action]:
        if self.emotion:
            # A subquery: joining the emotion would narrow the strengths that are summed up.
            wanted = ActionEmotion.objects.filter(emotion=self.emotion).values("action")
            rows = rows.filter(pk__in=wanted)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.words:
            rows = rows.filter(Q(title__icontains=self.words) | Q(what_we_do__icontains=self.words))
        return rows
