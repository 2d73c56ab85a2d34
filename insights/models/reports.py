from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel
from journeys.models import Journey


class Report(OwnedModel):
    """A journey's month as it was computed then: later answers and other targets change nothing.

    `content` is what insights.selectors.reports reads; it holds no number that was withheld.
    """

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="reports")
    month = models.DateField(_("month"))  # its first day
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-month", "journey__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "month"],
                name="one_report_a_month",
                violation_error_message=_("The report of this month is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.journey} {self.month:%Y-%m}"


class ReportReader(OwnedModel):
    """A member who gets a journey's monthly report by mail, until taken off the list."""

    journey = models.ForeignKey(Journey, models.CASCADE, related_name="report_readers")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="report_readers")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "membership"], name="one_report_reader_a_journey"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.journey}"


class ReportMail(OwnedModel):
    """That a report went to a member, so that nobody gets it twice."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="mails")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "membership"], name="one_report_mail")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.membership_id}"
