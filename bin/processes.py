"""Child processes that never outlive the one who started them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


class Died(RuntimeError):
    """A process ended that should have kept running."""


def free_port() -> int:
    """Return a port of this machine nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def listen(preferred: int) -> socket.socket:
    """Take a port for good, the preferred one or any; a child serves it through the socket."""
    taken = socket.socket()
    # Like every server does; otherwise a port stays taken for a minute after a stop.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by every connection; asyncio sets it only where it knows what it was handed.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        taken.bind((HOST, preferred))
        taken.listen()
    except OSError:
        taken.close()
        return listen(0)
    return taken


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


@dataclass
class Process:
    """A child in a process group of its own: the terminal's Ctrl-C reaches only its parent."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM
    was_asked: bool = False

    @classmethod
    def start(
        cls,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        pass_fds: Sequence[int] = (),
    ) -> "Process":
        """Start `command` with its output in `log`; it ends when this process ends, however."""
        with log.open("wb") as output:
            popen = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=cwd,
                user=user,
                group=user,
                extra_groups=None if user is None else [],
                pass_fds=pass_fds,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  (one system call, no lock is taken)
            )
        return cls(name, popen, log, stop_signal)

    def has_died(self) -> bool:
        return self.popen.poll() is not None

    def last_lines(self, count: int = 15) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-count:])

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30) -> None:
        """Return when `ready()` is true; raise Died with the log when that cannot come any more."""
        give_up = time.monotonic() + seconds
        while not ready():
            if self.has_died():
                code = self.popen.returncode
                raise Died(f"{self.name} ended with exit code {code}.\n{self.last_lines()}")
            if time.monotonic() > give_up:
                raise Died(f"{self.name} is not ready after {seconds:.0f} s.\n{self.last_lines()}")
            time.sleep(0.02)

    def wait_for_port(self, port: int, seconds: float = 30) -> None:
        self.wait_until(lambda: is_listening(port), seconds)

    def ask_to_stop(self) -> None:
        """Send the stop signal; `stop()` waits. Apart, so that many can stop at the same time."""
        if not self.was_asked:  # a second signal means "at once" to some
            self.was_asked = True
            self._signal_group(self.stop_signal)

    def stop(self, patience: float = 10) -> None:
        """End the process and whatever it started itself."""
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.popen.wait(patience)
        self._signal_group(signal.SIGKILL)
        self.popen.wait()

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, number)


def _end_with_parent() -> None:
    # Covers what no handler can: a parent killed with SIGKILL.
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
