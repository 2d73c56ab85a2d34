"""What one app may import of another."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.consistency.sources import APPS, ROOFS, parts, python_files

# A library is starter data: words and numbers, no code.
DOMAIN = {"models", "selectors", "services", "library"}
# The floor: what a request is, who may do what, which languages there are, the frame of mails to
# colleagues, the fields that all forms share and the tables that all files are made of.
FLOOR = DOMAIN | {"http", "rest", "permissions", "languages", "emails", "exports", "forms"}


def foreign_imports(path: Path) -> Iterator[str]:
    app = parts(path)[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        other, *rest = node.module.split(".")
        if other in APPS and other != app:
            yield from [f"{other}.{part}" for part in rest[:1] or [a.name for a in node.names]]


def test_apps_use_only_the_domain_of_each_other():
    strays = {
        f"{'/'.join(parts(path))}: {name}"
        for path in python_files()
        for name in foreign_imports(path)
        if name.partition(".")[2] not in (FLOOR if name.startswith("accounts.") else DOMAIN)
        and not (name == "insights.engine" and ROOFS & set(parts(path)))
    }

    assert strays == set()


def test_nobody_looks_into_a_roof():
    assert [
        f"{'/'.join(parts(path))}: {name}"
        for path in python_files()
        for name in foreign_imports(path)
        if name.partition(".")[2] in {*ROOFS, "urls", "admin"}
    ] == []
