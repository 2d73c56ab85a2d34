from surveys.models.answers import Answer, FollowUp, Response
from surveys.models.asking import Question, Survey, SurveyVersion
from surveys.models.people import (
    Customer,
    Interaction,
    OutcomeRecord,
    Slice,
    Suppression,
    address_hash,
)
from surveys.models.pulse import (
    PulseComment,
    PulseGroup,
    PulseInvitee,
    PulseRound,
    PulseTally,
)
from surveys.models.rollups import Arrival, DayTotal, DesignFactor, DirtyDay, RollUp
from surveys.models.sending import Decision, Delivery, IdempotencyKey, Invitation

__all__ = [
    "Answer",
    "Arrival",
    "Customer",
    "DayTotal",
    "Decision",
    "Delivery",
    "DesignFactor",
    "DirtyDay",
    "FollowUp",
    "IdempotencyKey",
    "Interaction",
    "Invitation",
    "OutcomeRecord",
    "PulseComment",
    "PulseGroup",
    "PulseInvitee",
    "PulseRound",
    "PulseTally",
    "Question",
    "Response",
    "RollUp",
    "Slice",
    "Suppression",
    "Survey",
    "SurveyVersion",
    "address_hash",
]
