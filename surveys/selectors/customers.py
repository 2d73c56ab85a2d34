"""Reads of the people we serve: the list, one person's history, everything about one person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Organization
from accounts.selectors.kept import kept
from surveys.models import (
    Customer,
    Decision,
    Interaction,
    Invitation,
    OutcomeRecord,
    Response,
    Suppression,
)

SHOWN = 50
PERSONAL = [
    "source",
    "external_id",
    "email",
    "name",
    "language",
    "preferences",
    "segments",
    "consent",
    "consent_source",
    "consent_at",
    "created_at",
    "updated_at",
    "last_asked_at",
]


def customer_list(org: Organization, filters: dict[str, Any]) -> QuerySet[Customer]:
    """Newest first; the erased only when they are asked for."""
    mine = Interaction.objects.filter(customer=OuterRef("pk")).order_by().values("customer")
    # A subquery is counted for the fifty rows of a page, a join for every customer there is.
    times = Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)
    found = Customer.objects.for_org(org).annotate(times=times)
    found = found.filter(erased_at__isnull=filters.get("state") != "erased")
    if word := filters.get("q"):
        found = found.filter(
            Q(name__icontains=word) | Q(external_id__icontains=word) | Q(email__icontains=word)
        )
    if consent := filters.get("consent"):
        found = found.filter(consent=consent)
    if source := filters.get("source"):
        found = found.filter(source=source)
    return found.order_by("-pk")


def sources(org: Organization) -> list[str]:
    """Where customers come from."""
    rows = Customer.objects.for_org(org).present().order_by("source")
    names = rows.values_list("source", flat=True).distinct()
    return kept(("sources", org.pk), lambda: list(names))


@dataclass(frozen=True)
class Episode:
    """One interaction and what followed from it."""

    interaction: Interaction
    decision: Decision | None
    invitation: Invitation | None
    response: Response | None


@dataclass(frozen=True)
class History:
    """What a person went through with us, newest first."""

    episodes: list[Episode]
    outcomes: list[OutcomeRecord]
    is_suppressed: bool
    is_longer: bool


def history(customer: Customer) -> History:
    """The last interactions with their decisions, invitations, mails and answers: six queries."""
    decisions = Decision.objects.select_related("survey", "invitation")
    invitations = Invitation.objects.select_related("response__followup").prefetch_related(
        "deliveries"
    )
    rows = list(
        customer.interactions.select_related("stage__journey", "touchpoint", "staff_member")
        .prefetch_related(Prefetch("decisions", decisions), Prefetch("invitations", invitations))
        .order_by("-occurred_at", "-pk")[: SHOWN + 1]
    )
    episodes = [_episode(interaction) for interaction in rows[:SHOWN]]
    suppressed = Suppression.objects.for_org(customer.organization).filter(
        email_hash=customer.email_hash
    )
    return History(
        episodes=episodes,
        outcomes=list(customer.outcome_records.select_related("outcome")[:SHOWN]),
        is_suppressed=bool(customer.email_hash) and suppressed.exists(),
        is_longer=len(rows) > SHOWN,
    )


def _episode(interaction: Interaction) -> Episode:
    decision = next(iter(interaction.decisions.all()), None)
    invitation = next(iter(interaction.invitations.all()), None)
    response = getattr(invitation, "response", None)
    return Episode(interaction, decision, invitation, response)


def everything_about(customer: Customer) -> dict[str, Any]:
    """Whatever is stored about one person, for the person: names of fields and plain values."""
    return {
        "customer": {name: getattr(customer, name) for name in PERSONAL},
        "interactions": list(
            customer.interactions.order_by("occurred_at", "pk").values(
                "source",
                "external_id",
                "stage__journey__key",
                "stage__key",
                "touchpoint__key",
                "staff_member__name",
                "occurred_at",
            )
        ),
        "decisions": list(
            Decision.objects.filter(interaction__customer=customer)
            .order_by("decided_at", "pk")
            .values("interaction__external_id", "verdict", "rule", "reason", "decided_at")
        ),
        "mails": list(
            customer.invitations.order_by("created_at", "pk").values(
                "interaction__external_id",
                "created_at",
                "expires_at",
                "withdrawn_at",
                "language",
                "deliveries__ordinal",
                "deliveries__state",
                "deliveries__sent_at",
            )
        ),
        "responses": [_response(response) for response in _responses(customer)],
        "outcomes": list(
            customer.outcome_records.order_by("occurred_on", "pk").values(
                "outcome__key", "value", "occurred_on", "source", "external_id"
            )
        ),
    }


def _responses(customer: Customer) -> QuerySet[Response]:
    rows: QuerySet[Response] = customer.responses.order_by("started_at", "pk")
    return rows.select_related("stage", "followup").prefetch_related(
        "answers__question__emotion",
        "answers__question__outcome",
        "answers__question__wording",
        "answers__question__check_wording",
    )


def _response(response: Response) -> dict[str, Any]:
    followup = getattr(response, "followup", None)
    return {
        "stage": response.stage.key,
        "experienced_on": response.experienced_on,
        "state": response.state,
        "sent_at": response.sent_at,
        "language": response.language,
        "comment": response.comment,
        "answers": [
            {
                "kind": answer.question.kind,
                "question": str(answer.question),
                "value": answer.value,
                "answered_at": answer.answered_at,
            }
            for answer in response.answers.all()
        ],
        "follow_up": followup
        and {"reason": followup.reason, "note": followup.note, "result": followup.result},
    }
