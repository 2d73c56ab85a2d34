"""Ten lessons to start training with, one module a lesson; keys are stable."""

from training.library.entries import LessonEntry
from training.library.lessons import (
    apologise,
    first_minute,
    help_before_asked,
    keep_the_time,
    listen_fully,
    offer_choice,
    say_back,
    solve_first,
    thank_precisely,
    warm_handover,
)

LESSONS: tuple[LessonEntry, ...] = (
    listen_fully.LESSON,
    say_back.LESSON,
    help_before_asked.LESSON,
    thank_precisely.LESSON,
    warm_handover.LESSON,
    keep_the_time.LESSON,
    offer_choice.LESSON,
    solve_first.LESSON,
    first_minute.LESSON,
    apologise.LESSON,
)

BY_KEY = {lesson.key: lesson for lesson in LESSONS}
