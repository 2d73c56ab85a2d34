"""Write the lock files anew: versions and hashes of everything, addresses of nothing.

python3 -m bin.lock [--upgrade]
"""

import subprocess
import sys

from bin.setup import PYTHON, ROOT, VENV, node_folder, run

EXTRAS = {
    "requirements-dev.txt": ["demo", "test", "lint"],
    "requirements-demo.txt": ["demo"],
    "requirements.txt": [],
}
GROUPS = {"requirements-setup.txt": "setup", "requirements-node.txt": "node"}
SHAPE = ["--quiet", "--generate-hashes", "--no-emit-index-url", "--no-header", "--universal"]


def main(options: list[str]) -> None:
    for lock, extras in EXTRAS.items():
        names = [word for extra in extras for word in ("--extra", extra)]
        # The smaller locks follow the largest, so that what is tested is what is shipped.
        follow = [] if lock == "requirements-dev.txt" else ["-c", "requirements-dev.txt"]
        compile_lock(lock, "pyproject.toml", *names, *follow, *options)
    for lock, group in GROUPS.items():
        compile_lock(lock, "--group", group, *options)
    # .npmrc keeps the addresses out of package-lock.json.
    npm = [str(node_folder() / "npm"), "install", "--package-lock-only", "--ignore-scripts"]
    run([*npm, "--loglevel=error"])


def compile_lock(lock: str, *inputs: str) -> None:
    print(f"Locking {lock} …", flush=True)
    command = [str(VENV / "bin" / "uv"), "pip", "compile", *inputs, *SHAPE]
    target = ["--python", PYTHON, "--python-version", "3.11", "--output-file", lock]
    subprocess.run([*command, *target], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
