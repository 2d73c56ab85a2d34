"""What a browser is given beside a page: little, named, and in one piece."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from bin.setup import ROOT
from config import gallery
from config.finders import VendorFinder


def test_the_page_of_a_customer_weighs_little(client):
    html = gallery.public_gallery(RequestFactory().get("/ui/public/")).content
    sheet = (ROOT / "static/css/public.css").read_bytes()
    assert len(sheet) < 6 * 1024
    assert len(gzip.compress(html)) + len(gzip.compress(sheet)) < 15 * 1024


def test_the_page_of_a_customer_needs_no_script():
    html = gallery.public_gallery(RequestFactory().get("/ui/public/")).content.decode()
    assert "<script" not in html


def test_only_named_files_of_npm_packages_are_published():
    assert find("vendor/stimulus.js").endswith("@hotwired/stimulus/dist/stimulus.js")
    assert find("vendor/package.json") is None


def test_a_missing_package_is_said_at_the_start(settings):
    settings.VENDOR_FILES = {"vendor/gone.js": "gone/gone.js"}
    assert VendorFinder().check()[0].hint == "Run: npm ci"


def test_every_module_can_be_imported_by_name_and_by_address():
    html = Template("{% load assets %}{% import_map %}").render(
        Context({"request": RequestFactory().get("/")})
    )
    imports = json.loads(BeautifulSoup(html, "html.parser").script.string)["imports"]
    named = {name for name in imports if not name.startswith("/")}
    assert {"vendor/stimulus", "lib/requests", "controllers/menu_controller"} <= named
    assert all(f"/static/{path}" in imports for path in ("js/lib/dialog.js", "vendor/stimulus.js"))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The folder that collectstatic fills, and the names it gave."""
    folder = tmp_path_factory.mktemp("published")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storages.PublishedStorage"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder, json.loads((folder / "staticfiles.json").read_text())["paths"]


@pytest.mark.parametrize("sheet", ["css/app.css", "css/tabler.css", "css/tabler.rtl.css"])
def test_a_published_sheet_is_one_piece(published, sheet):
    folder, names = published
    assert "@import" not in (folder / names[sheet]).read_text()


def test_a_published_rule_stays_in_the_layer_of_its_sheet(published):
    folder, names = published
    text = (folder / names["css/app.css"]).read_text()
    assert "@layer tokens {\n/*\n  Every colour" in text
    assert text.index("@layer tabler, tokens") < text.index("--hl-paper")


def test_a_published_script_has_a_name_that_changes_with_it(published):
    folder, names = published
    assert re.fullmatch(r"js/app\.[0-9a-f]{12}\.js", names["js/app.js"])
    assert (folder / names["js/app.js"]).exists()
