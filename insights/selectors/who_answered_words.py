"""What is known of who answered, in plain words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from insights.engine.bias import Weighted
from insights.selectors import sentences
from insights.selectors.response_rates import Rate
from insights.selectors.who_answered import Group, Weighed, WhoAnswered


def of_rate(rate: Rate) -> str:
    """How many of those who were asked have answered."""
    if not rate.asked:
        return _("No mail asked about this period, so nobody can tell who did not answer.")
    if not rate.level.shows_number:
        return _("Only %(n)d were asked: too few for a response rate.") % {"n": rate.asked}
    return _("%(answered)d of %(asked)d who were asked have answered: %(share)s.") % {
        "answered": rate.answered,
        "asked": rate.asked,
        "share": share(rate),
    }


def share(rate: Rate) -> str:
    """15 % (14 to 16 %)."""
    found = rate.share
    return _("%(share)d %% (%(low)d to %(high)d %%)") % {
        "share": round(100 * (found.share or 0)),
        "low": round(100 * found.low),
        "high": round(100 * found.high),
    }


def of_note(points: float | None) -> str:
    """The standing note: no number of answers makes up for those who do not answer."""
    if points is None:
        return _(
            "At any number of answers, a level may be off because of who answers, and here nobody "
            "can tell by how much; changes over time are safer while the response rate is stable."
        )
    return _(
        "At any number of answers, a level may be off by about %(points)s points because of who "
        "answers; changes over time are safer while the response rate is stable."
    ) % {"points": decimal(points)}


def caveat() -> str:
    """The same note beside figures that are told before anybody has counted who answered."""
    return _("At any number of answers, a level may be off because of who answers.")


def of_stability(found: WhoAnswered) -> str:
    """Whether the response rate is the one that the days before had."""
    if not (found.before.level.may_rank and found.rate.level.may_rank):
        return _(
            "Too few were asked in the days before to say whether the response rate is stable."
        )
    if found.has_moved:
        text = _(
            "The response rate has moved: in the days before it was %(before)s. Changes of felt "
            "figures may come from who answers."
        )
    else:
        text = _("In the days before it was %(before)s, so the response rate counts as stable.")
    return text % {"before": share(found.before)}


def of_group(group: Group) -> str:
    """Why a group has no response rate; nothing where it has one."""
    if group.is_hidden:
        return _("withheld: a small group could be told from it")
    if group.level.shows_number:
        return ""
    return _("%(n)d of 10 asked") % {"n": group.turnout.asked}


def of_means(found: WhoAnswered) -> str:
    """How many of the means weighting changes."""
    moved = sum(mean.shows_both for mean in found.means)
    if not moved:
        return _("No mean changes by more than its standard error.")
    return ngettext(
        "%(n)d mean changes by more than its standard error.",
        "%(n)d means change by more than their standard error.",
        moved,
    ) % {"n": moved}


def of_mean(mean: Weighed) -> str:
    """What weighting does to a mean, or why that is not told."""
    if not mean.level.shows_number:
        return sentences.too_few(mean.n)
    weighted = mean.weighted
    if weighted is None or weighted.mean is None:
        return _("Not weighted.")
    if len(weighted.merged) == 1:
        return _("Not weighted: no two groups have ten answers each.")
    if not mean.shows_both:
        return _("As it stands: weighting changes it by less than a standard error.")
    return " ".join([_by_how_much(weighted.mean - (mean.felt.mean or 0)), *_caveats(weighted)])


def _by_how_much(points: float) -> str:
    text = _("%(points)s points higher.") if points > 0 else _("%(points)s points lower.")
    return text % {"points": decimal(abs(points))}


def _caveats(weighted: Weighted) -> list[str]:
    told = []
    if any(len(group) > 1 for group in weighted.merged):
        told.append(_("Groups of fewer than ten answers count together."))
    if weighted.trimmed:
        told.append(_("A weight is at its limit, so more may be left to put right."))
    return told


def of_weighting(found: WhoAnswered) -> str:
    """By what the means were weighted, or why they were not."""
    if found.is_guarded:
        return _(
            "Weighted means are shown to those who may read single answers: beside the groups of "
            "the gap board they would give small groups away."
        )
    if not found.weighted_by:
        return _("Nobody known beforehand answers clearly more often, so nothing is weighted.")
    org = found.journey.organization
    names = ", ".join(variable(org, name) for name in found.weighted_by)
    return _("Weighted by: %(variables)s.") % {"variables": names}


def variable(org: Organization, name: str) -> str:
    """What a variable is called; a segment as the organization calls it."""
    if name.startswith("segment"):
        place = ("segment_a", "segment_b").index(name)
        segments = [*map(str, org.reporting_segments), "", ""]
        return segments[place].replace("_", " ").capitalize()
    return {
        "stage": _("Stage"),
        "channel": _("Channel"),
        "persona": _("Persona"),
        "month": _("Month"),
    }[name]


def decimal(points: float) -> str:
    """3.6, as the reader writes it."""
    return str(number_format(round(points, 1), 1))
