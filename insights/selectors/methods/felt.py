"""What was felt, intended and believed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FELT = _(
    "Each answer counts 0, 25, 50, 75 or 100 for “not at all” to “completely”. A felt figure is the "
    "plain mean of the answers to one emotion at one stage by the day of the experience; “can't "
    "say” does not count. Its range is a 95 % t interval after a quarter of an answer is added at "
    "each end of the scale, widened for customers who answered several times."
)
SHORT = _(
    "A cell is called short only if its whole range misses the target and if it still does when "
    "all cells are judged together, so that at most one in ten such calls is wrong on average. "
    "Under 10 answers there is no number; from 10 to 29 it is an early signal."
)
BELIEVED = _(
    "Believed is the mean of the estimates of the last closed belief round, with a range from three "
    "estimates on; with fewer it is told as one or two people's estimate."
)
PASSED = _(
    "Somebody has practised if a finished attempt reached what the lesson asks for and still "
    "counts today. People are those who are in the teams now; how well anybody did is told to "
    "nobody else."
)

METHODS: dict[str, tuple[Promise | str, ...]] = {
    "board": (
        FELT,
        SHORT,
        _(
            "The gap to what is believed is the mean of the estimates of the last closed belief "
            "round minus what is felt; from three estimates on its range adds their own "
            "uncertainty. “Kind but unsolved” needs a stage where solving comes first, a sought "
            "emotion that is not short of its target, and fewer than four in five customers who "
            "say it was solved, with the whole Wilson range under that."
        ),
    ),
    "map": (
        FELT,
        SHORT,
        BELIEVED,
        _(
            "The curve joins one emotion's figures, or those of each stage's main one, so that they "
            "can be compared by eye; nothing was asked between two stages. Open follow-ups are "
            "counted as they are now."
        ),
    ),
    "stage": (FELT, SHORT, BELIEVED, PASSED),
    "beliefs": (FELT, SHORT, BELIEVED),
    "overview": (
        FELT,
        SHORT,
        _(
            "Shown are the cells with 30 answers or more that are clearly short of their target, "
            "the largest shortfall first, of the journeys you may see. An alert says its own days "
            "and what it rests on."
        ),
    ),
    "thread": (
        _(
            "Felt is the mean of the last 90 days' answers (0, 25, 50, 75, 100) with its 95 % range; "
            "each verdict is that of the journey's whole gap board. Gap to believed is the mean of "
            "the last closed belief round's estimates minus what is felt, as points too well "
            "believed. The picture shows the 52 full weeks up to now; weeks with fewer than ten "
            "answers are joined to the next, and the first twelve points say what is usual. Stages "
            "are not added up: they were asked at different moments."
        ),
    ),
    "cell": (
        _(
            "Felt is the mean of the answers (0, 25, 50, 75, 100) with a 95 % t interval after a "
            "quarter of an answer is added at each end of the scale, widened for customers who "
            "answered several times. Shares have Wilson's interval. The verdict is that of the "
            "whole board, all cells judged together. The year joins weeks with fewer than ten "
            "answers to the next; its first twelve points say what is usual."
        ),
        _(
            "“Where it was so” compares customers who said yes with those who said no, both asked "
            "in the same survey (Welch's interval); happy customers remember more, so it is no "
            "effect."
        ),
    ),
    "year": (
        _(
            "A point is the mean of a week's answers with its 95 % range; weeks with fewer than ten "
            "answers are joined to the next, so there are fewer points where few answer. The dashed "
            "line is smoothed: each point moves it by a fifth. The first twelve points (eight where "
            "there are no more) say what is usual; limits lie three deviations around them and know "
            "how much weeks differ anyway. Where nothing happens, about one cell in twenty leaves "
            "its limits once a year."
        ),
    ),
    "split": (
        _(
            "A group's figure is the mean of its own answers with its 95 % range, as on the board. "
            "Under 5 answers there is nothing, under 10 no number, from 10 to 29 it is an early "
            "signal. Verdicts are not repeated for every group: with so many comparisons, some "
            "would look different by chance alone. Where two ranges overlap, do not read a "
            "difference into them."
        ),
    ),
    "comparison": (
        _(
            "Both figures are means of 0 to 100 with their 95 % ranges, widened for customers who "
            "answered several times. The range of the difference is Welch's. A cell is said to have "
            "risen or fallen only with 30 answers in both periods, if the whole range of the "
            "difference lies on one side of zero, and if it still does when all cells are judged "
            "together, so that at most one in ten such words is wrong on average. Green is better "
            "and red is worse, whichever way the emotion is to go. Targets and beliefs are today's."
        ),
    ),
    "report": (
        FELT,
        SHORT,
        _(
            "A change is the difference of two months' means with a 95 % interval after Welch. It is "
            "called better or worse only with 30 answers in both months and if it stands when all "
            "changes are judged together. The response rate has a Wilson interval and counts mails "
            "that went out."
        ),
        _(
            "This report was computed once. Answers that came later and targets that were changed "
            "since do not change it. It says what was felt by those who answered, not why."
        ),
    ),
    "alerts": (
        _(
            "Usual range: the weekly means of one emotion at one stage, smoothed (each week counts "
            "a fifth, the past the rest), against limits three standard deviations around the first "
            "twelve weeks of the past year; the deviation counts how much weeks differ anyway. "
            "Weeks with fewer than five answers are joined; nothing is told under 30 answers in the "
            "last 13 weeks. About one chart in twenty gives a false alarm in a year."
        ),
        _(
            "Largest gap: the cell furthest below its target in the last 91 days, if it was another "
            "one in the 91 days before and this one became clearly worse between them. Response "
            "rate: of those asked about the 28 days that ended ten days ago, against the 84 days "
            "before; told if it moved by a third or more and its 95 % interval leaves out no change."
        ),
    ),
}
