"""Keep nothing longer than the organization says."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Actor, Organization
from accounts.services import events
from accounts.services.turns import one_by_one
from surveys.models import IdempotencyKey, Interaction, Response
from surveys.services import rollups

BATCH = 500
MONTH = timedelta(days=30.4375)
REPLIES_KEPT = timedelta(hours=48)


def apply_everywhere() -> int:
    """Apply the periods of every organization; return how many rows were touched."""
    IdempotencyKey.objects.filter(created_at__lt=timezone.now() - REPLIES_KEPT).delete()
    return one_by_one(lambda org: sum(apply(org=org).values()), Organization.objects.order_by("pk"))


def apply(*, org: Organization) -> dict[str, int]:
    """Delete answers, comments and interactions whose time is over; one event if there were any.

    Figures of days whose answers go are counted anew: a roll-up never says more than its answers.
    """
    now = timezone.now()
    done = {
        "answers": _delete_answers(org, now - org.answer_months * MONTH),
        "comments": _blank_comments(org, now - org.comment_months * MONTH),
        "interactions": _delete_interactions(org, now - org.interaction_months * MONTH),
    }
    if any(done.values()):
        events.record(org=org, verb="retention_applied", on=org, by=Actor.system(), after=done)
    return done


def _delete_answers(org: Organization, before: datetime) -> int:
    old = Response.objects.for_org(org).filter(last_activity_at__lt=before)
    deleted = 0
    while batch := list(old.order_by("pk").values_list("pk", "experienced_on")[:BATCH]):
        with transaction.atomic():
            rollups.mark_days_dirty(org_id=org.pk, days=[day for _pk, day in batch])
            Response.objects.filter(pk__in=[pk for pk, _day in batch]).delete()
        deleted += len(batch)
    return deleted


def _blank_comments(org: Organization, before: datetime) -> int:
    old = Response.objects.for_org(org).filter(last_activity_at__lt=before)
    return int(old.exclude(comment="").update(comment=""))


def _delete_interactions(org: Organization, before: datetime) -> int:
    """Those nobody answered about, with the decisions and invitations that belong to them."""
    answered = Exists(Response.objects.filter(interaction=OuterRef("pk")))
    old: QuerySet[Interaction] = Interaction.objects.for_org(org).filter(
        ~answered, occurred_at__lt=before
    )
    deleted = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            Interaction.objects.filter(pk__in=batch).delete()
        deleted += len(batch)
    return deleted
