"""One message on its way and the five ways in which sending it can end."""

from dataclasses import dataclass
from enum import StrEnum

from surveys.mail.addresses import Unsendable, envelope


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, ready for the wire; `id` is the caller's."""

    id: int
    sender: str
    recipient: str
    message: bytes

    def __post_init__(self) -> None:
        # SECURITY: the addresses are written into SMTP commands as they stand.
        if envelope(self.sender) != self.sender or envelope(self.recipient) != self.recipient:
            raise Unsendable("The address is not in the form that addresses.envelope() gives it.")


class Stage(StrEnum):
    """What the relay objected to."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Sent:
    """The relay has taken the message over."""

    text: str


@dataclass(frozen=True, slots=True)
class Temporary:
    """Refused for now (4xx)."""

    code: int
    text: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Permanent:
    """Refused for good (5xx). At `Stage.SENDER` the fault is ours, not the recipient's."""

    code: int
    text: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Unknown:
    """Handed over completely, and the reply never came: it may have been delivered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Untried:
    """The connection failed before the message was complete: certainly not delivered."""

    reason: str


Outcome = Sent | Temporary | Permanent | Unknown | Untried
