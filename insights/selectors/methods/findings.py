"""What goes together, where to act first, what came of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

METHODS: dict[str, tuple[Promise | str, ...]] = {
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
    "who_answered": (
        _(
            "Asked are the customers to whom a mail went out, answered those of them whose answers "
            "count, both by the day of the experience; the range is Wilson's at 95 %. Customers who "
            "were asked lately may still answer. It happened: every interaction, also those about "
            "which nobody was asked."
        ),
        _(
            "A weighted mean is Σ W·m over groups of customers: m is the mean of a group's answers, "
            "W its share of everybody it happened to at the stage. Groups are told apart by at most "
            "two of channel, segments and persona: those on which response depends most, and by "
            "more than chance (χ² at 95 %); nobody chooses them. Where two leave most answers in "
            "groups of under ten, the first counts alone. Groups of fewer than ten answers count "
            "together, a weight stays between .3 and 3 times its share of the answers, and the "
            "standard error is "
            "√(Σ W²·s²/n), widened for customers who answered several times. It is shown beside the "
            "plain mean where they are more than one standard error apart; targets and verdicts "
            "stay with the plain one."
        ),
        _(
            "A level may be off by ρ·σ·√((1 − f)/f) (Meng 2018): f is the response rate, σ = 25 "
            "points the usual spread, and ρ = .06 how far answering goes with feeling, which covers "
            "what simulated worlds showed. Weighting cannot repair that part: it knows the groups, "
            "not the feelings of those who stayed silent. Ranges on other pages leave it out."
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
            "likeness ρ of neighbouring weeks, told from this stage and the comparison stages "
            "together. In worlds with a known truth it cries wolf in about "
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
}
