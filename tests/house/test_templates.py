"""What holds for every template, sheet and component, whoever wrote it."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation
from lucide.templatetags.lucide import lucide

from bin.setup import ROOT
from config import gallery
from config.finders import VendorFinder
from config.forms import Renderer
from config.templatetags import charts, components
from insights.selectors import signs

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
COMPONENTS = sorted((ROOT / "templates/components").rglob("*.html"))
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
# Parts of the frame: every page shows them, so the gallery does too.
FRAME = {
    "account_tabs", "demo_banner", "document", "logo", "messages", "navigation", "page_header",
    "switcher", "theme", "user_menu",
}  # fmt: skip

name = pytest.mark.parametrize


def relative(path):
    return str(path.relative_to(ROOT))


@name("path", PAGES, ids=relative)
def test_no_template_carries_what_the_content_security_policy_forbids(path):
    soup = BeautifulSoup(path.read_text(), "html.parser")
    attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
    assert not {a for a in attributes if a == "style" or re.match(r"on[a-z]+$|hx-on", a)}


@name("path", PAGES, ids=relative)
def test_no_template_holds_a_script_of_its_own(path):
    scripts = BeautifulSoup(path.read_text(), "html.parser").find_all("script")
    assert not [s for s in scripts if not s.get("src") and s.get("type") != "application/json"]


@name("path", TEMPLATES, ids=relative)
def test_every_icon_that_a_template_names_exists(path):
    for icon in re.findall(r'{% icon "([\w-]+)"', path.read_text()):
        assert lucide(icon)


@name("path", COMPONENTS, ids=relative)
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


@name("path", COMPONENTS, ids=relative)
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


@name("path", SHEETS, ids=relative)
def test_a_sheet_knows_start_and_end_but_not_left_and_right(path):
    physical = r"(?<![\w-])(?:margin|padding|border|inset)-(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right)|[\s;{](?:left|right):"
    assert not re.findall(physical, path.read_text())


@name("path", [p for p in SHEETS if p.name not in ("tokens.css", "public.css")], ids=relative)
def test_colours_are_written_down_in_two_places_only(path):
    assert not re.findall(r"[:(,]\s*#[0-9a-fA-F]{3,8}\b", path.read_text())


# --- contrast ------------------------------------------------------------------------------------

TOKENS = dict(
    re.findall(
        r"--hl-([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)",
        (ROOT / "static/css/tokens.css").read_text(),
    )
)
GROUNDS = ("paper", "surface", "sunken")
READ = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "link") for ground in GROUNDS] + [
    (f"{word}", f"{word}-soft")
    for word in (*components.GROUPS, "below", "unclear", "above", "danger", "notice")
]
READ += [("on-brand", "brand"), ("on-brand", "brand-hover"), ("on-brand-soft", "brand-soft")]
READ += [("on-danger", "danger-solid"), ("on-inverse", "inverse"), ("ink", "hover")]
READ += [("ink", f"{soft}-soft") for soft in ("above", "notice", "danger", "assurance", "unclear")]
SEEN = [(line, ground) for line in ("intended", "believed", "felt") for ground in GROUNDS]
SEEN += [(edge, ground) for edge in ("line-control", "focus") for ground in GROUNDS]


@name("scheme", [0, 1], ids=["light", "dark"])
@name(("ink", "ground", "least"), [(*p, 4.5) for p in READ] + [(*p, 3.0) for p in SEEN])
def test_what_is_read_or_seen_stands_out(ink, ground, least, scheme):
    colours = [TOKENS[token].split(", ")[scheme] for token in (ink, ground)]
    assert contrast(*colours) >= least


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@name("brand", ["#ffffff", "#ffe000", "#777777", "#7a3e65", "#0000ff", "#000000"])
def test_text_on_any_brand_colour_can_be_read(brand):
    assert contrast(components.readable_on(brand), brand) >= 4.0


# --- figures and words -----------------------------------------------------------------------------


@name(("shortfall", "text"), [(37, "−37"), (-4, "+4"), (0.4, "±0"), (None, "")])
def test_a_shortfall_reads_as_the_distance_of_felt_from_intended(shortfall, text):
    assert components.gap_text(shortfall) == text


def test_a_sign_stays_before_its_number_in_arabic():
    with translation.override("ar"):
        assert components.gap_text(37) == signs.signed(-37) == signs.negative(-37) == "\u200e−37"


def test_a_withheld_number_shows_its_reason_and_nothing_else():
    html = include("number_with_interval.html", value=62, n=7, reason="7 answers")
    assert "7 answers" in html
    assert "62" not in html


def test_a_number_says_how_many_answers_it_rests_on():
    html = include("number_with_interval.html", value=62.4, n=41, low=55, high=69)
    assert BeautifulSoup(html, "html.parser").get_text(" ", strip=True) == "62 55–69 · 41 answers"


@name("verdict", components.VERDICT_ICONS)
def test_a_verdict_is_an_icon_and_a_word_beside_its_colour(verdict):
    badge = BeautifulSoup(include("gap_badge.html", verdict=verdict, gap=3), "html.parser")
    assert badge.svg
    assert components.verdict_label(verdict) in badge.get_text()


@name("group", components.GROUPS)
def test_an_emotion_names_its_group_beside_the_colour(group):
    chip = BeautifulSoup(include("emotion_chip.html", name="x", group=group), "html.parser")
    assert chip.svg
    assert str(components.GROUPS[group][1]) in chip.get_text()


def include(component, **values):
    source = f'{{% include "components/{component}" %}}'
    return Template(source).render(Context(values))


def test_a_curve_says_its_largest_gap_in_words():
    html = Template('{% load charts %}{% emotion_curve stages name="Cared for" %}').render(
        Context({"stages": gallery.STAGES})
    )
    svg = BeautifulSoup(html, "html.parser").find("svg", role="img")
    said = "The largest gap is at Delivery: 80 intended, 41 felt, 39 points apart."
    assert svg.find("title").string == said


def test_a_curve_without_enough_answers_says_so():
    assert "enough answers" in charts.curve_sentence([gallery.STAGES[4]], avoid=False)


def test_the_three_lines_differ_by_dash_and_marker():
    html = Template("{% load charts %}{% emotion_curve stages %}").render(
        Context({"stages": gallery.STAGES})
    )
    svg = BeautifulSoup(html, "html.parser").find("svg", role="img")
    dashes = [svg.select_one(f"path.hl-c-{k}").get("stroke-dasharray") for k in LINES]
    assert len(set(dashes)) == 3
    assert svg.find("circle", class_="hl-c-intended-fill")
    assert (
        svg.find("path", class_="hl-c-believed-fill")["d"]
        != (svg.find("path", class_="hl-c-felt-fill")["d"])
    )


LINES = ("intended", "believed", "felt")


# --- forms -------------------------------------------------------------------------------------------


class Wrong(forms.Form):
    name = forms.CharField(help_text="As customers say it.")
    direction = forms.ChoiceField(choices=[("seek", "Seek")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)


@pytest.fixture
def refused():
    return BeautifulSoup(str(Wrong({}, renderer=Renderer())), "html.parser")


def test_help_and_error_are_told_with_the_field(refused):
    control = refused.find("input", id="id_name")
    told = [
        refused.find(id=part).get_text(strip=True) for part in control["aria-describedby"].split()
    ]
    assert told == ["As customers say it.", "This field is required."]


def test_the_summary_leads_to_every_refused_field(refused):
    links = [link["href"][1:] for link in refused.find(attrs={"role": "alert"}).find_all("a")]
    assert len(links) == 2
    assert all(refused.find(id=target) for target in links)


def test_an_optional_field_says_so_and_a_required_one_does_not(refused):
    labels = [label.get_text(" ", strip=True) for label in refused.select("label.form-label")]
    assert labels == ["Name", "Note optional"]


def test_a_widget_keeps_the_class_it_brought():
    field = forms.CharField(widget=forms.TextInput(attrs={"class": "hl-mono"}))
    form = type("One", (forms.Form,), {"one": field})(renderer=Renderer())
    assert 'class="form-control hl-mono"' in str(form["one"])


# --- files -------------------------------------------------------------------------------------------


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


@name("sheet", ["css/app.css", "css/tabler.css", "css/tabler.rtl.css"])
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
