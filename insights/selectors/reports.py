"""A frozen report, read back: what was computed then, in the language of whoever looks now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.languages import Texts, pick
from accounts.models import Membership, Organization
from accounts.permissions import Permission
from insights.engine import bias
from insights.engine.display import Level
from insights.engine.verdicts import Verdict
from insights.models import Report, ReportReader
from insights.selectors.changes import Moved
from journeys.models import Journey
from journeys.selectors import beliefs

FIRST = 5


@dataclass(frozen=True)
class Figure:
    """A number with what it rests on; where it was withheld there is none, only why."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    level: Level


@dataclass(frozen=True)
class Line:
    """One cell of the gap board as it was: raw 0-100 of the named emotion, shortfall told as worse."""

    stage: str
    position: int
    emotions: Texts
    group: str
    is_to_avoid: bool
    intended: int
    believed: float | None
    believers: int
    felt: Figure
    unsaid: int
    shortfall: float | None
    verdict: Verdict
    sentences: Texts
    reasons: Texts  # why there is no number
    moved: Moved
    moved_by: Figure  # n: the answers of the month before

    @property
    def emotion(self) -> str:
        return pick(self.emotions)

    @property
    def sentence(self) -> str:
        return pick(self.sentences)

    @property
    def reason(self) -> str:
        return pick(self.reasons)

    @property
    def is_short(self) -> bool:
        """Clearly short of its target, and with enough answers to stand in a ranking."""
        return self.felt.level.may_rank and self.verdict is Verdict.BELOW

    @property
    def is_early(self) -> bool:
        return self.felt.level is Level.EARLY


@dataclass(frozen=True)
class FollowUps:
    """What became of the unhappy customers who turned up in the month."""

    opened: int
    closed: int
    late: int


@dataclass(frozen=True)
class Contents:
    """Everything a report says."""

    since: date
    until: date
    made_on: date
    headlines: Texts
    lines: tuple[Line, ...]  # in the order to look at them
    rate: Figure  # a share, 0-1; n: how many were asked
    rate_before: Figure
    rate_moved: bool
    bias_note: float | None  # points by which a level may be off because of who answered
    followups: FollowUps | None  # None: under five, which nobody is told

    @property
    def headline(self) -> str:
        return pick(self.headlines)

    @property
    def first(self) -> tuple[Line, ...]:
        """Look here first."""
        return tuple(line for line in self.lines if line.is_short)[:FIRST]

    @property
    def changed(self) -> tuple[Line, ...]:
        """What clearly moved since the month before, the largest first."""
        clear = [line for line in self.lines if line.moved in (Moved.BETTER, Moved.WORSE)]
        return tuple(sorted(clear, key=lambda line: -abs(line.moved_by.value or 0)))

    @property
    def answers(self) -> int:
        return sum(line.felt.n for line in self.lines)

    @property
    def by_stage(self) -> dict[str, list[Line]]:
        """The lines stage by stage, in the order of the journey."""
        stages: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=lambda line: line.position):
            stages.setdefault(line.stage, []).append(line)
        return stages


def contents(report: Report) -> Contents:
    """Read what was frozen."""
    return of(report, report.content)


def of(report: Report, frozen: Mapping[str, Any]) -> Contents:
    """Read what a report says, or would say to some of its readers."""
    rate = _figure(frozen["rate"])
    return Contents(
        since=date.fromisoformat(frozen["since"]),
        until=date.fromisoformat(frozen["until"]),
        made_on=report.organization.local_date(report.made_at),
        headlines=frozen["headline"],
        lines=tuple(_line(each) for each in frozen["lines"]),
        rate=rate,
        rate_before=_figure(frozen["rate_before"]),
        rate_moved=frozen["rate_moved"],
        bias_note=bias.bias_note(rate.value) if rate.value else None,
        followups=FollowUps(**frozen["followups"]) if frozen["followups"] else None,
    )


def _line(frozen: Mapping[str, Any]) -> Line:
    known = {
        name: value
        for name, value in frozen.items()
        if name not in ("felt", "verdict", "moved", "moved_by")
    }
    return Line(
        felt=_figure(frozen["felt"]),
        verdict=Verdict(frozen["verdict"]),
        moved=Moved(frozen["moved"]),
        moved_by=_figure(frozen["moved_by"]),
        **known,
    )


def _figure(frozen: Mapping[str, Any]) -> Figure:
    return Figure(**{**frozen, "level": Level(frozen["level"])})


def all_of(org: Organization) -> QuerySet[Report]:
    """Every report with what lists show, without its bulk."""
    found: QuerySet[Report] = Report.objects.for_org(org).select_related("journey", "organization")
    return found.defer("content")


def readers(*, journey: Journey) -> QuerySet[ReportReader]:
    """Who gets the journey's report by mail; nobody who has left."""
    found: QuerySet[ReportReader] = ReportReader.objects.for_org(journey.organization).filter(
        journey=journey, membership__left_at__isnull=True
    )
    return found.select_related("membership__user", "membership__organization").order_by("pk")


def unsent(report: Report) -> list[Membership]:
    """Readers who have not got it and may see its figures, as things stand now."""
    waiting = readers(journey=report.journey).exclude(
        membership__in=report.mails.values("membership")
    )
    return [
        reader.membership
        for reader in waiting
        if reader.membership.user.is_active
        and reader.membership.can(Permission.VIEW)
        and beliefs.may_see_felt(journey=report.journey, membership=reader.membership)
    ]


@dataclass(frozen=True)
class Readership:
    """A journey, how many get its report by mail, and whether this member does."""

    journey: Journey
    count: int
    is_mine: bool


def readerships(org: Organization, membership: Membership) -> list[Readership]:
    """The journeys that will be reported on, each with its readers."""
    present = Q(report_readers__membership__left_at__isnull=True)
    mine = set(ReportReader.objects.filter(membership=membership).values_list("journey", flat=True))
    journeys = Journey.objects.for_org(org).current()
    return [
        Readership(journey, journey.readers, journey.pk in mine)
        for journey in journeys.annotate(readers=Count("report_readers", filter=present))
    ]
