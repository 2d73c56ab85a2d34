"""What the stages of a journey aim for: the intended side of every gap."""

from journeys.models import EmotionTarget, Journey

Cell = tuple[int, int]  # (stage_id, emotion_id)


def current(*, journey: Journey) -> dict[Cell, EmotionTarget]:
    """The targets that hold now, of the stages that are not archived, each with its emotion."""
    found = (
        EmotionTarget.objects.current()
        .filter(stage__journey=journey, stage__archived_at__isnull=True)
        .select_related("emotion", "stage")
        .order_by("stage__position", "stage_id", "pk")
    )
    return {(target.stage_id, target.emotion_id): target for target in found}
