"""Invitations and the outbox rows that carry them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Actor, Organization
from accounts.services import events
from surveys.models import Customer, Decision, Delivery, Invitation, Survey
from surveys.models.asking import SurveyVersion
from surveys.selectors import decisions as decided
from surveys.services import bulk, drawing, versions

NewId = Callable[[], UUID]


@transaction.atomic
def invite(
    *,
    survey: Survey,
    decisions: Iterable[Decision],
    customers: Mapping[int, Customer],
    now: datetime,
    new_id: NewId = uuid4,
) -> list[Invitation]:
    """Draw the questions for decisions that ask, and put a mail for each into the outbox."""
    version = versions.freeze(survey=survey)
    together: Counter[drawing.Pair] = Counter()
    for questions in decided.recently_drawn(survey):
        drawing.count(questions, together)
    made = [
        _invitation(
            new_id(), version, decision, customers[decision.interaction.customer_id], together, now
        )
        for decision in decisions
    ]
    bulk.insert(made)
    bulk.insert([delivery(invitation, due_at=now) for invitation in made])
    return made


def delivery(
    invitation: Invitation, ordinal: int = 0, *, due_at: datetime | None = None
) -> Delivery:
    """The outbox row of one mail, under the same Message-ID however often it is tried."""
    return Delivery(
        organization_id=invitation.organization_id,
        invitation=invitation,
        ordinal=ordinal,
        due_at=due_at or timezone.now(),
        message_id=f"<{invitation.public_id.hex}.{ordinal}@{_host()}>",
    )


@transaction.atomic
def withdraw(*, org: Organization, customer: Customer, by: Actor) -> int:
    """Take back what this customer was asked and has not answered; return how many."""
    open_ones = Invitation.objects.for_org(org).filter(
        customer=customer, withdrawn_at__isnull=True, response__isnull=True
    )
    pks = list(open_ones.values_list("pk", flat=True))
    Delivery.objects.for_org(org).waiting().filter(invitation__in=pks).update(
        state=Delivery.State.CANCELLED, leased_until=None, leased_by="", error="withdrawn"
    )
    withdrawn = open_ones.filter(pk__in=pks).update(withdrawn_at=timezone.now())
    if withdrawn:
        events.record(
            org=org,
            verb="invitations_withdrawn",
            on=customer,
            by=by,
            after={"invitations": withdrawn},
        )
    return withdrawn


def _invitation(
    public_id: UUID,
    version: SurveyVersion,
    decision: Decision,
    customer: Customer,
    together: Counter[drawing.Pair],
    now: datetime,
) -> Invitation:
    stage_id = decision.interaction.stage_id
    drawn = drawing.draw(version.content, stage_id, seed=public_id.int, together=together)
    drawing.count([question.question for question in drawn], together)
    return Invitation(
        organization_id=version.organization_id,
        public_id=public_id,
        decision=decision,
        survey_version=version,
        interaction=decision.interaction,
        customer=customer,
        language=language_for(version.survey.organization, customer),
        drawn=[{"question": pk, "probability": round(probability, 4)} for pk, probability in drawn],
        created_at=now,
        expires_at=now + timedelta(days=version.survey.window_days),
    )


def language_for(org: Organization, customer: Customer) -> str:
    """The customer's own language where the organization writes in it."""
    return customer.language if customer.language in org.languages else org.language


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
