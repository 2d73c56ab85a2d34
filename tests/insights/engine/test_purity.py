"""The engine stays mathematics: no framework, no database."""

import subprocess
import sys
from pathlib import Path

import insights.engine

ROOT = Path(insights.engine.__file__).parent
ALL = """
import importlib, pkgutil, sys
import insights.engine
for module in pkgutil.walk_packages(insights.engine.__path__, "insights.engine."):
    importlib.import_module(module.name)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"django", "rest_framework"}))
"""


def test_the_engine_imports_no_framework():
    found = subprocess.run(
        [sys.executable, "-c", ALL], cwd=ROOT.parents[1], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"
