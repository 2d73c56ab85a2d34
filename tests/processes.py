"""Real processes of the house under test: they see the test's own committed rows and Redis."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from bin.processes import HOST, Process, free_port
from bin.setup import PYTHON, ROOT


def environment(**more: str) -> dict[str, str]:
    """The environment in which another process works on the test's database and Redis.

    It sees only what is committed, so the test needs `transactional_db`.
    """
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(connection.settings_dict),
        "REDIS_URL": settings.REDIS_URL,
        **more,
    }


def database_url(database: Mapping[str, str]) -> str:
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    person = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    return f"postgres://{person}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def published(folder: Path) -> dict[str, str]:
    """Publish style sheets and scripts; the environment in which a process serves them."""
    env = {"TESTS_PUBLISHED": str(folder)}
    command = [PYTHON, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment(**env), check=True)
    return env


@contextmanager
def uvicorn(app: str, folder: Path, **env: str) -> Iterator[str]:
    """Serve an ASGI application of config.asgi; yields its address."""
    port = free_port()
    options = ["--host", HOST, "--port", str(port), "--timeout-graceful-shutdown", "5"]
    command = [PYTHON, "-m", "uvicorn", f"config.asgi:{app}", *options]
    log = folder / f"{app}.log"
    server = Process.start(app, command, log=log, env=environment(**env), cwd=ROOT)
    try:
        server.wait_for_port(port)
        yield f"http://{HOST}:{port}"
    finally:
        server.stop()
