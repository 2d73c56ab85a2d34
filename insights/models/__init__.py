from insights.models.alerts import Alert, AlertMail, AlertReader
from insights.models.reports import Report, ReportMail, ReportReader

__all__ = ["Alert", "AlertMail", "AlertReader", "Report", "ReportMail", "ReportReader"]
