"""Cases run in turn, round after round, so that a busy minute slows all of them alike."""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

FORK = multiprocessing.get_context("fork")

Rates = dict[str, list[float]]


@dataclass(frozen=True)
class Case:
    """One way to do the job. `run` does it `amount * share` times and returns the seconds."""

    name: str
    run: Callable[[int], float]
    share: float = 1  # fast cases do more, so that all take about as long


@dataclass(frozen=True)
class Target:
    """What one case is to reach as a multiple of another, by performance of the design."""

    case: str
    yardstick: str
    gate: float
    stretch: float | None = None


def rates(cases: Sequence[Case], *, amount: int, rounds: int) -> Rates:
    """Things done per second: one figure a round for each case."""
    found: Rates = {case.name: [] for case in cases}
    for number in range(1, rounds + 1):
        for case in cases:
            todo = round(amount * case.share)
            found[case.name].append(todo / case.run(todo))
            print(f"round {number}  {case.name}: {found[case.name][-1]:,.0f}/s", flush=True)
    return found


def report(found: Rates, targets: Iterable[Target]) -> bool:
    """Print medians and ratios beside their targets; True when every gate is reached."""
    width = max(map(len, found))
    print(f"\n{'median':>{width + 10}}     range")
    for name, figures in found.items():
        spread = f"{min(figures):,.0f} to {max(figures):,.0f}"
        print(f"{name:<{width}}  {median(figures):>8,.0f}/s  {spread}")
    print()
    verdicts = [_judge(found, target) for target in targets]
    return all(verdicts)


def _judge(found: Rates, target: Target) -> bool:
    if not {target.case, target.yardstick} <= found.keys():
        return True
    # Neighbours in one round met the same weather, so the ratio is taken there.
    pairs = zip(found[target.case], found[target.yardstick], strict=True)
    ratio = median(mine / theirs for mine, theirs in pairs)
    stretch = f", stretch {target.stretch:g}" if target.stretch else ""
    verdict = "reached" if ratio >= target.gate else "MISSED"
    print(
        f"{target.case} / {target.yardstick}: {ratio:.2f}   "
        f"(gate {target.gate:g}{stretch})  {verdict}"
    )
    return ratio >= target.gate


def in_processes(
    processes: int, prepare: Callable[[range], Callable[[], None]]
) -> Callable[[int], float]:
    """A run that shares the work out. `prepare` gets its numbers and returns what is timed."""

    def run(amount: int) -> float:
        start = FORK.Barrier(processes + 1)
        workers = [
            FORK.Process(target=_work, args=(prepare, range(p, amount, processes), start))
            for p in range(processes)
        ]
        for worker in workers:
            worker.start()
        start.wait()
        started = time.perf_counter()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            raise RuntimeError("A worker failed; its error is above.")
        return time.perf_counter() - started

    return run


def _work(prepare: Callable[[range], Callable[[], None]], numbers: range, start) -> None:
    try:
        work = prepare(numbers)
    finally:
        start.wait()  # also after an error, or the others would wait for ever
    work()
