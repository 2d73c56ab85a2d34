"""A Redis and a PostgreSQL of one's own, on this machine only, gone at the end of the block."""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam
from tempfile import TemporaryDirectory

from bin import programs
from bin.processes import HOST, Process, free_port

# Nothing here outlives the run, so nothing has to reach the disk.
POSTGRES_SETTINGS = {
    "listen_addresses": HOST,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "timezone": "UTC",
}


def redis_command(port: int, folder: Path) -> list[str]:
    """Return the command of a Redis that keeps nothing: the database is the truth."""
    listen = ["--port", str(port), "--bind", HOST, "--dir", str(folder)]
    return [programs.redis_server(), *listen, "--save", "", "--appendonly", "no"]


@contextmanager
def redis() -> Iterator[str]:
    """Run an empty Redis; yields its address."""
    with TemporaryDirectory(prefix="heartline-redis-") as name:
        folder, port = Path(name), free_port()
        server = Process.start("Redis", redis_command(port, folder), log=folder / "log")
        try:
            server.wait_for_port(port)
            yield f"redis://{HOST}:{port}/0"
        finally:
            server.stop()


@contextmanager
def postgres() -> Iterator[str]:
    """Run an empty PostgreSQL; yields the address of its database."""
    with TemporaryDirectory(prefix="heartline-postgres-", ignore_cleanup_errors=True) as name:
        folder, user, port = Path(name), unprivileged_user(), free_port()
        programs_at = _programs_for(user, folder)
        password = _create_cluster(programs_at, folder, user)
        server = Process.start(
            "PostgreSQL",
            _postgres_command(programs_at, folder, port),
            log=folder / "log",
            cwd=folder,
            user=user,
            stop_signal=signal.SIGINT,  # SIGTERM would wait for clients to leave
        )
        try:
            server.wait_until(lambda: _accepts(programs_at, port))
            yield f"postgres://heartline:{password}@{HOST}:{port}/postgres"
        finally:
            server.stop()


def unprivileged_user() -> str | None:
    """Return whom to run PostgreSQL as; it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user to run it as.")


def _programs_for(user: str | None, folder: Path) -> Path:
    system = programs.postgres_bin()
    if system:
        return system
    wheel = programs.postgres_bin_of_wheel()
    if user is None:
        return wheel
    # Another user may not be able to reach a virtual environment under root's home. The programs
    # look for their libraries in a folder beside the package, so both keep their places.
    installed, package = wheel.parent, wheel.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(installed, folder / package.name / installed.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / package.name / installed.name / wheel.name


def _create_cluster(programs_at: Path, folder: Path, user: str | None) -> str:
    password = secrets.token_urlsafe()
    password_file = folder / "password"
    password_file.write_text(password)
    if user:
        account = getpwnam(user)
        for path in (folder, password_file):
            os.chown(path, account.pw_uid, account.pw_gid)
    command = [str(programs_at / "initdb"), "--pgdata", "data", "--username", "heartline"]
    options = ["--pwfile", str(password_file), "--auth", "scram-sha-256", "--no-sync"]
    locale = ["--encoding", "UTF8", "--locale", "C.UTF-8"]
    done = subprocess.run(
        [*command, *options, *locale],
        cwd=folder,
        user=user,
        group=None if user is None else getpwnam(user).pw_gid,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"PostgreSQL cannot be set up:\n{done.stdout}{done.stderr}")
    return password


def _postgres_command(programs_at: Path, folder: Path, port: int) -> list[str]:
    settings = {**POSTGRES_SETTINGS, "port": port, "unix_socket_directories": folder}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [str(programs_at / "postgres"), "-D", str(folder / "data"), *options]


def _accepts(programs_at: Path, port: int) -> bool:
    command = [str(programs_at / "pg_isready"), "-q", "-h", HOST, "-p", str(port)]
    return subprocess.run(command, check=False).returncode == 0
