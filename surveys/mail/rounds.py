"""A round is what one worker does with one lease: a batch, a connection, a time by which it ends."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from surveys.mail.letters import Letter, Outcome, Stage, Temporary, Untried
from surveys.mail.smtp import CLOSING, Connection, Unreachable

LOSSES_IN_A_ROW = 3  # by then it is the relay, and each further letter would only wait for it


@dataclass(frozen=True, slots=True)
class Round:
    """How far a round came. Letters it did not call back about were not tried."""

    handled: int
    stopped: str = ""  # why it ended before the batch did


def deliver(
    letters: Iterable[Letter],
    *,
    connect: Callable[[float], Connection],
    on_result: Callable[[Letter, Outcome], None],
    budget: float,
) -> Round:
    """Send the letters one by one and call back after each, before the next one is handed over.

    So a caller who commits its mark in `on_result` has at most one letter a connection that was
    delivered and not marked. `connect` takes a deadline (`partial(Connection, relay)`). The round
    ends within `budget` seconds, whatever the relay does; it starts no letter in the last half,
    which belongs to the reply under way. What `on_result` raises ends the round.
    """
    started = time.monotonic()
    line = _Line(connect, started + budget)
    try:
        round_ = _deliver(letters, line, on_result, started + budget / 2)
    except BaseException:
        line.drop()
        raise
    line.quit()
    return round_


def _deliver(
    letters: Iterable[Letter],
    line: "_Line",
    on_result: Callable[[Letter, Outcome], None],
    last_start: float,
) -> Round:
    handled = losses = 0
    for letter in letters:
        if time.monotonic() > last_start:
            return Round(handled, "The time of this round is over.")
        try:
            outcome = line.send(letter)
        except Unreachable as error:
            return Round(handled, str(error))
        on_result(letter, outcome)
        handled += 1
        losses = 0 if line.is_open else losses + 1
        if losses == LOSSES_IN_A_ROW:
            return Round(handled, f"The relay hung up {losses} times in a row.")
    return Round(handled)


class _Line:
    """Always a connection to send on: opened when needed, replaced when lost or worn out."""

    def __init__(self, connect: Callable[[float], Connection], deadline: float) -> None:
        self._connect = connect
        self._deadline = deadline
        self._connection: Connection | None = None

    @property
    def is_open(self) -> bool:
        return self._connection is not None and self._connection.is_open

    def send(self, letter: Letter) -> Outcome:
        connection, is_new = self._take()
        outcome = connection.send(letter)
        if _is_about_the_connection(outcome) and not is_new:
            # It was idle for too long or had carried enough; that says nothing about the letter.
            connection, _ = self._take()
            outcome = connection.send(letter)
        return outcome

    def quit(self) -> None:
        if self._connection:
            self._connection.quit()

    def drop(self) -> None:
        if self._connection:
            self._connection.drop()

    def _take(self) -> tuple[Connection, bool]:
        if self._connection and self._connection.is_open:
            if not self._connection.is_worn_out:
                return self._connection, False
            self._connection.quit()
        self._connection = self._connect(self._deadline)
        return self._connection, True


def _is_about_the_connection(outcome: Outcome) -> bool:
    match outcome:
        case Untried():
            return True
        case Temporary(code=code, stage=stage):
            return code == CLOSING and stage is not Stage.CONTENT
        case _:
            return False
