from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, chosen, render_partial
from accounts.models import Team
from accounts.permissions import Permission, require
from insights.engine import display
from insights.forms.empathy import EmpathyFilter
from insights.selectors import empathy as gaps
from insights.selectors import empathy_words as words
from insights.selectors import own_results as own
from insights.selectors.empathy import Row
from insights.selectors.empathy_words import Told
from insights.selectors.own_results import OwnBehaviour, OwnFigure


@dataclass(frozen=True)
class ToldRow:
    """A row with its sentence."""

    row: Row
    forecast: Told
    practice: Told
    customers: Told
    sentence: str


@dataclass(frozen=True)
class TeamRows:
    """The behaviours of a team: those that say something, and the others behind a fold."""

    team: Team
    rows: list[ToldRow]

    @property
    def told(self) -> list[ToldRow]:
        return [each for each in self.rows if each.row.is_told]

    @property
    def waiting(self) -> list[ToldRow]:
        return [each for each in self.rows if not each.row.is_told]


@require_safe
@require(Permission.VIEW)
def empathy(request: OrgRequest) -> HttpResponse:
    """Forecast, practice and customers, per behaviour and team."""
    form = EmpathyFilter(request.GET, org=request.org)
    rows = form.narrowed(gaps.rows(reader=request.membership))
    teams = [
        TeamRows(team, [_told(row) for row in group])
        for team, group in groupby(rows, lambda row: row.team)
    ]
    context = {
        "form": form,
        "chosen": chosen(form, form.fields),
        "teams": teams,
        "sealed": sum(row.is_sealed for row in rows),
        "staff_member": own.staff_member(membership=request.membership),
    }
    return render_partial(request, "insights/empathy.html", "gaps", context)


@require_safe
@require(Permission.VIEW)
def own_results(request: OrgRequest) -> HttpResponse:
    """What customers say of one's own interactions; there is no address for anybody else's."""
    behaviours = own.behaviours(membership=request.membership)
    context = {
        "staff_member": own.staff_member(membership=request.membership),
        "periods": own.periods(request.org),
        "behaviours": [_own(each) for each in behaviours if not each.is_empty],
        "waiting": [each for each in behaviours if each.is_empty],
    }
    return render(request, "insights/own_results.html", context)


def _told(row: Row) -> ToldRow:
    return ToldRow(
        row=row,
        forecast=words.told(row.forecast),
        practice=words.told(row.practice),
        customers=words.told(row.customers),
        sentence=words.of_row(row),
    )


@dataclass(frozen=True)
class ToldOwn:
    """One's own figure of a period, or why there is none yet."""

    figure: OwnFigure
    reason: str

    @property
    def is_early(self) -> bool:
        return self.figure.level is display.Level.EARLY

    @property
    def percent(self) -> float:
        return 100 * (self.figure.done.share or 0)

    @property
    def low(self) -> float:
        return 100 * self.figure.done.low

    @property
    def high(self) -> float:
        return 100 * self.figure.done.high


def _own(behaviour: OwnBehaviour) -> tuple[OwnBehaviour, list[ToldOwn]]:
    return behaviour, [
        ToldOwn(each, "" if each.level.shows_number else words.too_few_answers(each.n))
        for each in behaviour.figures
    ]
