"""Every template compiles and keeps to the content security policy."""

import re

import pytest
from django.template.loader import get_template

from tests.consistency.sources import ROOT

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


FORBIDDEN = re.compile(
    r"""<[^>]*\s(?:style|on[a-z]+|hx-on[^=]*|javascript:)\s*=   # attributes the policy blocks
    |<script(?![^>]*(?:nonce|src)=)                             # a script without its nonce
    |<style(?![^>]*nonce=)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def test_no_template_breaks_the_content_security_policy():
    pages = [path for path in TEMPLATES if "emails" not in path.parts and path.suffix == ".html"]

    assert [
        f"{path.relative_to(ROOT)}: {found.group()[:60]}"
        for path in pages
        if (found := FORBIDDEN.search(re.sub(r"{[%#].*?[%#]}", "", path.read_text())))
    ] == []


def test_no_template_fetches_from_another_site():
    outside = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//""")

    assert [
        str(path.relative_to(ROOT)) for path in TEMPLATES if outside.search(path.read_text())
    ] == []
