from journeys.models.beliefs import Belief, BeliefInvitee, BeliefRound
from journeys.models.designs import CheckWording, EmotionTarget, LiveInterval, StageAction
from journeys.models.maps import Journey, Persona, Stage, Touchpoint

__all__ = [
    "Belief",
    "BeliefInvitee",
    "BeliefRound",
    "CheckWording",
    "EmotionTarget",
    "Journey",
    "LiveInterval",
    "Persona",
    "Stage",
    "StageAction",
    "Touchpoint",
]
