"""What practice and customers say of one behaviour of one team, for after the forecast."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Team
from insights.engine import display, empathy
from insights.engine.intervals import Share
from insights.selectors.board import DEFAULT_DAYS, Period
from journeys.models import StageAction
from journeys.selectors import beliefs
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Scope
from training.selectors.empathy import practice_share


@dataclass(frozen=True)
class Figure:
    """A share in percent with its interval, or the reason why none is told."""

    share: Share
    reason: str = ""
    is_early: bool = False

    @property
    def n(self) -> int:
        return int(self.share.n)

    @property
    def percent(self) -> float | None:
        return None if self.share.share is None else 100 * self.share.share

    @property
    def low(self) -> float:
        return 100 * self.share.low

    @property
    def high(self) -> float:
        return 100 * self.share.high


@dataclass(frozen=True)
class Measured:
    practice: Figure
    customers: Figure


def measured(stage_action: StageAction, team: Team, reader: Membership) -> Measured:
    """Practice of the team's people, and the customers' action check of the last 90 days."""
    return Measured(_practice(stage_action, team), _customers(stage_action, team, reader))


def _practice(stage_action: StageAction, team: Team) -> Figure:
    share = empathy.practice(practice_share(stage_action, team).points)
    if share.n >= display.SECRET_BELOW:
        return Figure(share, is_early=share.n < display.EARLY_FROM)
    people = int(share.n)
    text = ngettext(
        "%(n)d person has practised it; a figure is shown from %(from)d on, so that it is nobody's.",
        "%(n)d people have practised it; a figure is shown from %(from)d on, so that it is nobody's.",
        people,
    )
    return Figure(share, reason=text % {"n": people, "from": display.SECRET_BELOW})


def _customers(stage_action: StageAction, team: Team, reader: Membership) -> Figure:
    share = _checked(stage_action, team)
    if not beliefs.may_see_felt(journey=stage_action.stage.journey, membership=reader):
        return Figure(share, reason=_("Hidden until you have estimated in the open belief round."))
    level = display.level(share.n)
    if level.shows_number:
        return Figure(share, is_early=level is display.Level.EARLY)
    needed = {"n": int(share.n), "from": display.EARLY_FROM}
    return Figure(share, reason=_("Too few answers yet: %(n)d of %(from)d.") % needed)


def _checked(stage_action: StageAction, team: Team) -> Share:
    period = Period.last(DEFAULT_DAYS, today=stage_action.organization.today())
    scope = Scope(period.since, period.until, (stage_action.stage_id,), {"team": team})
    counted = cells.counts(org=stage_action.organization, scope=scope)
    counts = counted.get((stage_action.stage_id, Construct("check", stage_action.pk)))
    if counts is None:
        return empathy.customers(0, 0)
    no, _partly, yes = counts.on(3)
    wording = stage_action.check_wordings.first()
    good = yes if wording is None or wording.yes_is_good else no
    return empathy.customers(good, counts.n)
