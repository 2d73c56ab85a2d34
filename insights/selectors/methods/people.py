"""What those who serve customers forecast, practise and feel, and how many were asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from insights.selectors.methods.felt import PASSED

SIDES = _(
    "All three are the share of interactions in which the behaviour happens. Managers: the mean of "
    "“in how many of 10?” of blind forecasts of the last 90 days, with a t interval, from three "
    "managers on. Practice: each person's share of scenario answers that evoke the emotion, of the "
    "latest attempt at each lesson, averaged over people, with a Wilson interval for as many "
    "people, from five on. Customers: “yes” to the action check of the last 90 days among those who "
    "remember, with a Wilson interval widened for repeat customers, from ten answers on."
)

METHODS: dict[str, tuple[Promise | str, ...]] = {
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
