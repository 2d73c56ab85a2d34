"""The starter library of actions; keys are stable."""

from actions.library import assurance, belonging, enjoyment, recovery
from actions.library.entries import ActionEntry

ACTIONS: tuple[ActionEntry, ...] = (
    belonging.ACTIONS + assurance.ACTIONS + recovery.ACTIONS + enjoyment.ACTIONS
)

BY_KEY = {action.key: action for action in ACTIONS}
