"""Make this clone ready to run: virtual environment, Python packages, front-end files.

python3 -m bin.setup requirements-demo.txt

Each step leaves a stamp made of its input files, so that a second run takes a moment.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from bin import programs

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
NODE_MODULES = ROOT / "node_modules"
OLDEST_NODE = 18


def prepare(lock: str) -> None:
    """Install everything that `lock` (a requirements file) and package-lock.json name."""
    create_environment()
    once(VENV / f".stamp-{lock}", [ROOT / lock], lambda: install_packages(lock))
    inputs = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    once(NODE_MODULES / ".stamp", inputs, install_frontend)


def once(stamp: Path, inputs: Iterable[Path], step: Callable[[], None]) -> None:
    """Run `step` unless it was already done for exactly these inputs."""
    wanted = hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    step()
    stamp.write_text(wanted)


def create_environment() -> None:
    """Create .venv, or make it anew when its Python is gone (moved clone, upgraded system)."""
    works = os.path.exists(PYTHON) and succeeds([PYTHON, "-c", ""])
    if works:
        return
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        programs.apt_install("python3-venv", needed_for="the virtual environment")
    print("Creating .venv …", flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install_packages(lock: str) -> None:
    """Install a requirements file by hash: uv where its wheel exists, else pip (slower)."""
    print(f"Installing {lock} …", flush=True)
    by_hash = ["install", "--require-hashes", "--quiet", "-r"]
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", *by_hash]
    uv = str(VENV / "bin" / "uv")
    if os.path.exists(uv) or succeeds([*pip, "requirements-setup.txt"]):
        run([uv, "pip", *by_hash, lock, "--python", PYTHON])
    else:
        run([*pip, lock])


def install_frontend() -> None:
    """Put the front-end files into node_modules. No script of theirs runs."""
    print("Installing the front-end files …", flush=True)
    node = node_folder()
    environment = {
        **os.environ,
        "PATH": f"{node}{os.pathsep}{os.environ['PATH']}",
        "NODE_USE_SYSTEM_CA": "1",  # a Node from a wheel knows no certificate of this machine
    }
    command = [str(node / "npm"), "ci", "--ignore-scripts", "--omit=dev", "--loglevel=error"]
    run(command, env=environment)


def node_folder() -> Path:
    """Return where node and npm are; without a recent Node they come as a Python package."""
    system, npm = shutil.which("node"), shutil.which("npm")
    if system and npm and node_version(system) >= OLDEST_NODE:
        return Path(npm).parent
    install_packages("requirements-node.txt")
    return VENV / "bin"


def node_version(node: str) -> int:
    """Return the major version of a node program, 0 when it does not say."""
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = asked.stdout.strip().lstrip("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"This step failed: {' '.join(command)}")


def succeeds(command: list[str]) -> bool:
    silent = subprocess.DEVNULL
    done = subprocess.run(command, cwd=ROOT, stdout=silent, stderr=silent, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    prepare(sys.argv[1])
