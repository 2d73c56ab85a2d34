"""Small words and signs of the map."""

from django import template
from django.utils.translation import gettext, ngettext

from journeys.models.maps import Channel
from journeys.selectors.beliefs import Believed

register = template.Library()

ICONS = {
    Channel.PHONE: "phone",
    Channel.EMAIL: "mail",
    Channel.CHAT: "message-circle",
    Channel.WEB: "globe",
    Channel.APP: "smartphone",
    Channel.IN_PERSON: "users-round",
    Channel.POST: "mailbox",
    Channel.SOCIAL: "at-sign",
}


@register.filter
def channel_icon(channel: str) -> str:
    """The name of the icon that stands beside the channel's word."""
    return ICONS.get(Channel(channel), "circle")


@register.filter
def basis(believed: Believed) -> str:
    """On how many people a believed value rests."""
    if believed.n == 1:
        return gettext("one person's estimate")
    if not believed.is_company_belief:
        return gettext("two people's estimates")
    return ngettext("%(n)s person", "%(n)s people", believed.n) % {"n": believed.n}
