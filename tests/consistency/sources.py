"""What the rules of the house are held against: every file of every app."""

from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
APPS = [
    "accounts",
    "emotions",
    "actions",
    "journeys",
    "training",
    "surveys",
    "insights",
    "integrations",
]
# Pages of other apps say in the engine's words what is known and what is not.
ROOFS = {"views", "api"}


def python_files(*names: str) -> list[Path]:
    return [
        path
        for app in names or APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def parts(path: Path) -> tuple[str, ...]:
    """("surveys", "views", "customers") for surveys/views/customers.py."""
    return path.relative_to(ROOT).with_suffix("").parts
