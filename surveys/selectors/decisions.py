"""Reads around asking: what a decision rests on, and the list of decisions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import Organization
from accounts.selectors.kept import kept
from surveys.models import Decision, Interaction, Invitation, Survey

RECENT_INVITATIONS = 500


def undecided(interaction_ids: Iterable[int]) -> list[Interaction]:
    """Of these interactions the ones no survey has settled, oldest first."""
    settled = Decision.objects.filter(interaction__in=list(interaction_ids)).exclude(
        verdict=Decision.Verdict.HELD
    )
    return list(
        Interaction.objects.filter(pk__in=list(interaction_ids))
        .exclude(pk__in=settled.values("interaction"))
        .prefetch_related("stage", "organization")  # few of each: a join would copy them per row
        .order_by("occurred_at", "pk")
    )


def held(interactions: Iterable[Interaction]) -> dict[int, Decision]:
    """The decisions that wait, by interaction."""
    waiting = Decision.objects.filter(
        interaction__in=list(interactions), verdict=Decision.Verdict.HELD
    ).select_related("survey__organization")
    return {decision.interaction_id: decision for decision in waiting}


def asking(interactions: Iterable[Interaction]) -> dict[int, Survey]:
    """The survey that asks about each journey now, or would if it were not paused."""
    journeys = {interaction.stage.journey_id for interaction in interactions}
    surveys = Survey.objects.filter(
        journey__in=journeys, state__in=[Survey.State.PAUSED, Survey.State.RUNNING]
    ).select_related("organization")
    # A running one stands before a paused one of the same journey.
    return {survey.journey_id: survey for survey in surveys.order_by("state", "pk")}


def due(now: datetime, limit: int) -> list[int]:
    """Interactions whose decision was put off until now."""
    return list(
        Decision.objects.filter(verdict=Decision.Verdict.HELD, held_until__lte=now)
        .order_by("held_until")
        .values_list("interaction_id", flat=True)[:limit]
    )


def waiting_for_their_time(org: Organization) -> QuerySet[Decision]:
    """What nothing but the delay of the survey holds back, the next ones first."""
    return (
        Decision.objects.for_org(org)
        .filter(verdict=Decision.Verdict.HELD, rule=Decision.Rule.DELAY)
        .order_by("held_until")
    )


def recently_drawn(survey: Survey) -> list[list[int]]:
    """The questions of the last invitations: what the next draw balances."""
    rows = (
        Invitation.objects.filter(survey_version__survey=survey)
        .order_by("-pk")
        .values_list("drawn", flat=True)[:RECENT_INVITATIONS]
    )
    return [[drawn["question"] for drawn in row] for row in rows]


def decision_list(org: Organization, filters: dict[str, Any]) -> QuerySet[Decision]:
    """Newest first, with what the page shows of each."""
    found: QuerySet[Decision] = Decision.objects.for_org(org).select_related(
        "survey", "interaction__stage", "interaction__customer"
    )
    return found.filter(**{name: value for name, value in filters.items() if value})


def rule_counts(survey: Survey) -> list[tuple[str, str, int]]:
    """How often each rule decided: (filter of the list, in words, times), most frequent first."""
    rules = Decision.objects.filter(survey=survey).values_list("verdict", "rule")
    rows = kept(
        ("rules", survey.pk),
        lambda: list(rules.annotate(times=Count("pk")).order_by("-times")),
    )
    return [(f"rule={rule}", _in_words(verdict, rule), times) for verdict, rule, times in rows]


def _in_words(verdict: str, rule: str) -> str:
    said = str(Decision.Verdict(verdict).label)
    return said if rule == Decision.Rule.ASK else f"{said}: {Decision.Rule(rule).label}"
