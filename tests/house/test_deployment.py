"""The image and the compose file, held against the code they start. No container engine is needed."""

import fnmatch
import json
import re
import tomllib
from importlib.util import find_spec

import pytest
import yaml
from django.urls import resolve

from bin import check
from bin.healthcheck import main as healthcheck
from bin.setup import ROOT, VENV
from config.celery import app as celery_app
from config.settings import env
from tests.processes import uvicorn

pytestmark = pytest.mark.once

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if service.get("image") == "heartline"}
OF_OTHERS = {
    "proxy": {"PUBLIC_URL"},  # deploy/Caddyfile reads it
    "db": {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"},  # the official image reads them
}
PYTHON_ITSELF = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def dockerfile():
    """The Dockerfile as (instruction, rest) pairs, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line]


def instructions(name):
    return [rest for instruction, rest in dockerfile() if instruction == name]


def variables_of_example():
    return {line.split("=")[0] for line in check.EXAMPLE.read_text().splitlines() if "=" in line}


def test_every_source_the_image_copies_exists():
    copied = [rest for rest in instructions("COPY") if "--from=" not in rest]
    sources = [source for rest in copied for source in rest.split()[:-1]]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_image_holds_every_part_but_the_demo():
    copied = {rest.split()[0] for rest in instructions("COPY")}
    parts = set(PYPROJECT["tool"]["importlinter"]["root_packages"]) - {"demo"}
    assert parts - copied == set()


def test_a_stage_that_is_copied_from_exists():
    stages = {rest.split(" AS ")[1] for rest in instructions("FROM") if " AS " in rest}
    assert set(re.findall(r"--from=(\w+)", (ROOT / "Dockerfile").read_text())) == stages


def test_the_image_runs_as_an_ordinary_user():
    assert instructions("USER") == ["heartline"]
    created = [rest for rest in instructions("RUN") if "useradd" in rest]
    assert created[0].count("heartline") >= 1


def test_the_image_sets_no_variable_that_nobody_reads():
    names = {pair.split("=")[0] for rest in instructions("ENV") for pair in rest.split()}
    assert names - env.names - PYTHON_ITSELF == set()


def test_the_build_gives_the_settings_only_what_they_read():
    build = next(rest for rest in instructions("RUN") if "collectstatic" in rest)
    assert set(re.findall(r"\b([A-Z_]+)=", build)) - env.names == set()


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_sets_no_variable_that_nobody_reads(name):
    known = env.names if name in OURS else OF_OTHERS.get(name, set())
    assert set(SERVICES[name].get("environment", {})) - known == set()


def test_the_example_names_no_variable_that_nobody_reads():
    asked_by_compose = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert variables_of_example() - env.names - asked_by_compose == set()


def test_the_example_names_every_setting_that_has_no_default():
    source = (ROOT / "config" / "settings.py").read_text()
    calls = re.findall(r'env\.\w+\(\s*"(\w+)"(.*?)\n?\)\n', source, flags=re.DOTALL)
    needed = {name for name, rest in calls if "example=" in rest and "default=" not in rest}
    assert "SECRET_KEY" in needed
    assert needed - variables_of_example() == set()


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_command_of_a_service_exists(name):
    program, *rest = SERVICES[name].get("command") or json.loads(instructions("CMD")[-1])
    assert (VENV / "bin" / program).exists()
    if program == "python":
        assert (ROOT / rest[0]).exists()
    if program == "celery":
        assert find_spec("config.celery")


def test_the_live_service_names_an_application_that_exists():
    module, _, name = SERVICES["live"]["command"][1].partition(":")
    assert hasattr(__import__(module, fromlist=[name]), name)


def test_the_worker_empties_every_queue_that_is_filled(settings):
    command = SERVICES["worker"]["command"]
    queues = set(command[command.index("--queues") + 1].split(","))
    filled = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert filled | {settings.CELERY_TASK_DEFAULT_QUEUE} == queues


def test_the_clock_starts_only_tasks_that_exist(settings):
    celery_app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted - set(celery_app.tasks) == set()


def test_every_route_of_a_queue_fits_a_task(settings):
    celery_app.loader.import_default_modules()
    routes = settings.CELERY_TASK_ROUTES
    assert [route for route in routes if not fnmatch.filter(celery_app.tasks, route)] == []


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"release"}))
def test_a_service_that_stays_is_watched_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_health_check_of_web_asks_a_page_that_exists():
    target = SERVICES["web"]["healthcheck"]["test"][-1]
    assert target == "http://127.0.0.1:8000/healthz"
    assert json.loads(instructions("HEALTHCHECK")[0].split(" CMD ")[1])[-1] == target
    assert "--bind 0.0.0.0:8000" in " ".join(json.loads(instructions("CMD")[-1]))
    assert resolve("/healthz").url_name == "healthz"


@pytest.mark.processes
@pytest.mark.usefixtures("django_db_setup")
def test_the_health_check_of_live_answers(tmp_path):
    target = SERVICES["live"]["healthcheck"]["test"][-1]
    command = SERVICES["live"]["command"]
    port = command[command.index("--port") + 1]
    assert target.startswith(f"http://127.0.0.1:{port}/")
    with uvicorn("live", tmp_path) as address:
        assert healthcheck("url", target.replace(f"http://127.0.0.1:{port}", address)) == 0
        assert healthcheck("url", f"{address}/live/nothing-here/") == 1


def test_the_clock_is_well_only_while_it_writes(tmp_path):
    assert healthcheck("written", str(tmp_path / "beat")) == 1
    (tmp_path / "beat.db").touch()
    assert healthcheck("written", str(tmp_path / "beat")) == 0
    assert healthcheck("written", str(tmp_path / "beat"), "0") == 1


def test_the_proxy_passes_on_to_ports_that_are_served():
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    served = dict(re.findall(r"reverse_proxy (\w+):(\d+)", caddyfile))
    assert served == {"web": "8000", "live": "8001"}
    port, path = re.search(r"127.0.0.1:(\d+)(/\w+)", str(SERVICES["proxy"]["healthcheck"])).groups()
    assert f":{port} {{\n\trespond {path} 200" in caddyfile


def test_every_file_and_volume_that_is_mounted_exists():
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    sources = {mount.split(":")[0] for mount in mounts}
    files = {source for source in sources if source.startswith("./")}
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert sources - files == set(COMPOSE["volumes"])


def test_every_service_waits_only_for_services_that_exist():
    waited_for = {other for service in SERVICES.values() for other in service.get("depends_on", {})}
    assert waited_for - set(SERVICES) == set()


def test_the_mail_catcher_is_only_for_trying():
    assert SERVICES["mail"]["profiles"] == ["try"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["mail"]["ports"])
