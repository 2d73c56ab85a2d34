"""Weeks of answers that are all alike."""

from tests.insights.worlds import answer, weeks_ago

USUAL, LOW, HIGH = [2, 3], [0, 1], [4, 4]


def live(stage, question, *, weeks, answers, until=1):
    """The same answers in each of these weeks, the last one `until` weeks ago."""
    today = stage.organization.today()
    for week in range(weeks):
        answer(stage, question, answers, on=weeks_ago(today, until + week))
