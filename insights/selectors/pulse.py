"""The figures of the employee pulse: of closed rounds only, of the whole and of single teams."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.languages import pick
from accounts.models import Organization, Team
from insights.engine import display, secrecy
from insights.engine.direction import Direction
from insights.engine.secrecy import Guarded
from surveys.library.pulse import ITEMS, PulseItem
from surveys.models import PulseComment, PulseGroup, PulseRound, PulseTally

LATEST = 12
NOBODY = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class ItemFigures:
    """One item of a round: the whole, and its teams in the order of `RoundFigures.teams`."""

    item: PulseItem
    whole: Guarded | None
    teams: tuple[Guarded | None, ...]

    @property
    def name(self) -> str:
        return pick(self.item.names)

    @property
    def question(self) -> str:
        return pick(self.item.questions)

    @property
    def direction(self) -> Direction:
        return Direction(self.item.direction)

    @property
    def is_to_avoid(self) -> bool:
        return self.direction is Direction.AVOID


@dataclass(frozen=True)
class RoundFigures:
    """Everything that is ever shown of a round; `answered` is None for fewer than five."""

    round: PulseRound
    asked: int
    answered: int | None
    teams: tuple[Team, ...]
    items: tuple[ItemFigures, ...]
    comments: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[Team, list[Guarded | None]]]:
        """A row a team, with a figure an item."""
        return [
            (team, [item.teams[place] for item in self.items])
            for place, team in enumerate(self.teams)
        ]


@dataclass(frozen=True)
class Trend:
    """The whole's figure of one item, round by round, the oldest first; None where withheld."""

    name: str
    figures: tuple[Guarded | None, ...]

    @property
    def means(self) -> list[float | None]:
        return [None if figure is None else figure.mean for figure in self.figures]

    @property
    def sentence(self) -> str:
        told = [_("withheld") if mean is None else str(round(mean)) for mean in self.means]
        return _(", then ").join(told)


def closed_rounds(*, org: Organization) -> QuerySet[PulseRound]:
    """The latest rounds that have closed, the newest first."""
    rows: QuerySet[PulseRound] = PulseRound.objects.for_org(org).closed()
    return rows[:LATEST]


def figures(*, org: Organization, rounds: Sequence[PulseRound]) -> list[RoundFigures]:
    """What may be shown of each of these rounds, in their order. An open round has no figures."""
    assert all(row.closed_on is not None for row in rounds)
    tallies = Prefetch("tallies", PulseTally.objects.for_org(org))
    groups = (
        PulseGroup.objects.for_org(org)
        .filter(round__in=rounds)
        .select_related("team")
        .prefetch_related(tallies)
    )
    by_round: dict[int, list[PulseGroup]] = {row.pk: [] for row in rounds}
    for group in groups:
        by_round[group.round_id].append(group)
    comments: dict[int, list[str]] = {row.pk: [] for row in rounds}
    for comment in PulseComment.objects.for_org(org).filter(round__in=rounds):
        comments[comment.round_id].append(comment.text)
    return [_round(row, by_round[row.pk], comments[row.pk]) for row in rounds]


def _round(row: PulseRound, groups: list[PulseGroup], comments: list[str]) -> RoundFigures:
    groups = sorted(groups, key=lambda group: (group.team.name.casefold(), group.team_id))
    answered = sum(group.answered for group in groups)
    counts = {
        group.team_id: {tally.item: tally.counts for tally in group.tallies.all()}
        for group in groups
    }
    return RoundFigures(
        round=row,
        asked=sum(group.asked for group in groups),
        answered=answered if answered >= display.SECRET_BELOW else None,
        teams=tuple(group.team for group in groups),
        items=tuple(_item(item, counts) for item in ITEMS),
        comments=tuple(comments) if display.may_show_comments(answered) else (),
    )


def _item(item: PulseItem, counts: dict[int, dict[str, tuple[int, ...]]]) -> ItemFigures:
    found = secrecy.published(
        {team_id: tallies.get(item.key, NOBODY) for team_id, tallies in counts.items()}
    )
    return ItemFigures(item, found.whole, tuple(found.groups[team_id] for team_id in counts))


def trends(shown: Sequence[RoundFigures]) -> list[Trend]:
    """How the whole changed from round to round; nothing with fewer than two rounds."""
    if len(shown) < 2:
        return []
    return [
        Trend(
            pick(item.names),
            tuple(each.items[place].whole for each in reversed(shown)),
        )
        for place, item in enumerate(ITEMS)
    ]
