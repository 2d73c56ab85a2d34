"""What must not stand in any file that is tracked."""

import re
import subprocess

import pytest

from bin.setup import ROOT

pytestmark = pytest.mark.once

THIS = "tests/house/test_repository.py"
ADDRESS_OF_AN_INDEX = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|npmmirror|"
    r'"resolved": *"http|--(extra-)?index-url|--find-links|--registry'
)
PATH_OF_A_MACHINE = re.compile(r"(^|[^\w.])/(work|root|home|farm|tmp|Users)/[A-Za-z]", re.MULTILINE)


def tracked_texts():
    """(path, text) of every tracked file that is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        file = ROOT / name
        if name and name != THIS and file.is_file():
            content = file.read_bytes()
            if b"\0" not in content:
                yield name, content.decode()


def matches(pattern):
    return [name for name, text in tracked_texts() if pattern.search(text)]


def test_no_file_names_a_package_index():
    assert matches(ADDRESS_OF_AN_INDEX) == []


def test_no_file_names_a_path_of_one_machine():
    assert matches(PATH_OF_A_MACHINE) == []


def test_every_locked_package_has_its_hash():
    locks = sorted(ROOT.glob("requirements*.txt"))
    assert len(locks) == 5
    for lock in locks:
        requirements = re.split(r"\n(?=\S)", lock.read_text().rstrip())
        assert [
            line for line in requirements if "==" in line and "--hash=sha256:" not in line
        ] == []


def test_what_is_tested_is_what_is_shipped():
    tested = versions("requirements-dev.txt")
    for lock in ("requirements.txt", "requirements-demo.txt"):
        assert versions(lock).items() <= tested.items()


def versions(lock):
    pins = re.findall(r"^([\w.\[\]-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return dict(pins)
