from training.models.forecasts import Forecast
from training.models.lessons import Choice, Lesson, Scenario, months_after
from training.models.practice import Assignment, Attempt, AttemptChoice, Reminder

__all__ = [
    "Assignment",
    "Attempt",
    "AttemptChoice",
    "Choice",
    "Forecast",
    "Lesson",
    "Reminder",
    "Scenario",
    "months_after",
]
