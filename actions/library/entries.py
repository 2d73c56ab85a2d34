"""The shape of a starter action, and how one is written down."""

from collections.abc import Mapping
from dataclasses import dataclass

from emotions.library.emotions import BY_KEY as EMOTIONS

Strengths = Mapping[str, int]


@dataclass(frozen=True)
class ActionEntry:
    """Something a company can do and say so that its customers feel a named emotion.

    `evokes` holds emotions to seek and `eases` emotions to avoid, each with the expected strength
    from 1 (weak) to 3 (strong): how far the action brings the one about, or keeps the other away.
    `cost` runs from 0 (nothing) to 3 (high), `effort` from 1 (little) to 3 (much).
    `checks` asks the customer, in every language, whether it was done; `yes_is_good` says whether
    the company hopes for a yes.
    """

    key: str
    title: str
    what_we_do: str
    what_we_say: str
    evokes: Strengths
    eases: Strengths
    cost: int
    effort: int
    checks: Mapping[str, str]
    yes_is_good: bool


def action(
    key: str,
    title: str,
    *,
    do: str,
    say: str,
    evokes: Strengths,
    eases: Strengths | None = None,
    cost: int,
    effort: int,
    check: Mapping[str, str] | str,
) -> ActionEntry:
    """An entry whose check is its own, or the one suggested by the emotion named in `check`."""
    yes_is_good = True
    if isinstance(check, str):
        yes_is_good = EMOTIONS[check].yes_is_good
        check = EMOTIONS[check].checks
    return ActionEntry(
        key=key,
        title=title,
        what_we_do=do,
        what_we_say=say,
        evokes=evokes,
        eases=eases or {},
        cost=cost,
        effort=effort,
        checks=check,
        yes_is_good=yes_is_good,
    )
