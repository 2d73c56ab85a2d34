"""Mails to members about what was understood, in each one's own language."""

from collections.abc import Sequence
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.languages import direction
from accounts.models import Membership, Organization
from insights.exports import reports as files
from insights.models import Alert, Report
from insights.selectors import alerts as reading
from insights.selectors.reports import Contents

LINES = 3
# What every mail server takes; a larger file is only linked.
LARGEST = 5 * 1024 * 1024


def report_ready(*, report: Report, found: Contents, membership: Membership) -> None:
    """The month in one sentence, what to look at first, the whole as PDF, and where the rest is."""
    org = report.organization
    with translation.override(membership.user.language):
        paper = files.written(report, found, "pdf")
        is_attached = len(paper) <= LARGEST
        _send(
            "emails/insights/report_ready",
            membership,
            {
                "report": report,
                "found": found,
                "lines": found.first[:LINES],
                "link": _address("insights:report-detail", org, report.pk),
                "pdf": "" if is_attached else _file(report, "pdf"),
                "slides": _file(report, "pptx"),
                "list": _address("insights:report-list", org),
            },
            attachments=[(f"{files.name(report)}.pdf", paper, "application/pdf")]
            if is_attached
            else [],
        )


def alerts_opened(*, membership: Membership, alerts: Sequence[Alert]) -> None:
    """What changed beyond chance, in one mail."""
    with translation.override(membership.user.language):
        _send(
            "emails/insights/alerts_opened",
            membership,
            {
                "alerts": [
                    (told.alert, told.sentence)
                    for told in reading.told(alerts, membership=membership)
                ],
                "link": _address("insights:alert-list", membership.organization),
            },
        )


def _file(report: Report, kind: str) -> str:
    return _address("insights:report-file", report.organization, report.pk, kind)


def _address(route: str, org: Organization, *rest: Any) -> str:
    return str(settings.PUBLIC_URL + reverse(route, args=[org.slug, *rest]))


def _send(
    template: str,
    membership: Membership,
    context: dict[str, Any],
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> None:
    org = membership.organization
    language = translation.get_language() or "en"
    context = {
        **context,
        "name": membership.user,
        "organization": org,
        "org": org,
        "sender": org.sender_name or org.name,
        "language": language,
        "direction": direction(language),
    }
    message = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[membership.user.email],
    )
    html = render_to_string(f"{template}.html", context)
    message.attach_alternative(css_inline.inline(html, keep_at_rules=True), "text/html")
    for name, content, kind in attachments:
        message.attach(name, content, kind)
    message.send()
