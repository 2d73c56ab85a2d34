"""The first night of the sample company: what changed, and the month that is over."""

from accounts.models import Actor
from demo.world.company import Company
from insights.services import alerts, reports


def pass_over(company: Company) -> None:
    """Alerts and last month's reports come from the planted year as they do from a real one."""
    month = reports.month_before(company.org.today())
    for journey in company.journeys.values():
        alerts.check(journey=journey, by=Actor.system())
        reports.make(journey=journey, month=month, by=Actor.system())
    first = next(iter(company.journeys.values()))
    readers = [company.members[name] for name in ("Olivia Lark", "Mona Haddad")]
    reports.set_readers(journey=first, members=readers, by=company.by)
