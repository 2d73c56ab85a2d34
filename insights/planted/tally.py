"""What was seen over all worlds: for each name the single cases, in the order they were seen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Tally:
    """Cases by name: 1 and 0 for yes and no, otherwise the figure itself."""

    cases: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, case: float | bool) -> None:
        self.cases[name].append(float(case))

    def extend(self, name: str, cases: Iterable[float | bool]) -> None:
        for case in cases:
            self.add(name, case)

    def take(self, other: "Tally") -> None:
        """Add what was seen elsewhere."""
        for name, cases in other.cases.items():
            self.cases[name] += cases

    def n(self, name: str) -> int:
        return len(self.cases.get(name, ()))

    def mean(self, name: str) -> float:
        return float(np.mean(self.cases[name]))
