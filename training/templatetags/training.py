"""How the pages of training write things: lessons as HTML, effects as words."""

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from training.models import Choice, Lesson

register = template.Library()

# No images: the policy of our pages shows none from elsewhere, and a lesson has none of its own.
PARSER = MarkdownIt("commonmark", {"html": False, "typographer": True})
PARSER.enable(["table", "smartquotes"]).disable("image")
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "br"),
    *("strong", "em", "code", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ICONS = {2: "chevrons-up", 1: "chevron-up", 0: "minus", -1: "chevron-down", -2: "chevrons-down"}


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as HTML; its headings begin below the page's own h1."""
    tokens = PARSER.parse(text)
    for token in tokens:
        _lower(token)
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    # SECURITY: raw HTML is escaped by the parser, and whatever comes out of it is cleaned again.
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)


def _lower(token: Token) -> None:
    if token.tag == "h1":
        token.tag = "h2"


@register.filter
def effect_icon(effect: int) -> str:
    return ICONS[effect]


@register.filter
def effect_kind(effect: int) -> str:
    """The tint: good, none or bad; an icon and words stand beside it."""
    if effect == 0:
        return "none"
    return "good" if effect > 0 else "bad"


@register.simple_tag
def effect_words(choice: Choice, lesson: Lesson) -> str:
    """What an answer does to the emotion that the lesson is about, as a sentence."""
    emotion = lesson.emotion
    if emotion is None:
        return _general()[choice.effect]
    words = _easing() if emotion.is_to_avoid else _evoking()
    return words[choice.effect] % {"emotion": emotion}


def _evoking() -> dict[int, str]:
    return {
        2: _("The customer feels much more “%(emotion)s”."),
        1: _("The customer feels a little more “%(emotion)s”."),
        0: _("The customer feels neither more nor less “%(emotion)s”."),
        -1: _("The customer feels a little less “%(emotion)s”."),
        -2: _("The customer feels much less “%(emotion)s”."),
    }


def _easing() -> dict[int, str]:
    return {
        2: _("The customer feels much less “%(emotion)s”."),
        1: _("The customer feels a little less “%(emotion)s”."),
        0: _("The customer feels neither more nor less “%(emotion)s”."),
        -1: _("The customer feels a little more “%(emotion)s”."),
        -2: _("The customer feels much more “%(emotion)s”."),
    }


def _general() -> dict[int, str]:
    return {
        2: _("This helps the customer a lot."),
        1: _("This helps the customer a little."),
        0: _("This changes nothing for the customer."),
        -1: _("This makes it a little worse for the customer."),
        -2: _("This makes it much worse for the customer."),
    }
