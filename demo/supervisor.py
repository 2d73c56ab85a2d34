"""The whole house on this machine, with a sample company: `make demo`.

Redis, a mail catcher, the pages, a worker and its clock, each a real process. Nothing is restarted
behind your back: when one dies, its last lines are shown and all stop. Ctrl-C stops everything.
"""

import fcntl
import os
import secrets
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn
from urllib.request import urlopen

from bin.processes import HOST, Died, Process, free_port, listen
from bin.servers import redis_command
from bin.setup import PYTHON, ROOT

PREFERRED_PORT = 8000
QUEUES = "default,mail,rollup,ingest"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PEOPLE = """
    SELECT person.email, membership.role
    FROM accounts_membership AS membership
    JOIN accounts_user AS person ON person.id = membership.user_id
    JOIN accounts_organization AS organization ON organization.id = membership.organization_id
    WHERE organization.is_demo AND membership.left_at IS NULL
    ORDER BY membership.id
"""


@dataclass(frozen=True)
class Place:
    """Where one demo keeps its state, and the ports it has."""

    folder: Path
    web: int
    redis: int
    mail: int

    @classmethod
    def choose(cls, folder: Path, web: int) -> "Place":
        for part in ("log", "inbox", "redis"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        return cls(folder, web, free_port(), free_port())

    @property
    def database(self) -> Path:
        return self.folder / "heartline.sqlite3"

    @property
    def address(self) -> str:
        # A name and not a number: browsers offer passkeys to localhost only.
        return f"http://localhost:{self.web}"

    def secret(self, name: str, length: int) -> str:
        """Return a random text that stays the same from one start to the next."""
        file = self.folder / name
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(length))
        return file.read_text()

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEMO": "on",
            "DEBUG": "off",
            "SECRET_KEY": self.secret("secret-key", 50),
            "PUBLIC_URL": self.address,
            "ALLOWED_HOSTS": f"localhost,{HOST}",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_URL": f"redis://{HOST}:{self.redis}/0",
            "EMAIL_URL": f"smtp://{HOST}:{self.mail}",
            "DEFAULT_FROM_EMAIL": "Heartline <hello@heartline.example>",
            "DEMO_INBOX": str(self.folder / "inbox"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_COMPRESS": "off",
        }


class House:
    """The processes of one demo, in the order they were started."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.env = place.environment()
        self.processes: list[Process] = []

    def start(self, name: str, command: list[str], pass_fds: Sequence[int] = ()) -> Process:
        """Start one more process that has to stay until the end."""
        process = self._process(name, command, pass_fds)
        self.processes.append(process)
        return process

    def finish(self, *commands: list[str]) -> None:
        """Run management commands at the same time, to their end."""
        running = [self._process(words[0], [PYTHON, "manage.py", *words]) for words in commands]
        try:
            for process in running:
                code = process.popen.wait()
                if code:
                    lines = process.last_lines()
                    raise Died(f"{process.name} failed with exit code {code}.\n{lines}")
        finally:
            for process in running:
                process.stop()

    def dead(self) -> Process | None:
        return next((process for process in self.processes if process.has_died()), None)

    def stop(self) -> None:
        """Stop all; Redis, which the others still talk to, last."""
        redis, others = self.processes[:1], self.processes[1:]
        for process in others:
            process.ask_to_stop()
        for process in [*others, *redis]:
            process.stop()

    def _process(self, name: str, command: list[str], pass_fds: Sequence[int] = ()) -> Process:
        log = self.place.folder / "log" / f"{name}.log"
        return Process.start(name, command, log=log, env=self.env, cwd=ROOT, pass_fds=pass_fds)


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Run the house on the files in `folder`; its pages answer when the block begins."""
    # The port is taken now and served in half a minute; meanwhile nobody else may get it.
    with only_one(folder), listen(PREFERRED_PORT) as listener:
        house = House(Place.choose(folder, web=listener.getsockname()[1]))
        try:
            start_all(house, listener.fileno())
            yield house
        finally:
            # Every stop ends by itself; a second Ctrl-C would only leave processes behind.
            on_stop_signal(signal.SIG_IGN)
            print("\nStopping …", flush=True)
            house.stop()


def start_all(house: House, listener: int) -> None:
    """Start every process and fill an empty database; return when the pages answer."""
    place = house.place
    redis = house.start("redis", redis_command(place.redis, place.folder / "redis"))
    catcher = [PYTHON, "-m", "demo.catcher", str(place.mail), str(place.folder / "inbox")]
    mail = house.start("mail-catcher", catcher)
    house.finish(["migrate", "--no-input"], ["collectstatic", "--no-input"])
    redis.wait_for_port(place.redis)
    mail.wait_for_port(place.mail)
    load_sample_company(house)
    web = house.start("web", web_command(listener), pass_fds=[listener])
    house.start("worker", worker_command())
    house.start("beat", beat_command(place))
    web.wait_until(lambda: answers(f"http://{HOST}:{place.web}/readyz"), seconds=60)


def load_sample_company(house: House) -> None:
    """Load it unless it is there; one that was interrupted half-way is loaded anew."""
    place, unfinished = house.place, house.place.folder / "loading"
    if unfinished.exists():
        house.finish(["remove_demo_world"])
    if not people(place.database):
        print("Loading the sample company …", flush=True)
        unfinished.touch()
        house.finish(["load_demo_world", "--password", place.secret("password", 9)])
    unfinished.unlink(missing_ok=True)


def web_command(listener: int) -> list[str]:
    # No access log: the addresses of answer pages carry their tokens.
    options = ["--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "2"]
    return [PYTHON, "-m", "uvicorn", "config.asgi:demo", "--fd", str(listener), *options]


def worker_command() -> list[str]:
    celery = [PYTHON, "-m", "celery", "-A", "config", "worker", "--queues", QUEUES]
    return [*celery, "--concurrency", "2", "--without-gossip", "--without-mingle"]


def beat_command(place: Place) -> list[str]:
    celery = [PYTHON, "-m", "celery", "-A", "config", "beat"]
    return [*celery, "--schedule", str(place.folder / "beat"), "--pidfile="]


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def people(database: Path) -> list[tuple[str, str]]:
    """Return e-mail address and role of everybody in the sample company."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(PEOPLE).fetchall()


def welcome(place: Place) -> str:
    """Return what a newcomer needs: the address, who to be, the password."""
    rows = [f"    {email:<36}{role}" for email, role in people(place.database)]
    return "\n".join(
        [
            "",
            f"Heartline is open: {place.address}",
            "Sign in as one of",
            *rows,
            f"with the password  {place.secret('password', 9)}",
            "",
            "No mail leaves this machine; what is sent arrives in the demo's inbox.",
            f"Logs: {place.folder / 'log'}",
            "Ctrl-C stops everything.",
        ]
    )


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Refuse a second demo on the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("The demo is running already; stop it first with Ctrl-C in its terminal.")
        yield


def on_stop_signal(act: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, act)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def watch(house: House) -> NoReturn:
    """Wait until a process dies, and say which."""
    while True:
        dead = house.dead()
        if dead:
            raise Died(f"{dead.name} has died; its last lines:\n{dead.last_lines()}")
        time.sleep(0.5)


def main(folder: Path) -> int:
    """Run the house until somebody stops it (0) or a process of it dies (1)."""
    on_stop_signal(interrupt)
    try:
        with open_house(folder) as house:
            print(welcome(house.place), flush=True)
            watch(house)
    except KeyboardInterrupt:
        return 0
    except Died as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(Path(os.environ.get("DEMO_FOLDER", ROOT / "var" / "demo"))))
