"""What becomes of a promise in a planted world."""

from tests.insights.planted import AFTER


def judged(planted, by, weeks=AFTER, **options):
    return planted.judge(planted.register(by, **options), weeks)
