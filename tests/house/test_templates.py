"""What holds for every template, sheet and component, whoever wrote it."""

import re

import pytest
from bs4 import BeautifulSoup
from lucide.templatetags.lucide import lucide

from bin.setup import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
COMPONENTS = sorted((ROOT / "templates/components").rglob("*.html"))
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
# Parts of the frame: every page shows them, so the gallery does too.
FRAME = {
    "account_tabs", "demo_banner", "document", "logo", "messages", "navigation", "page_header",
    "switcher", "theme", "user_menu",
}  # fmt: skip


def relative(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_no_template_carries_what_the_content_security_policy_forbids(path):
    soup = BeautifulSoup(path.read_text(), "html.parser")
    attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
    assert not {a for a in attributes if a == "style" or re.match(r"on[a-z]+$|hx-on", a)}


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_no_template_holds_a_script_of_its_own(path):
    scripts = BeautifulSoup(path.read_text(), "html.parser").find_all("script")
    assert not [s for s in scripts if not s.get("src") and s.get("type") != "application/json"]


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_every_icon_that_a_template_names_exists(path):
    for icon in re.findall(r'{% icon "([\w-]+)"', path.read_text()):
        assert lucide(icon)


@pytest.mark.parametrize("path", COMPONENTS, ids=relative)
def test_a_component_begins_with_its_parameters(path):
    assert path.read_text().startswith("{# ")


def shown_in_the_gallery():
    """The templates that its pages include, directly, by their tag or through others."""
    waiting, shown = set((ROOT / "templates/ui").glob("*.html")), set()
    while waiting:
        path = waiting.pop()
        shown.add(path)
        waiting |= parts(path.read_text()) - shown
    return shown


def parts(text):
    named = {ROOT / "templates" / name for name in re.findall(r'{% include "([\w/.-]+)"', text)}
    tags = re.findall(r"{% (\w+) ", text)
    folders = (ROOT / "templates/components", ROOT / "templates/components/charts")
    named |= {folder / f"{tag}.html" for folder in folders for tag in tags}
    return {part for part in named if part.exists()}


SHOWN = shown_in_the_gallery()


@pytest.mark.parametrize("path", COMPONENTS, ids=relative)
def test_a_component_is_shown_in_the_gallery(path):
    assert path in SHOWN or path.stem in FRAME


def test_every_class_of_ours_in_a_template_has_a_rule():
    rules = set(re.findall(r"\.(hl-[\w-]+)", "".join(path.read_text() for path in SHEETS)))
    used = {
        (word, relative(path))
        for path in TEMPLATES
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}", " ", path.read_text()))
        for word in value.split()
        if re.fullmatch(r"hl-[\w-]*\w", word)
    }
    assert {(word, where) for word, where in used if word not in rules} == set()


@pytest.mark.parametrize("path", SHEETS, ids=relative)
def test_a_sheet_knows_start_and_end_but_not_left_and_right(path):
    physical = r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right)|[\s;{](?:left|right):"
    assert not re.findall(physical, path.read_text())


@pytest.mark.parametrize(
    "path", [p for p in SHEETS if p.name not in ("tokens.css", "public.css")], ids=relative
)
def test_colours_are_written_down_in_two_places_only(path):
    assert not re.findall(r"[:(,]\s*#[0-9a-fA-F]{3,8}\b", path.read_text())
