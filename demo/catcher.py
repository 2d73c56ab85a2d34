"""A mail server that delivers to nobody: every message becomes a file for the demo's inbox page.

python -m demo.catcher PORT FOLDER

One .eml file a message, named so that the names sort by arrival. The recipients of the envelope
stand in X-Envelope-To headers on top, as a mail server would note them.
"""

import itertools
import os
import signal
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
OK = "250 Message accepted for delivery"


class Inbox:
    """Stores each message as soon as it has arrived."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.store(envelope.rcpt_tos, envelope.original_content or b"")
        return OK

    def store(self, recipients: list[str], message: bytes) -> Path:
        """Write one message; a reader of the folder never sees half of it."""
        headers = "".join(f"X-Envelope-To: {address}\r\n" for address in recipients)
        name = f"{time.time_ns():020}-{next(self._numbers) % 10**6:06}.eml"
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(headers.encode() + message)
        return unfinished.rename(self.folder / name)


def main(port: int, folder: Path) -> None:
    """Receive mail until asked to stop."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    controller = Controller(Inbox(folder), hostname=HOST, port=port)
    controller.start()
    print(f"receiving on {HOST}:{port}, process {os.getpid()}", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
