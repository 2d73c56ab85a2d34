"""A view says what it takes, and reaches its rows through the organization."""

import ast
from collections.abc import Iterator
from pathlib import Path

from accounts.rest import OrgView
from tests.consistency.sources import ROOFS, parts, python_files
from tests.test_permissions import organization_views


def test_every_view_says_what_it_takes():
    def asks(view: object) -> bool:
        return hasattr(view, "permission") or issubclass(getattr(view, "cls", object), OrgView)

    assert [name for name, view in organization_views() if not asks(view)] == []


# Rows that are reached without an organization, each for a reason.
UNSCOPED = {
    ("accounts", "views", "invitations"): "in front of the door: the secret is the key",
    ("accounts", "views", "profile"): "one's own memberships, in every organization",
    ("surveys", "views", "answer"): "in front of the door: the token is the key",
}


def unscoped_queries(path: Path) -> Iterator[str]:
    """Queries that begin with `Model.objects` and never name the organization."""
    tree = ast.parse(path.read_text())
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            query: ast.AST = node
            while isinstance(above.get(query), ast.Attribute | ast.Call):
                query = above[query]
            said = ast.unparse(query)
            if not any(word in said for word in ("for_org(", "organization=", ".none()")):
                yield f"{'/'.join(parts(path))}:{node.lineno} {said}"


def test_views_reach_rows_through_the_organization():
    roofs = [path for path in python_files() if ROOFS & set(parts(path))]

    assert [
        query for path in roofs if parts(path) not in UNSCOPED for query in unscoped_queries(path)
    ] == []
