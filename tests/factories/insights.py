from datetime import date

from insights.models import Alert, Report, ReportReader
from tests.factories.accounts import MembershipFactory, OwnedFactory, same
from tests.factories.journeys import JourneyFactory

WITHHELD = {"value": None, "low": None, "high": None, "n": 0, "level": "nothing"}


class ReportFactory(OwnedFactory):
    """A month in which nobody was asked."""

    class Meta:
        model = Report

    journey = same(JourneyFactory)
    month = date(2026, 3, 1)
    content = {
        "since": "2026-03-01",
        "until": "2026-03-31",
        "headline": {"en": "There are too few answers in this period to rank the stages."},
        "lines": [],
        "rate": WITHHELD,
        "rate_before": WITHHELD,
        "rate_moved": False,
        "followups": None,
    }


class ReportReaderFactory(OwnedFactory):
    class Meta:
        model = ReportReader

    journey = same(JourneyFactory)
    membership = same(MembershipFactory)


class AlertFactory(OwnedFactory):
    """The response rate of a journey fell by half."""

    class Meta:
        model = Alert

    kind = "rate"
    journey = same(JourneyFactory)
    subject = "journey"
    is_worse = True
    figures = {"before": 0.4, "now": 0.2, "low": 0.15, "high": 0.26, "n": 240}


class AlertReaderFactory(OwnedFactory):
    class Meta:
        model = "insights.AlertReader"

    membership = same(MembershipFactory)


class AlertMailFactory(OwnedFactory):
    class Meta:
        model = "insights.AlertMail"

    alert = same(AlertFactory)
    membership = same(MembershipFactory)


class ReportMailFactory(OwnedFactory):
    class Meta:
        model = "insights.ReportMail"

    report = same(ReportFactory)
    membership = same(MembershipFactory)
