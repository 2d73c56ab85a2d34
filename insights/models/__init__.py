from insights.models.alerts import Alert, AlertMail, AlertReader
from insights.models.drivers import FactFold, FactMonth, FoldedMonth, Reach, StageFold
from insights.models.registrations import Amendment, Registration
from insights.models.reports import Report, ReportMail, ReportReader
from insights.models.saved_views import SavedView

__all__ = [
    "Alert",
    "AlertMail",
    "AlertReader",
    "Amendment",
    "FactFold",
    "FactMonth",
    "FoldedMonth",
    "Reach",
    "Registration",
    "Report",
    "ReportMail",
    "ReportReader",
    "SavedView",
    "StageFold",
]
