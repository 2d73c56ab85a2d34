"""What the company promised of its planted actions before they began, and of one to come."""

from datetime import date, datetime, time, timedelta

from accounts.models import Actor
from demo.world import plot
from demo.world.company import Company, planted_at
from insights.models import Registration
from insights.selectors import evidence
from insights.services import registrations
from journeys.models import StageAction

WEEK = timedelta(weeks=1)
# Whoever promises believes in it, also in what will do nothing or harm.
EXPECTED = {plot.WORKS: 6, plot.DUD: 5, plot.HARMS: 4}


def promise(company: Company) -> None:
    """Register the planted actions as of a week before their start, and one that starts soon."""
    editor = Actor.member(company.members["Edgar Lindqvist"])
    turn = company.org.today() - timedelta(weeks=plot.WEEKS - plot.TURN)
    designed = StageAction.objects.for_org(company.org).select_related(
        "action", "emotion", "stage__organization", "stage__journey"
    )
    for stage_action in designed:
        planted = planted_at(company, stage_action)
        if planted is not None:
            _register(company, stage_action, EXPECTED[planted], turn, turn - WEEK, editor)
    coming = designed.filter(live_intervals=None).first()
    if coming is not None:
        today = company.org.today()
        _register(company, coming, 5, today + 2 * WEEK, today, editor)


def _register(
    company: Company, stage_action: StageAction, points: int, start: date, day: date, by: Actor
) -> Registration:
    """Compared with the stages where nothing new began; the first place was drawn by lot."""
    evaluate_on = start + (plot.WEEKS - plot.TURN - 1) * WEEK
    outlook = evidence.outlook(
        stage=stage_action.stage,
        emotion=stage_action.emotion,
        start=start,
        evaluate_on=evaluate_on,
        since=start - plot.TURN * WEEK,
        today=day,
    )
    beside = [each.stage for each in outlook.offers if each.is_suggested]
    works = company.stages[plot.WORKS.journey, plot.WORKS.stage]
    return registrations.register(
        stage_action=stage_action,
        expected_points=points,
        comparisons=[stage for stage in beside if stage.pk not in _changing(company)],
        planned_start=start,
        baseline_since=start - plot.TURN * WEEK,
        evaluate_on=evaluate_on,
        start_decided=(
            Registration.Start.DRAWN if stage_action.stage == works else Registration.Start.CHOSEN
        ),
        by=by,
        registered_at=datetime.combine(day, time(10), company.org.zone),
    )


def _changing(company: Company) -> set[int]:
    places = [company.stages[each.journey, each.stage] for each in plot.PLANTED]
    return {stage.pk for stage in places}
