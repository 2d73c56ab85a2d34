"""Set-up does what is missing, once, and says what it cannot do."""

import os
import subprocess
import sys

import psycopg2
import pytest

from bin import check, programs, servers, setup
from bin.processes import Died, Process, is_listening, listen
from bin.setup import ROOT

pytestmark = pytest.mark.once


@pytest.fixture
def inputs(tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text("django==5.2")
    return [lock]


def test_a_step_is_done_once_for_the_same_inputs(tmp_path, inputs):
    done = []
    for _ in range(2):
        setup.once(tmp_path / "stamp", inputs, lambda: done.append(1))
    assert done == [1]


def test_a_changed_input_does_the_step_again(tmp_path, inputs):
    done = []
    setup.once(tmp_path / "stamp", inputs, lambda: done.append("before"))
    inputs[0].write_text("django==5.3")
    setup.once(tmp_path / "stamp", inputs, lambda: done.append("after"))
    assert done == ["before", "after"]


def test_a_step_that_failed_is_tried_again(tmp_path, inputs):
    def fail():
        raise SystemExit("no network")

    with pytest.raises(SystemExit):
        setup.once(tmp_path / "stamp", inputs, fail)
    done = []
    setup.once(tmp_path / "stamp", inputs, lambda: done.append("now"))
    assert done == ["now"]


@pytest.mark.parametrize(("says", "major"), [("v16.20.2", 16), ("v24.1.0", 24), ("oops", 0)])
def test_the_version_of_node_is_read(tmp_path, says, major):
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {says}\n")
    node.chmod(0o755)
    assert setup.node_version(str(node)) == major


def test_what_cannot_be_installed_is_named():
    ask = "from bin import programs; programs.apt_install('chromium', needed_for='the pictures')"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Missing for the pictures: chromium." in done.stderr
    assert "apt-get install chromium" in done.stderr


def test_pg_config_without_a_server_is_not_enough(tmp_path, monkeypatch):
    pg_config = tmp_path / "pg_config"
    pg_config.write_text(f"#!/bin/sh\necho {tmp_path}\n")
    pg_config.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "DEBIAN_POSTGRES", tmp_path)
    assert programs.postgres_bin() is None


@pytest.mark.processes
def test_without_a_postgres_on_the_system_the_one_of_the_wheel_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "DEBIAN_POSTGRES", tmp_path)
    with servers.postgres() as address:
        connection = psycopg2.connect(address)
        cursor = connection.cursor()
        cursor.execute("SELECT lower('Ä')")
        assert cursor.fetchone() == ("ä",)
        connection.close()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(address)


def test_a_port_that_is_taken_is_left_to_its_owner():
    with listen(0) as first, listen(first.getsockname()[1]) as second:
        assert first.getsockname() != second.getsockname()


@pytest.mark.processes
def test_a_redis_is_gone_at_the_end_of_its_block():
    with servers.redis() as address:
        port = int(address.split(":")[2].partition("/")[0])
        assert is_listening(port)
    assert not is_listening(port)


@pytest.mark.processes
def test_a_process_that_cannot_start_shows_its_last_lines(tmp_path):
    command = [sys.executable, "-c", "import sys; sys.exit('no such file')"]
    process = Process.start("web", command, log=tmp_path / "log")
    with pytest.raises(Died, match=r"web ended with exit code 1\.\nno such file"):
        process.wait_until(lambda: False)
    process.stop()


@pytest.mark.processes
def test_a_process_that_does_not_want_to_stop_is_stopped(tmp_path):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True)"
    command = [sys.executable, "-c", f"{deaf}; time.sleep(60)"]
    process = Process.start("deaf", command, log=tmp_path / "log")
    process.wait_until(lambda: "on" in process.last_lines())
    process.stop(patience=0.1)
    assert process.has_died()


def test_every_check_runs_even_when_one_fails(capsys):
    bad = check.Step("bad", [sys.executable, "-c", "import sys; sys.exit('because')"])
    good = check.Step("good", [sys.executable, "-c", ""])
    assert check.main([bad, good]) == 1
    said = capsys.readouterr().out
    assert "failed bad" in said
    assert "because" in said
    assert "ok     good" in said
