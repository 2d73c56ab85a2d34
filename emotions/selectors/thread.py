"""What of an emotion's thread lies below the actions: its definition and focus."""

from emotions.models import Emotion, FocusEmotion, Wording


def focus(*, emotion: Emotion) -> FocusEmotion | None:
    """The open decision, if the emotion is in focus."""
    return emotion.focus_decisions.filter(ended_on__isnull=True).first()


def wording(*, emotion: Emotion) -> Wording | None:
    """The version that is asked now."""
    return emotion.wordings.first()
