"""`make demo` starts real processes, says what is wrong, and leaves nothing behind."""

import os
import re
import signal
import smtplib
import subprocess
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from bin.processes import HOST, Process, is_listening
from bin.setup import PYTHON, ROOT
from demo.supervisor import Place

pytestmark = [pytest.mark.processes, pytest.mark.once]

SAMPLE = """
from accounts.models import Membership, Organization, User
acme = Organization.objects.create(name="Acme", slug="acme", is_demo=True)
user = User.objects.create(name="Olivia", email="olivia@acme.example")
Membership.objects.create(organization=acme, user=user, role="owner")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The state an earlier demo left: a database with somebody in a demo organization."""
    place = Place.choose(tmp_path_factory.mktemp("demo"), web=8000)
    for command in (["migrate", "--no-input"], ["shell", "-c", SAMPLE]):
        subprocess.run(
            [PYTHON, "manage.py", *command],
            cwd=ROOT,
            env=place.environment(),
            capture_output=True,
            check=True,
        )
    return place.folder


@contextmanager
def running(folder, tmp_path):
    """A demo whose pages answer; yields its process. What it said is in the log."""
    env = {**os.environ, "DEMO_FOLDER": str(folder)}
    command = [PYTHON, "-m", "demo.supervisor"]
    demo = Process.start("demo", command, log=tmp_path / "said.txt", env=env, cwd=ROOT)
    try:
        demo.wait_until(lambda: "Ctrl-C stops" in demo.log.read_text(), seconds=120)
        yield demo
    finally:
        demo.stop(patience=30)


def address(demo):
    return re.search(r"http://localhost:\d+", demo.log.read_text()).group()


def family(pid):
    """The process ids of everything that `pid` started, and what those started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = dict(map(int, line.split()) for line in listed.stdout.splitlines())
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [pid for child in found for pid in family(child)]


def are_gone(pids, within_seconds=20):
    give_up = time.monotonic() + within_seconds
    while alive := [pid for pid in pids if os.path.exists(f"/proc/{pid}")]:
        if time.monotonic() > give_up:
            return not alive
        time.sleep(0.1)
    return True


def test_a_newcomer_can_use_a_demo_until_ctrl_c(folder, tmp_path):
    with running(folder, tmp_path) as demo:
        is_told_the_address_the_people_and_the_password(demo, folder)
        finds_a_mail_in_the_inbox_and_nowhere_else(folder)
        cannot_open_a_second_one_on_the_same_files(folder)
        leaves_no_process_and_no_port(demo, signal.SIGINT)


def is_told_the_address_the_people_and_the_password(demo, folder):
    said = demo.log.read_text()
    with urlopen(f"{address(demo)}/readyz") as response:
        assert response.status == 200
    assert re.search(r"olivia@acme\.example +owner", said)
    assert f"with the password  {(folder / 'password').read_text()}\n" in said


def finds_a_mail_in_the_inbox_and_nowhere_else(folder):
    with smtplib.SMTP(HOST, mail_port(folder)) as relay:
        relay.sendmail("a@acme.example", ["b@acme.example"], b"Subject: Hello\r\n\r\nThere\r\n")
    (message,) = (folder / "inbox").glob("*.eml")
    assert message.read_bytes().startswith(b"X-Envelope-To: b@acme.example\r\nSubject: Hello")


def cannot_open_a_second_one_on_the_same_files(folder):
    env = {**os.environ, "DEMO_FOLDER": str(folder)}
    command = [PYTHON, "-m", "demo.supervisor"]
    second = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "running already" in second.stderr


def mail_port(folder):
    return int(re.search(r":(\d+),", (folder / "log" / "mail-catcher.log").read_text()).group(1))


def leaves_no_process_and_no_port(demo, number):
    children, port = family(demo.popen.pid), int(address(demo).rpartition(":")[2])
    assert len(children) >= 5
    os.kill(demo.popen.pid, number)
    assert demo.popen.wait(30) == 0
    assert are_gone(children, within_seconds=0)
    assert not is_listening(port)


def test_a_stop_leaves_no_process_and_no_port(folder, tmp_path):
    with running(folder, tmp_path) as demo:
        leaves_no_process_and_no_port(demo, signal.SIGTERM)


def test_a_supervisor_that_is_killed_takes_all_with_it(folder, tmp_path):
    with running(folder, tmp_path) as demo:
        children = family(demo.popen.pid)
        demo.popen.kill()
        assert are_gone(children)


def test_a_process_that_dies_is_named_and_all_stop(folder, tmp_path):
    with running(folder, tmp_path) as demo:
        children = family(demo.popen.pid)
        catcher = re.search(r"process (\d+)", (folder / "log" / "mail-catcher.log").read_text())
        os.kill(int(catcher.group(1)), signal.SIGKILL)
        assert demo.popen.wait(30) == 1
        assert "mail-catcher has died; its last lines:\nreceiving on" in demo.log.read_text()
        assert are_gone(children, within_seconds=0)
