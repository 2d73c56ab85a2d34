"""Whether an interaction is asked about: every rule in its order, and the reason kept."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events
from surveys.models import Customer, Decision, Interaction, Suppression, Survey
from surveys.selectors import decisions as decided
from surveys.services import bulk, dispatch, invitations
from surveys.services.invitations import NewId

BATCH = 500
LOOK_AGAIN = timedelta(hours=1)  # while a survey is paused

Rule = Decision.Rule
Verdict = Decision.Verdict


class Finding(NamedTuple):
    """What one rule says about one interaction."""

    verdict: Verdict
    rule: Rule
    reason: str = ""
    until: datetime | None = None


@dataclass
class Case:
    """Everything the rules look at."""

    survey: Survey
    interaction: Interaction
    customer: Customer
    is_suppressed: bool
    now: datetime

    @property
    def org(self) -> Organization:
        return self.survey.organization

    @property
    def due_at(self) -> datetime:
        return self.interaction.occurred_at + timedelta(hours=self.survey.delay_hours)


def decide(
    *,
    interaction_ids: Iterable[int],
    hurry: bool = False,
    now: datetime | None = None,
    new_id: NewId = uuid4,
) -> list[Decision]:
    """Decide about interactions that no survey has settled yet; return the decisions made.

    An interaction without a running or paused survey of its journey gets none. Repeating it
    changes nothing, except that what was held and is due is looked at again. `hurry` asks
    without waiting for the survey's delay. `now` tells a past as it would have been decided then,
    and `new_id` repeats it: the questions of an invitation are drawn by its id.
    """
    ids = list(interaction_ids)
    made: list[Decision] = []
    for start in range(0, len(ids), BATCH):
        made += _decide_batch(ids[start : start + BATCH], hurry, now or timezone.now(), new_id)
    if any(decision.verdict == Verdict.ASKED for decision in made):
        dispatch.hint()
    return made


def decide_due(*, limit: int = 5000) -> int:
    """Look again at what was held until now; return how many were decided."""
    return len(decide(interaction_ids=decided.due(timezone.now(), limit)))


def ask_now(*, org: Organization, by: Actor) -> int:
    """Ask about what only waits for its time, a batch at once; return how many are asked."""
    waiting = decided.waiting_for_their_time(org)
    ids = list(waiting.values_list("interaction_id", flat=True)[:BATCH])
    made = decide(interaction_ids=ids, hurry=True)
    asked = sum(decision.verdict == Verdict.ASKED for decision in made)
    events.record(org=org, verb="asked_now", on=org, by=by, after={"asked": asked})
    dispatch.hint()
    return asked


@transaction.atomic
def _decide_batch(
    interaction_ids: Sequence[int], hurry: bool, now: datetime, new_id: NewId
) -> list[Decision]:
    customers = _locked_customers(interaction_ids)
    # Read only now: whoever held the locks before us may have settled some of them.
    interactions = decided.undecided(interaction_ids)
    held, surveys = decided.held(interactions), decided.asking(interactions)
    suppressed = _suppressed(customers.values())
    made: dict[Survey, list[Decision]] = defaultdict(list)
    for interaction in interactions:
        survey = surveys.get(interaction.stage.journey_id)
        waiting = held.get(interaction.pk)
        survey = waiting.survey if waiting else survey
        if survey is None:
            continue
        customer = customers[interaction.customer_id]
        is_suppressed = (customer.organization_id, customer.email_hash) in suppressed
        case = Case(survey, interaction, customer, is_suppressed, now)
        finding = judge(case, hurry=hurry)
        if finding.verdict == Verdict.ASKED:
            customer.last_asked_at = now
        made[survey].append(_decision(case, finding, waiting))
    for survey, decisions in made.items():
        _keep(survey, decisions, customers, new_id)
    return [decision for decisions in made.values() for decision in decisions]


def _locked_customers(interaction_ids: Sequence[int]) -> dict[int, Customer]:
    """The row lock is what keeps two decisions at once from asking one customer twice.

    In the order of their keys, so that two batches cannot wait for each other.
    """
    pks = Interaction.objects.filter(pk__in=interaction_ids).values("customer")
    rows = Customer.objects.filter(pk__in=pks).order_by("pk").select_for_update()
    return {customer.pk: customer for customer in rows}


def _suppressed(customers: Iterable[Customer]) -> set[tuple[int, str]]:
    hashes = {customer.email_hash for customer in customers if customer.email_hash}
    rows = Suppression.objects.filter(email_hash__in=hashes)
    return set(rows.values_list("organization_id", "email_hash"))


def _decision(case: Case, finding: Finding, waiting: Decision | None) -> Decision:
    decision = waiting or Decision(
        organization_id=case.survey.organization_id,
        survey=case.survey,
        interaction=case.interaction,
    )
    decision.verdict = finding.verdict
    decision.rule = finding.rule
    decision.reason = finding.reason[:200]
    decision.held_until = finding.until
    decision.decided_at = case.now
    return decision


def _keep(
    survey: Survey, decisions: list[Decision], customers: dict[int, Customer], new_id: NewId
) -> None:
    """Write the decisions, invite whom they ask, and one event for all of them."""
    Decision.objects.bulk_update(
        [decision for decision in decisions if decision.pk],
        ["verdict", "rule", "reason", "held_until", "decided_at"],
    )
    bulk.insert([decision for decision in decisions if not decision.pk])
    asked = [decision for decision in decisions if decision.verdict == Verdict.ASKED]
    if asked:
        now = asked[0].decided_at
        invited = {decision.interaction.customer_id for decision in asked}
        Customer.objects.filter(pk__in=invited).update(last_asked_at=now)
        invitations.invite(
            survey=survey, decisions=asked, customers=customers, now=now, new_id=new_id
        )
    counts = Counter(decision.verdict for decision in decisions)
    events.record(
        org=survey.organization,
        verb="decided",
        on=survey,
        by=Actor.system(),
        after={str(verdict): times for verdict, times in counts.items()},
    )


# --- the rules, in the order in which they are asked ---------------------------------------------


def judge(case: Case, *, hurry: bool = False) -> Finding:
    """What the first rule that objects says; asked if none does."""
    for rule in RULES:
        finding = rule(case)
        if finding is not None and not (hurry and finding.rule == Rule.DELAY):
            return finding
    return Finding(Verdict.ASKED, Rule.ASK)


def _erased(case: Case) -> Finding | None:
    return _skip(Rule.ERASED) if case.customer.erased_at else None


def _stage_not_asked(case: Case) -> Finding | None:
    stage = case.interaction.stage
    if case.survey.state == Survey.State.ENDED:
        return _skip(Rule.STAGE_NOT_ASKED, _("The survey has ended."))
    if not stage.is_asked or stage.archived_at:
        return _skip(Rule.STAGE_NOT_ASKED)
    return None


def _no_email(case: Case) -> Finding | None:
    return _skip(Rule.NO_EMAIL) if not case.customer.email else None


def _no_consent(case: Case) -> Finding | None:
    if case.customer.may_be_asked:
        return None
    return _skip(Rule.NO_CONSENT, str(case.customer.get_consent_display()))


def _suppressed_address(case: Case) -> Finding | None:
    return _skip(Rule.SUPPRESSED) if case.is_suppressed else None


def _too_old(case: Case) -> Finding | None:
    age = case.now - case.interaction.occurred_at
    if age <= timedelta(days=case.survey.window_days):
        return None
    return _skip(Rule.TOO_OLD, _("%(days)s days ago") % {"days": age.days})


def _sampled_out(case: Case) -> Finding | None:
    if sample_place(case.survey, case.interaction) < case.survey.sample_percent:
        return None
    share = {"percent": case.survey.sample_percent}
    return _skip(Rule.SAMPLED_OUT, _("%(percent)s %% are asked") % share)


def _cap(case: Case) -> Finding | None:
    last, cap = case.customer.last_asked_at, timedelta(days=case.org.asking_cap_days)
    uncapped = case.interaction.stage.key in case.survey.uncapped_stages
    if last is None or uncapped or case.now - last >= cap:
        return None
    day = {"day": case.org.local_date(last).isoformat()}
    return _skip(Rule.CAP, _("Asked on %(day)s") % day)


def _paused(case: Case) -> Finding | None:
    if case.survey.state == Survey.State.RUNNING:
        return None
    return Finding(Verdict.HELD, Rule.PAUSED, until=case.now + LOOK_AGAIN)


def _delay(case: Case) -> Finding | None:
    if case.due_at <= case.now:
        return None
    return Finding(Verdict.HELD, Rule.DELAY, until=case.due_at)


def _skip(rule: Rule, reason: str = "") -> Finding:
    return Finding(Verdict.SKIPPED, rule, reason)


RULES: tuple[Callable[[Case], Finding | None], ...] = (
    _erased,
    _stage_not_asked,
    _no_email,
    _no_consent,
    _suppressed_address,
    _too_old,
    _sampled_out,
    _cap,
    _paused,
    _delay,
)


def sample_place(survey: Survey, interaction: Interaction) -> float:
    """Where in 0 to 100 an interaction lies: always the same, and not to be guessed or chosen."""
    key = f"{survey.pk}:{interaction.pk}"
    digest = salted_hmac("surveys.sample", key, algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") / 2**64 * 100
