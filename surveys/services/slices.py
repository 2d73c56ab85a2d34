"""Slices: what an interaction's figures may be split by, frozen when it arrives."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from accounts.models import Organization
from surveys.models import Slice


class Cut(NamedTuple):
    """The values that make a slice."""

    channel: str = ""
    team_id: int | None = None
    persona_id: int | None = None
    segment_a: str = ""
    segment_b: str = ""

    @property
    def key(self) -> str:
        # The length keeps "a|b" + "c" apart from "a" + "b|c".
        ids = f"{self.channel}|{self.team_id or ''}|{self.persona_id or ''}"
        return f"{ids}|{len(self.segment_a)}|{self.segment_a}|{self.segment_b}"


def segments(org: Organization, *attributes: Mapping[str, str]) -> tuple[str, str]:
    """The organization's reporting segments, from the first attributes that have them."""
    found = [
        next((str(have[name]) for have in attributes if have.get(name)), "")
        for name in [*org.reporting_segments, "", ""][:2]
    ]
    return found[0], found[1]


def ensure(*, org: Organization, cuts: Iterable[Cut]) -> dict[Cut, int]:
    """The pk of the slice of each cut; those that are missing are made.

    Two writers may miss the same one at once: the second finds the first one's row.
    """
    wanted = {cut.key: cut for cut in dict.fromkeys(cuts)}  # of thousands a few differ
    found = _pks(org, wanted)
    missing = [key for key in wanted if key not in found]
    if missing:
        Slice.objects.bulk_create(
            [Slice(organization=org, key=key, **wanted[key]._asdict()) for key in missing],
            ignore_conflicts=True,
        )
        found |= _pks(org, missing)
    return {cut: found[key] for key, cut in wanted.items()}


def _pks(org: Organization, keys: Iterable[str]) -> dict[str, int]:
    rows = Slice.objects.for_org(org).filter(key__in=list(keys))
    return dict(rows.values_list("key", "pk"))
