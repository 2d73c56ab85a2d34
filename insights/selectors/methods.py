"""How every figure comes about: its formula and its rules, said once for pages, files and mails."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
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
SIDES = _(
    "All three are the share of interactions in which the behaviour happens. Managers: the mean of "
    "“in how many of 10?” of blind forecasts of the last 90 days, with a t interval, from three "
    "managers on. Practice: each person's share of scenario answers that evoke the emotion, of the "
    "latest attempt at each lesson, averaged over people, with a Wilson interval for as many "
    "people, from five on. Customers: “yes” to the action check of the last 90 days among those who "
    "remember, with a Wilson interval widened for repeat customers, from ten answers on."
)

# The kind of figure, and the paragraphs that explain it.
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
    "drivers": (
        _(
            "Every mail asks for the outcome, one or two target feelings and one that rotates, so "
            "nobody answers everything. The covariances of all questions are estimated from these "
            "patterns by maximum likelihood (EM), each answer taken as its distance from the mean "
            "of its stage: differences between stages are no drivers. Pairs with few answers lean a "
            "little on what all feelings have in common."
        ),
        _(
            "A share is the average gain in R² over all orders in which feelings could be taken in "
            "(Lindeman, Merenda and Gold), divided by R². Intervals come from 300 draws of "
            "customers with all their answers. “Own effect shown” means that the slope, with all "
            "others held still, lies more than 1.96 standard errors from zero. Feelings that "
            "correlate beyond .85 share one row."
        ),
        _(
            "No table under 150 answers, where a quarter of the questions was asked too rarely "
            "together with the rest, or where R² could be had by chance; no order where R² is under "
            "10 %. Shares are associations in one survey, not effects of actions. Months count as "
            "a whole."
        ),
    ),
    "priority": (
        _(
            "Worth = reach × Σ slope × shortfall, over the stage's targets. Reach: the share of a "
            "month's customers who pass the stage. Slope: what a point of the feeling goes with in "
            "the outcome while all others stay, not below zero (non-negative least squares on the "
            "covariances of the driver table). Shortfall: points between target and felt mean, "
            "never below zero; too much of a feeling to avoid is a shortfall."
        ),
        _(
            "300 draws of customers give the ranges and the chance of being first: from .9 “first”, "
            "from .6 “probably first”, else “no clear first”; under 600 answers .1 is taken off. "
            "Targets with under 30 answers are not counted. Single answers on five points make "
            "slopes smaller than they are, so amounts run low while the order holds: do not read "
            "them as money. A target counts as if it could be raised alone. Months count as a "
            "whole. Effort is that of the cheapest strong action that is not live there yet."
        ),
    ),
    "evidence": (
        _(
            "For every whole week the emotion's mean at the stage is taken, and the mean of what "
            "customers of the comparison stages feel: all emotions asked there together, each freed "
            "of its own level and turned the same way. The effect is how much the difference of the "
            "two changed: its mean after less its mean before. Weeks with fewer than 3 answers are "
            "joined with the next; the week of the start and two more do not count, nor do the "
            "weeks by which the stage was chosen, nor anything from the evaluation date on."
        ),
        _(
            "The range is a 95 % t interval with SE = s·√(f(1/W₀+1/W₁)), f = (1+ρ)/(1−ρ) for the "
            "likeness ρ of neighbouring weeks. In worlds with a known truth it cries wolf in about "
            "5 of 100 cases, a plain before and after comparison in 10 to 43. Before the evaluation "
            "date a wider range is shown that holds however often somebody looks. Without "
            "comparison stages, and from 24 weeks on, the break in the trend over a yearly wave is "
            "told instead, with grade C at best."
        ),
        _(
            "What would show is 2.8 standard errors: a change of that size is found four times in "
            "five. Grade A: start drawn or staggered, compared, promised beforehand, and customers "
            "say that it happened more often. Grade B: compared. Grade C: before and after only, or "
            "the stages were drifting apart, or customers do not say that it happened. Grade D: "
            "fewer than 30 answers or four weeks. A goal changed after the start costs a grade."
        ),
    ),
    "empathy": (
        SIDES,
        _(
            "A difference is called one only if its interval (Newcombe, or root-sum-square of both "
            "sides) leaves out zero and if it still does when all behaviours are judged together, "
            "so that at most one in ten such calls is wrong on average. Teams stand in the order of "
            "the alphabet; nobody sees another person's number."
        ),
    ),
    "forecast": (SIDES,),
    "own": (
        _(
            "The share of “yes” to the action check among customers who remember, after "
            "interactions with you, with its Wilson interval at 95 %. From ten answers on there is "
            "a number, under thirty it is an early signal. Periods are thirds of a year that do not "
            "overlap. They are shown two weeks after they end and then stand still, so that no "
            "figure tells what one customer said."
        ),
    ),
    "pulse": (
        _(
            "Each answer counts 0, 25, 50, 75 or 100 for “not at all” to “completely”; “can't say” "
            "does not count. A figure is the plain mean m of n answers to one question in one "
            "round. Its range is m ± t·s/√n at 95 %, where s is the spread of everybody's answers "
            "to the question, and 25 points while fewer than 30 answered: with a team's own spread "
            "its five answers could be worked out. Means are told from 5 to 95, because a mean at "
            "the very end is everybody's answer."
        ),
        _(
            "Filters: the round, and one team or all of them; there are no others. A figure needs "
            "five answers. Where one team is withheld, the smallest other one is too, until five "
            "answers or more are withheld together. Answers are stored as counts of a team, without "
            "persons and without times; figures appear when the round has closed."
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
    "practised": (
        PASSED,
        _(
            "What counts is a lesson on the action or, where there is none, on its emotion. These "
            "are counts of everybody who is asked, no sample, so they have no range."
        ),
    ),
    "score": (
        _(
            "Every answer of a scenario does something to the emotion, from what harms it most to "
            "what evokes it most. The score is the sum of what your answers did, on the way from "
            "the least (0 %) to the most (100 %) that was possible in the same scenarios. Nobody "
            "but you sees it."
        ),
    ),
    "asked": (
        _(
            "Each interaction of the journey is decided about once and counted under the rule that "
            "decided. A mail counts under where it stands now. An answer is sent when the customer "
            "pressed Send, and in part a day after they stopped halfway; those set aside are in no "
            "figure. These are counts of everything since the survey began, no sample, so they have "
            "no range."
        ),
    ),
}


def texts(kind: str) -> list[str]:
    """The paragraphs of a kind of figure, in the reader's language."""
    return [str(text) for text in METHODS[kind]]


def here(
    *,
    n: int | None = None,
    since: date | None = None,
    until: date | None = None,
    journey: object = None,
    filters: Iterable[tuple[object, str]] = (),
) -> str:
    """What the figures of this page or file rest on: answers, days and what was filtered."""
    parts = []
    if n is not None and journey:
        said = ngettext(
            "Here: %(n)d answer of “%(journey)s”.", "Here: %(n)d answers of “%(journey)s”.", n
        )
        parts.append(said % {"n": n, "journey": journey})
    elif n is not None:
        parts.append(ngettext("Here: %(n)d answer.", "Here: %(n)d answers.", n) % {"n": n})
    if since and until:
        days = {"since": date_format(since), "until": date_format(until)}
        parts.append(gettext("Experienced from %(since)s until %(until)s.") % days)
    parts += [f"{label}: {value}." for label, value in filters]
    return " ".join(parts)
