"""Everything a customer reads is there in every language."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

ROOT = settings.BASE_DIR
PAGES = [
    *sorted((ROOT / "templates/surveys").glob("answer_*.html")),
    *sorted((ROOT / "templates/emails/surveys").glob("*.*")),
    *sorted((ROOT / "templates/emails").glob("*.html")),
    ROOT / "templates/public.html",
]
STRING = r"""(?:u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)")"""
CALL = re.compile(rf"(?<![a-z])_?(?:gettext|_)\({STRING}\)")
CONTEXT = re.compile(rf"pgettext\({STRING}, {STRING}\)")
OTHERS = [code for code, _ in settings.LANGUAGES if code != "en"]
IN_CODE = [
    (None, "Hello %(name)s,"),
    (None, "Hello,"),
    (None, "Please choose one of the answers."),
]


def messages(page: Path):
    """(context, msgid) of every text in a template, as makemessages would find them."""
    code = templatize(page.read_text())
    for one, other in CALL.findall(code):
        yield None, one or other
    for groups in CONTEXT.findall(code):
        yield groups[0] or groups[1], groups[2] or groups[3]


def everything():
    return [*IN_CODE, *(found for page in PAGES for found in messages(page))]


def test_the_texts_are_found():
    assert len(set(everything())) > 35


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language):
    with translation.override(language):
        missing = [
            text
            for context, text in everything()
            if (translation.pgettext(context, text) if context else translation.gettext(text))
            == text
        ]
    assert not missing


@pytest.mark.parametrize("language", OTHERS)
def test_a_placeholder_survives_its_translation(language):
    names = re.compile(r"%\(\w+\)s")
    with translation.override(language):
        for _, text in everything():
            assert set(names.findall(translation.gettext(text))) == set(names.findall(text))


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_compiled_is_what_was_written(language):
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    written = re.findall(
        r'^msgid "(.+)"\nmsgstr "(.+)"$', (folder / "django.po").read_text(), re.MULTILINE
    )
    plain = {text: said for text, said in written if text in compiled._catalog}
    assert len(plain) > 30
    assert all(compiled.gettext(text) == said for text, said in plain.items())
