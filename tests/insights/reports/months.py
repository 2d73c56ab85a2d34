"""The report of a month."""

from datetime import date

from accounts.models import Actor
from insights.selectors import reports as reading
from insights.services import reports

SYSTEM = Actor.system()
MARCH = date(2026, 3, 1)


def make(stage, month=MARCH):
    return reports.make(journey=stage.journey, month=month, by=SYSTEM)


def only_line(report):
    [line] = reading.contents(report).lines
    return line
