"""What practice and customers say of one behaviour of one team, for after the forecast."""

from dataclasses import dataclass

from accounts.models import Membership, Team
from insights.selectors import empathy, empathy_words
from insights.selectors.empathy_words import Told
from journeys.models import StageAction


@dataclass(frozen=True)
class Measured:
    """Both sides that a forecast is held against, the same as on the page of the empathy gap."""

    practice: Told
    customers: Told


def measured(stage_action: StageAction, team: Team, reader: Membership) -> Measured:
    """Practice of the team's people, and the customers' action check of the last 90 days."""
    sides = empathy.of_one(stage_action=stage_action, team=team, reader=reader)
    return Measured(*map(empathy_words.told, sides))
