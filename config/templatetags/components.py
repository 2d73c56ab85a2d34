"""Small tags that the components share: icons, words for verdicts and groups, figures, navigation."""

from functools import lru_cache
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from lucide.templatetags.lucide import lucide

from accounts.permissions import Role
from config import navigation
from insights.selectors import verdict_words

register = template.Library()

GROUPS: dict[str, tuple[str, str | Promise]] = {
    "belonging": ("heart-handshake", _("Belonging")),
    "assurance": ("shield-check", _("Assurance")),
    "enjoyment": ("sun", _("Enjoyment")),
    "strain": ("cloud-lightning", _("Strain")),
}
VERDICT_ICONS: dict[str, str] = {
    "below": "circle-minus",
    "unclear": "circle-dashed",
    "at_or_above": "circle-check",
    "early": "hourglass",
    "withheld": "hourglass",
}
UNKNOWN = ("circle", "")


@lru_cache(maxsize=512)
def drawn(name: str, classes: str) -> SafeString:
    """An icon beside a word, hidden from screen readers because the word says it."""
    attributes = {"class": classes, "aria-hidden": "true", "focusable": "false"}
    # SECURITY: `name` and `classes` come from our templates; lucide escapes attribute values.
    return mark_safe(lucide(name, size=18, **attributes))


@register.simple_tag(name="icon")
def icon(name: str, **kwargs: str) -> SafeString:
    """`{% icon "heart" class="hl-flip" %}`: any name of lucide.dev/icons."""
    return drawn(str(name), f"hl-icon {kwargs.get('class', '')}".strip())


@register.simple_tag
def group_icon(group: str) -> SafeString:
    return icon(GROUPS.get(str(group), UNKNOWN)[0])


@register.simple_tag
def group_label(group: str) -> str:
    return str(GROUPS.get(str(group), UNKNOWN)[1])


@register.simple_tag
def verdict_icon(verdict: str) -> SafeString:
    return icon(VERDICT_ICONS.get(str(verdict), UNKNOWN[0]))


@register.simple_tag
def verdict_label(verdict: str) -> str:
    return verdict_words.label(verdict)


@register.simple_tag
def gap_text(shortfall: float | str | None) -> str:
    """A shortfall of 25 reads −25: that is how far felt lies from intended."""
    return verdict_words.gap(shortfall)


@register.simple_tag
def interval_text(low: float, high: float) -> SafeString:
    """Low to high, isolated: in a right-to-left sentence the limits would change places."""
    return format_html('<bdi dir="ltr">{}–{}</bdi>', round(float(low)), round(float(high)))


@register.simple_tag
def answers_text(n: int | None) -> str:
    """How many answers a figure rests on, in words that also say "none"."""
    if not n:
        return gettext("no answers")
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": intcomma(n)}


@register.filter
def initials(name: object) -> str:
    """Two letters for a name, also for names without a space."""
    words = str(name).replace("@", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def readable_on(colour: str) -> str:
    """Black or white: what can be read on a brand's own colour."""
    channels = [int(str(colour)[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # Where white and the dark ink (luminance 0.011) are equally far away.
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.061 else "#1f1b17"


@register.filter
def hue(name: object) -> int:
    """One of five tints, the same for the same name everywhere."""
    return sum(str(name).encode()) % 5


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.name %}`: label, help, control and errors of one field."""
    return bound.as_field_group()


@register.inclusion_tag("components/navigation.html", takes_context=True)
def side_navigation(context: template.RequestContext) -> dict[str, Any]:
    return {"links": navigation.links(context["request"])}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def settings_tabs(context: template.RequestContext) -> dict[str, Any]:
    """The pages of the settings, for those who may open them."""
    found = navigation.links(context["request"], navigation.SETTINGS)
    tabs = [{"label": tab.label, "href": tab.url, "current": bool(tab.current)} for tab in found]
    return {"label": gettext("Settings"), "tabs": tabs}


@register.inclusion_tag("components/switcher.html", takes_context=True)
def organization_switcher(context: template.RequestContext) -> dict[str, Any]:
    request = context["request"]
    memberships = navigation.organizations(request)
    return {
        "org": getattr(request, "org", None),
        "memberships": memberships,
        "owns_one": any(membership.role == Role.OWNER for membership in memberships),
    }


@register.inclusion_tag("components/take_along.html", takes_context=True)
def take_along(
    context: template.RequestContext, route: str, *args: Any, query: str | None = None
) -> dict[str, str]:
    """`{% take_along "surveys:customer-file" %}`: this page's table as files, with its filters."""
    request = context["request"]
    if query is None:
        asked = request.GET.copy()
        asked.pop("page", None)
        query = asked.urlencode()
    return {
        kind: reverse(route, args=[request.org.slug, *args, kind]) + (f"?{query}" if query else "")
        for kind in ("xlsx", "csv")
    }


@register.inclusion_tag("components/theme.html", takes_context=True)
def theme_switch(context: template.RequestContext) -> dict[str, Any]:
    return {"theme": theme_of(context)}


@register.simple_tag(takes_context=True)
def theme_attribute(context: template.RequestContext) -> SafeString:
    """`data-theme="dark"` when the reader chose one; otherwise the page follows the system."""
    theme = theme_of(context)
    return format_html(' data-theme="{}"', theme) if theme else SafeString("")


def theme_of(context: template.RequestContext) -> str:
    request = context.get("request")
    theme = request.COOKIES.get("theme", "") if request else ""
    return theme if theme in ("light", "dark") else ""


@register.simple_tag
def breadcrumbs(*trail: str) -> SafeString:
    """`{% breadcrumbs "Journeys" url1 "Support case" url2 %}`: the pages above this one."""
    steps = zip(trail[::2], trail[1::2], strict=True)
    items = format_html_join("", '<li><a href="{1}">{0}</a></li>', steps)
    return format_html(
        '<nav aria-label="{}"><ol class="hl-breadcrumbs">{}</ol></nav>',
        gettext("Breadcrumb"),
        items,
    )


@register.simple_block_tag
def card(content: str, title: str = "", link: str = "", href: str = "") -> SafeString:
    """`{% card title="…" %}…{% endcard %}`: a card, with one quiet link in its head."""
    aside = format_html('<a class="hl-push hl-small" href="{}">{}</a>', href, link) if href else ""
    heading_id = f"card-{slugify(title, allow_unicode=True)}"
    head = (
        format_html(
            '<div class="card-header"><h2 class="card-title" id="{}">{}</h2>{}</div>',
            heading_id,
            title,
            aside,
        )
        if title
        else ""
    )
    label = format_html(' aria-labelledby="{}"', heading_id) if title else ""
    return format_html(
        '<section class="card"{}>{}<div class="card-body">{}</div></section>', label, head, content
    )


@register.simple_block_tag
def table(content: str, label: str) -> SafeString:
    """`{% table label="…" %}<thead>…{% endtable %}`: scrolls sideways by itself, by keyboard too."""
    return format_html(
        '<div class="hl-table-wrap" role="group" aria-label="{}" tabindex="0">'
        '<table class="table">{}</table></div>',
        label,
        content,
    )
