"""The empathy gap: what managers forecast, practice shows and customers report, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from accounts.models import Membership, Organization, Team
from accounts.permissions import Permission
from insights.engine import display, empathy
from insights.engine.empathy import EmpathyGap, Finding
from insights.engine.intervals import Share
from insights.selectors import secrecy
from insights.selectors.periods import DEFAULT_DAYS
from journeys.models import StageAction
from journeys.selectors import beliefs
from surveys.models import DesignFactor
from surveys.selectors.cells import Construct, Counts, Scope
from training.models import Forecast
from training.selectors import empathy as trained

Key = tuple[int, int]  # (stage action id, team id)


class Withheld(StrEnum):
    """Why a side of the comparison has no number."""

    FORECAST_FIRST = "forecast_first"
    TOO_FEW_MANAGERS = "too_few_managers"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_ANSWERS = "too_few_answers"
    FEW_IN_WHOLE_MONTHS = "few_in_whole_months"
    ESTIMATE_FIRST = "estimate_first"


@dataclass(frozen=True)
class Figure:
    """A share of interactions (0-1) with its interval, or the reason why it is not told."""

    share: Share
    withheld: Withheld | None = None
    is_early: bool = False

    @property
    def n(self) -> int:
        return int(self.share.n)

    @property
    def percent(self) -> float | None:
        return None if self.withheld or self.share.share is None else 100 * self.share.share

    @property
    def low(self) -> float | None:
        return None if self.withheld else 100 * self.share.low

    @property
    def high(self) -> float | None:
        return None if self.withheld else 100 * self.share.high

    @property
    def told(self) -> Share | None:
        return None if self.withheld else self.share


SEALED = Figure(Share(0, None, 0.0, 1.0), Withheld.FORECAST_FIRST)


@dataclass(frozen=True)
class Row:
    """One behaviour of one team. The findings hold for the page: they are judged together."""

    stage_action: StageAction
    team: Team
    own_forecast: Forecast | None
    forecast: Figure
    practice: Figure
    customers: Figure
    gap: EmpathyGap
    overestimate: Finding = Finding.UNKNOWN
    transfer: Finding = Finding.UNKNOWN
    blind_spot: Finding = Finding.UNKNOWN

    @property
    def is_sealed(self) -> bool:
        """The reader has yet to forecast: nothing of it may be seen before."""
        return self.practice.withheld is Withheld.FORECAST_FIRST

    @property
    def is_told(self) -> bool:
        """Whether two sides at least can be laid beside each other."""
        sides = (self.forecast, self.practice, self.customers)
        return sum(side.withheld is None for side in sides) > 1


def rows(*, reader: Membership) -> list[Row]:
    """Every live behaviour of every team that serves its stage: teams by name, then the map's order.

    Whoever gives forecasts sees a row only with a fresh forecast of their own (sealed until then).
    """
    org = reader.organization
    behaviours = [
        (stage_action, team)
        for stage_action in trained.live(org=org).prefetch_related("check_wordings")
        for team in stage_action.stage.teams.all()
        if team.archived_at is None
    ]
    behaviours.sort(key=lambda each: (each[1].name.casefold(), each[1].pk))
    given = _fresh_forecasts(org)
    shown = trained.practice_shares(org=org, stage_actions={each for each, _team in behaviours})
    reported = _reported(org, {each for each, _team in behaviours}, reader)
    must_forecast = reader.can(Permission.FORECAST_GIVE)
    found = []
    for stage_action, team in behaviours:
        key = (stage_action.pk, team.pk)
        own = next((each for each in given[key] if each.membership_id == reader.pk), None)
        if must_forecast and own is None:
            sides = (SEALED, SEALED, SEALED)
        else:
            points = shown[key].points if key in shown else ()
            sides = (forecast_figure(given[key]), practice_figure(points), reported[key])
        found.append(_row(stage_action, team, own, *sides))
    return _judged(found)


def of_one(*, stage_action: StageAction, team: Team, reader: Membership) -> tuple[Figure, Figure]:
    """What practice and customers say of one behaviour of one team: for whoever has just forecast."""
    practice = practice_figure(trained.practice_share(stage_action, team).points)
    reported = _reported(stage_action.organization, [stage_action], reader)
    nobody = customers_figure(stage_action, None)
    return practice, reported.get((stage_action.pk, team.pk), nobody)


def forecast_figure(given: Sequence[Forecast]) -> Figure:
    """The blind forecasts' mean; of fewer than three it would be one person's number."""
    share = empathy.forecast([each.in_ten for each in given if each.is_blind])
    too_few = share.n < empathy.MANAGERS_FROM
    return Figure(share, Withheld.TOO_FEW_MANAGERS if too_few else None)


def practice_figure(points: Sequence[tuple[int, bool]]) -> Figure:
    """The team's people in practice; of fewer than five it would be somebody's."""
    share = empathy.practice(points)
    if share.n < display.SECRET_BELOW:
        return Figure(share, Withheld.TOO_FEW_PEOPLE)
    return Figure(share, is_early=share.n < display.EARLY_FROM)


def customers_figure(
    stage_action: StageAction, counts: Counts | None, *, design: float = 1.0
) -> Figure:
    """The customers' action check; "don't remember" does not count."""
    no, _partly, yes = counts.on(3) if counts else (0, 0, 0)
    wording = next(iter(stage_action.check_wordings.all()), None)
    good = yes if wording is None or wording.yes_is_good else no
    share = empathy.customers(good, counts.n if counts else 0, design=design)
    level = display.level(share.n)
    if not level.shows_number:
        return Figure(share, Withheld.TOO_FEW_ANSWERS)
    return Figure(share, is_early=level is display.Level.EARLY)


def _fresh_forecasts(org: Organization) -> dict[Key, list[Forecast]]:
    """The latest forecast of each manager that still stands, by behaviour and team."""
    since = org.today() - trained.FRESH
    given: dict[Key, list[Forecast]] = defaultdict(list)
    for each in trained.forecasts(org=org):
        if each.forecast_on > since:
            given[each.stage_action_id, each.team_id].append(each)
    return given


def _reported(
    org: Organization, stage_actions: Iterable[StageAction], reader: Membership
) -> Mapping[Key, Figure]:
    """What customers say of the last 90 days (for some roles of whole months), by behaviour and team."""
    stage_actions = list(stage_actions)
    stages = {each.stage_id for each in stage_actions}
    reading = secrecy.for_reader(reader)
    period = reading.last(DEFAULT_DAYS)
    scope = Scope(period.since, period.until, tuple(stages))
    by_team = reading.by_value(scope, "team") if stages else {}
    factors = DesignFactor.objects.for_org(org).filter(stage__in=stages)
    design = dict(factors.values_list("stage_id", "value"))
    blind = beliefs.blind_journeys(membership=reader)
    figures: dict[Key, Figure] = {}
    for each in stage_actions:
        check = (each.stage_id, Construct("check", each.pk))
        counts = {team: cells[check] for team, cells in by_team.items() if check in cells}
        for team in each.stage.teams.all():
            figure = customers_figure(
                each, counts.get(team.pk), design=design.get(each.stage_id, 1.0)
            )
            if reading.is_guarded and figure.withheld:
                figure = replace(figure, withheld=Withheld.FEW_IN_WHOLE_MONTHS)
            if each.stage.journey_id in blind:
                figure = replace(figure, withheld=Withheld.ESTIMATE_FIRST)
            figures[each.pk, team.pk] = figure
    return figures


def _row(
    stage_action: StageAction,
    team: Team,
    own: Forecast | None,
    forecast: Figure,
    practice: Figure,
    customers: Figure,
) -> Row:
    gap = empathy.compare(forecast.told, practice.told, customers.told)
    return Row(stage_action, team, own, forecast, practice, customers, gap)


def _judged(found: Sequence[Row]) -> list[Row]:
    gaps = [
        gap for row in found for gap in (row.gap.overestimate, row.gap.transfer, row.gap.blind_spot)
    ]
    said = iter(empathy.findings(gaps))
    return [
        replace(row, overestimate=next(said), transfer=next(said), blind_spot=next(said))
        for row in found
    ]
