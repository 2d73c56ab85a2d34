"""The outbox: what waits, what may be sent, what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Organization
from accounts.selectors.kept import kept
from surveys.models import Customer, Delivery, Response, Suppression, Survey, SurveyVersion

SURVEY = "invitation__survey_version__survey"


class Waiting(NamedTuple):
    """What one mail is made of; `obstacle` says why it must not be sent any more."""

    pk: int
    ordinal: int
    message_id: str
    attempts: int
    public_id: UUID
    language: str
    drawn: list[dict[str, Any]]
    name: str
    email: str
    version_id: int
    stage_id: int
    obstacle: str


def age_seconds() -> float | None:
    """How long the oldest mail that is due has been waiting; None where nothing waits."""
    now = timezone.now()
    oldest = (
        Delivery.objects.waiting()
        .exclude(**{f"{SURVEY}__state": Survey.State.PAUSED})
        .filter(due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return None if oldest is None else (now - oldest).total_seconds()


def claim(now: datetime, limit: int) -> list[int]:
    """Deliveries that are due, locked until the transaction ends; others skip them."""
    rows = (
        Delivery.objects.claimable(now)
        .exclude(**{f"{SURVEY}__state": Survey.State.PAUSED})
        .order_by("due_at", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .only("pk")[:limit]
    )
    return [delivery.pk for delivery in rows]


def letters(pks: Iterable[int], now: datetime) -> list[Waiting]:
    """What these mails are made of, in the order in which they became due."""
    rows = (
        Delivery.objects.filter(pk__in=list(pks))
        .annotate(obstacle=_obstacle(now))
        .order_by("due_at", "pk")
        .values_list(
            "pk",
            "ordinal",
            "message_id",
            "attempts",
            "invitation__public_id",
            "invitation__language",
            "invitation__drawn",
            "invitation__customer__name",
            "invitation__customer__email",
            "invitation__survey_version",
            "invitation__interaction__stage",
            "obstacle",
        )
    )
    return [Waiting(*row) for row in rows]


def still_wanted(pks: Iterable[int], worker: str) -> set[int]:
    """Of these leased mails the ones nothing speaks against now."""
    rows = Delivery.objects.filter(
        pk__in=list(pks), state=Delivery.State.LEASED, leased_by=worker
    ).annotate(obstacle=_obstacle(timezone.now()))
    return set(rows.filter(obstacle="").values_list("pk", flat=True))


def versions(pks: Iterable[int]) -> dict[int, SurveyVersion]:
    """Survey versions with their survey and organization, without the bulk of their content."""
    found = SurveyVersion.objects.select_related("survey__organization").defer("content")
    return found.in_bulk(set(pks))


def state_counts(org: Organization) -> list[tuple[str, str, int]]:
    """How many mails are in each state that occurs: (state, its label, how many)."""
    return _counted(("mails", org.pk), Delivery.objects.for_org(org))


def survey_counts(survey: Survey) -> list[tuple[str, str, int]]:
    """The same for one survey."""
    return _counted(("mails of a survey", survey.pk), Delivery.objects.filter(**{SURVEY: survey}))


def waiting(org: Organization) -> int:
    """How many mails have still to go out."""
    return int(Delivery.objects.for_org(org).waiting().count())


def _counted(of: tuple[object, ...], deliveries: Any) -> list[tuple[str, str, int]]:
    states = deliveries.order_by().values_list("state")
    found: dict[str, int] = kept(of, lambda: dict(states.annotate(Count("pk"))))
    return [
        (state.value, str(state.label), found[state.value])
        for state in Delivery.State
        if state.value in found
    ]


def delivery_list(org: Organization, filters: dict[str, Any]) -> QuerySet[Delivery]:
    """Newest first, with what the page shows of each."""
    found: QuerySet[Delivery] = (
        Delivery.objects.for_org(org)
        .select_related("invitation__customer", "invitation__interaction__stage", SURVEY)
        .defer("invitation__survey_version__content")
        .order_by("-pk")
    )
    return found.filter(**{name: value for name, value in filters.items() if value})


def _obstacle(now: datetime) -> Case:
    """Why a mail must not be sent; the first reason that holds, or nothing."""
    customer = "invitation__customer__"
    wanted = Q(
        **{f"{customer}consent__in": [Customer.Consent.GRANTED, Customer.Consent.LEGITIMATE]}
    )
    suppressed = Suppression.objects.filter(
        organization=OuterRef("organization"), email_hash=OuterRef(f"{customer}email_hash")
    )
    answered = Response.objects.filter(invitation=OuterRef("invitation"))
    reasons = [
        (Q(invitation__withdrawn_at__isnull=False), "withdrawn"),
        (Q(**{f"{customer}erased_at__isnull": False}), "erased"),
        (Q(**{f"{customer}email": ""}), "no_email"),
        (~wanted, "no_consent"),
        (Exists(suppressed), "suppressed"),
        (Q(ordinal__gt=0) & Exists(answered), "answered"),
        (Q(invitation__expires_at__lte=now), "expired"),
        (Q(**{f"{SURVEY}__state": Survey.State.ENDED}), "ended"),
    ]
    return Case(
        *(When(condition, then=Value(reason)) for condition, reason in reasons),
        default=Value(""),
    )
