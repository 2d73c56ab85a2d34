"""Whatever is read or seen stands out from its ground, light or dark."""

import re

import pytest

from bin.setup import ROOT
from config.templatetags import components

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


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"), [(*p, 4.5) for p in READ] + [(*p, 3.0) for p in SEEN]
)
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


@pytest.mark.parametrize(
    "brand", ["#ffffff", "#ffe000", "#777777", "#7a3e65", "#0000ff", "#000000"]
)
def test_text_on_any_brand_colour_can_be_read(brand):
    assert contrast(components.readable_on(brand), brand) >= 4.0
