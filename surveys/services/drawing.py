"""Which questions one customer is asked: pure, and the same again for the same seed.

At most five closed items: the main outcome, one or two of the stage's target emotions, one
rotating emotion, and one slot shared by an action check and "was it solved?". Each drawn question
keeps the probability it was drawn with, so that figures can be weighted by it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

MOST_TARGETS = 2
# Every candidate keeps a chance, or the probabilities recorded could not be used as weights.
EVEN_SHARE = 0.2
COMPANION_SHARE = 0.25
CHECK_SHARE = 0.5

NOTHING: Mapping[str, Any] = {"targets": [], "checks": [], "resolve_first": False}

Pair = frozenset[int]  # of two questions; of one for how often it was asked at all


class Drawn(NamedTuple):
    """A question and the probability with which it was drawn."""

    question: int
    probability: float


def draw(
    content: Mapping[str, Any], stage_id: int, *, seed: int, together: Counter[Pair]
) -> list[Drawn]:
    """The questions about one stage in the order they are asked.

    `content` is a SurveyVersion's; `together` counts how often two questions were lately asked
    of one person, and decides which emotion rotates in.
    """
    chance = Random(seed)
    stage = content["stages"].get(str(stage_id), NOTHING)
    solve = content["success"] if stage["resolve_first"] else None
    outsiders = _outsiders(content)
    # Where "was it solved?" has a place of its own, the shared slot costs a target emotion.
    shares = bool(solve and (stage["checks"] or len(outsiders) > 1))
    targets, yielded = _targets(chance, stage["targets"], shares)
    asked = {drawn.question for drawn in targets}
    rotating = _rotating(chance, set(content["rotating"]) - asked, asked, together)
    emotions = [*targets, *rotating]
    companions = outsiders - asked if {drawn.question for drawn in rotating} <= outsiders else set()
    slot: list[Drawn] = []
    if solve is None or yielded:
        success = None if solve else content["success"]
        slot = _slot(chance, stage["checks"], success, companions, rotating, together)
    emotions += [drawn for drawn in slot if drawn.question in content["rotating"]]
    chance.shuffle(emotions)
    return [
        *_certain(solve),
        *_certain(content["outcome"]),
        *emotions,
        *(drawn for drawn in slot if drawn.question not in content["rotating"]),
    ]


def count(drawn: Iterable[int], together: Counter[Pair]) -> None:
    """Remember that these questions were asked of one person."""
    asked = list(drawn)
    together.update(frozenset(pair) for pair in combinations(asked, 2))
    together.update(frozenset([question]) for question in asked)


def _certain(question: int | None) -> list[Drawn]:
    return [] if question is None else [Drawn(question, 1.0)]


def _targets(chance: Random, targets: Sequence[int], shares: bool) -> tuple[list[Drawn], bool]:
    """Up to two targets, and whether there is room for the shared slot."""
    size = min(len(targets), MOST_TARGETS)
    if size == 0:
        return [], shares
    expected: float = size
    yielded = shares
    if shares and size == MOST_TARGETS:
        yielded = chance.random() < CHECK_SHARE
        expected = size - CHECK_SHARE
        size -= yielded
    probability = expected / len(targets)
    return [Drawn(pk, probability) for pk in chance.sample(list(targets), size)], yielded


def _outsiders(content: Mapping[str, Any]) -> set[int]:
    """Emotions that no stage aims for: two of them never meet in a mail with one rotating emotion."""
    aimed = {pk for stage in content["stages"].values() for pk in stage["targets"]}
    return set(content["rotating"]) - aimed


def _rotating(
    chance: Random, candidates: set[int], asked: set[int], together: Counter[Pair]
) -> list[Drawn]:
    """One emotion, the likelier the less often it was asked together with those of this mail."""
    if not candidates:
        return []
    ordered = sorted(candidates)
    needs = [_need(pk, asked, together) for pk in ordered]
    total = sum(needs)
    weights = [EVEN_SHARE / len(ordered) + (1 - EVEN_SHARE) * need / total for need in needs]
    place = chance.choices(range(len(ordered)), weights)[0]
    return [Drawn(ordered[place], min(weights[place], 1.0))]


def _need(candidate: int, asked: set[int], together: Counter[Pair]) -> float:
    pairs = [frozenset({candidate, other}) for other in asked | {candidate}]
    return sum(1 / (1 + together[pair]) ** 2 for pair in pairs)


def _slot(
    chance: Random,
    checks: Sequence[int],
    success: int | None,
    companions: set[int],
    rotating: Sequence[Drawn],
    together: Counter[Pair],
) -> list[Drawn]:
    """An action check or "was it solved?"; now and then a second emotion that no stage aims for."""
    others = companions - {drawn.question for drawn in rotating}
    has_check = bool(checks or success)
    share = (COMPANION_SHARE if has_check else 1.0) if others and rotating else 0.0
    if chance.random() < share:
        partner = _rotating(chance, others, {drawn.question for drawn in rotating}, together)
        return [Drawn(found.question, found.probability * share) for found in partner]
    if not has_check:
        return []
    probabilities = _slot_probabilities(checks, success)
    question = chance.choices(list(probabilities), list(probabilities.values()))[0]
    return [Drawn(question, probabilities[question] * (1 - share))]


def _slot_probabilities(checks: Sequence[int], success: int | None) -> dict[int, float]:
    share = CHECK_SHARE if checks and success else float(bool(checks))
    found = {check: share / len(checks) for check in checks}
    return found | ({success: 1 - share} if success else {})
