from insights.models.alerts import Alert, AlertMail, AlertReader
from insights.models.registrations import Amendment, Registration
from insights.models.reports import Report, ReportMail, ReportReader

__all__ = [
    "Alert",
    "AlertMail",
    "AlertReader",
    "Amendment",
    "Registration",
    "Report",
    "ReportMail",
    "ReportReader",
]
