"""JSON lines for every log record, ours and the libraries'."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

# Answers (with what they preselect), invitations, and links that set a password or prove an address.
LINK = re.compile(
    r"/(s|u|invite|accounts/password/reset/key|accounts/confirm-email)/[A-Za-z0-9_-]{8,}[^\s\"']*"
)
# A mail server repeats whom it refuses, a database which row it has already.
ADDRESS = re.compile(r"[\w.+-]{1,64}(@|%40)[\w-]+(\.[\w-]+)+")


def hide_people(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Whoever reads the log must not be able to act in somebody's place, or to tell who it was."""
    return {
        key: ADDRESS.sub("…@…", LINK.sub(r"/\1/…", value)) if isinstance(value, str) else value
        for key, value in event.items()
    }


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_people,
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def json_formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )
