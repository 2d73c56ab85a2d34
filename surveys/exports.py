"""Files that leave the house."""

import json
from collections.abc import Collection
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.exports import Table, Value, of_rows
from accounts.models import Organization
from surveys.models import Customer, FollowUp, Interaction, Response
from surveys.selectors import customers


def everything_about(customer: Customer) -> bytes:
    """All that is stored about one person, as JSON to hand to them."""
    told = customers.everything_about(customer)
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def of_customers(rows: QuerySet[Customer], *, org: Organization) -> Table:
    """The list of customers, as its page shows it."""
    columns = [
        _("Name"),
        _("Number"),
        _("Source"),
        _("E-mail address"),
        _("Consent"),
        _("Interactions"),
        _("Last asked"),
    ]

    def cells(row: Customer) -> list[Value]:
        return [
            _name(row),
            "" if row.erased_at else row.external_id,
            row.source,
            row.email,
            str(row.get_consent_display()),
            row.times,  # type: ignore[attr-defined]  # annotated by the list
            _local(row.last_asked_at, org),
        ]

    return of_rows(_("Customers"), columns, rows, cells)


def of_interactions(rows: QuerySet[Interaction], *, org: Organization) -> Table:
    """The list of interactions, as its page shows it."""
    columns = [
        _("When"),
        _("Customer"),
        _("Number"),
        _("Journey"),
        _("Stage"),
        _("Touchpoint"),
        _("Served by"),
        _("Source"),
        _("Reference"),
    ]

    def cells(row: Interaction) -> list[Value]:
        customer = row.customer
        return [
            _local(row.occurred_at, org),
            _name(customer),
            "" if customer.erased_at else customer.external_id,
            str(row.stage.journey),
            str(row.stage),
            str(row.touchpoint or ""),
            str(row.staff_member or ""),
            row.source,
            row.external_id,
        ]

    return of_rows(_("Interactions"), columns, rows, cells)


def of_responses(rows: QuerySet[Response], *, blind: Collection[int]) -> Table:
    """Single answers; of a journey that the reader has still to estimate not what was said."""
    columns = [
        _("Customer"),
        _("Journey"),
        _("Stage"),
        _("Experienced on"),
        _("State"),
        _("Comment"),
        _("Follow-up"),
    ]

    def cells(row: Response) -> list[Value]:
        is_blind = row.stage.journey_id in blind
        hidden = _("Hidden until you have estimated in the open belief round.")
        return [
            _name(row.customer),
            str(row.stage.journey),
            str(row.stage),
            row.experienced_on,
            _("set aside") if row.set_aside else str(row.get_state_display()),
            hidden if is_blind else row.comment,
            "" if is_blind else _open(row),
        ]

    return of_rows(_("Answers"), columns, rows, cells)


def of_followups(rows: QuerySet[FollowUp], *, with_reasons: bool, blind: Collection[int]) -> Table:
    """Who waits for whom; why, only for those who may read answers and need not estimate first."""
    columns = [
        _("Reason"),
        _("Customer"),
        _("Journey"),
        _("Stage"),
        _("Owner"),
        _("Due on"),
        _("Result"),
    ]

    def tells_why(row: FollowUp) -> bool:
        return with_reasons and row.stage.journey_id not in blind

    def cells(row: FollowUp) -> list[Value]:
        return [
            row.reason if tells_why(row) else _("A low answer"),
            _name(row.response.customer),
            str(row.stage.journey),
            str(row.stage),
            str(row.owner or ""),
            row.due_on,
            str(row.get_result_display()) if row.closed_at else _("open"),
        ]

    return of_rows(_("Follow-ups"), columns, rows, cells)


def _name(customer: Customer | None) -> str:
    if customer is None:
        return ""
    return _("Erased customer") if customer.erased_at else str(customer)


def _open(row: Response) -> str:
    followup = getattr(row, "followup", None)
    return _("follow-up open") if followup and not followup.closed_at else ""


def _local(moment: datetime | None, org: Organization) -> datetime | None:
    """A moment on the organization's clock: a spreadsheet knows no time zones."""
    return moment.astimezone(org.zone).replace(tzinfo=None) if moment else None
