"""Who answered, as columns and rows, saying no more than the page."""

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from insights.selectors import who_answered_words as words
from insights.selectors.who_answered import Group, Weighed, WhoAnswered


def of_rates(found: WhoAnswered) -> Table:
    """The response rates by every variable, one row a group."""
    columns = [
        _("Told apart by"),
        _("Group"),
        _("It happened"),
        _("Asked"),
        _("Answered"),
        _("Response rate (%)"),
        _("Low"),
        _("High"),
        _("A level may be off by (points)"),
        _("What it says"),
    ]
    org = found.journey.organization
    rows = [_group(_("All"), Group(None, _("All"), found.whole))]
    for breakdown in found.breakdowns:
        heading = words.variable(org, breakdown.variable)
        rows += [_group(heading, group) for group in breakdown.groups]
    note = " ".join([words.of_rate(found.rate), words.of_note(found.rate.bias_note)])
    return Table(_("Who answered"), columns, rows, note)


def _group(heading: str, group: Group) -> list[Value]:
    turnout, share = group.turnout, group.rate.share
    shown = group.level.shows_number
    figures = (share.share, share.low, share.high) if shown else (None, None, None)
    return [
        heading,
        group.name or _("not known"),
        turnout.happened,
        turnout.asked,
        turnout.answered if shown else None,
        *(None if each is None else 100 * each for each in figures),
        group.bias_note,
        words.of_group(group),
    ]


def of_means(found: WhoAnswered) -> Table:
    """Each mean as it stands, and weighted where that differs."""
    columns = [
        _("Stage"),
        _("Emotion"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Weighted"),
        _("Low"),
        _("High"),
        _("What it says"),
    ]
    rows = [_weighed(mean) for mean in found.means]
    return Table(_("Put right for who answered"), columns, rows, words.of_weighting(found))


def _weighed(mean: Weighed) -> list[Value]:
    felt = mean.felt if mean.level.shows_number else None
    weighted = mean.weighted if mean.shows_both else None
    return [
        mean.stage.name,
        str(mean.emotion),
        felt.mean if felt else None,
        felt.low if felt else None,
        felt.high if felt else None,
        mean.n,
        weighted.mean if weighted else None,
        weighted.low if weighted else None,
        weighted.high if weighted else None,
        words.of_mean(mean),
    ]
