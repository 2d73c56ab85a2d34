from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Team
from insights.selectors import secrecy
from insights.selectors.periods import DEFAULT_DAYS, Period
from journeys.models import Journey, Persona
from journeys.models.maps import Channel
from surveys.selectors import cells

PERIODS = [
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
    ("365", _("Last 12 months")),
    ("own", _("Own dates")),
]
LONGEST = timedelta(days=3 * 366)


class BoardFilter(forms.Form):
    """Which answers the gap board is made of. A wrong filter leaves the whole board and says why.

    What days and slices mean is up to how the reader may read answers.
    """

    journey = forms.ModelChoiceField(Journey.objects.none(), label=_("Journey"), empty_label=None)
    period = forms.ChoiceField(choices=PERIODS, label=_("Period"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    persona = forms.ModelChoiceField(
        Persona.objects.none(), label=_("Persona"), required=False, empty_label=_("Everybody")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("Every team")
    )
    segment_a = forms.ChoiceField(required=False)
    segment_b = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, reader: Membership) -> None:
        super().__init__(data)
        self.reading = secrecy.for_reader(reader)
        self.org = org = self.reading.org
        offer(self, journey=Journey.objects.for_org(org).current())
        offer(self, persona=Persona.objects.for_org(org).current())
        offer(self, team=Team.objects.for_org(org))
        found = cells.split_values(org=org)
        names = dict(Channel.choices)
        self._offer("channel", [(each, names.get(each, each)) for each in found["channel"]])
        for name, segment in zip(("segment_a", "segment_b"), self._segments(), strict=True):
            self.fields[name].label = segment.replace("_", " ").capitalize()
            self._offer(name, [(each, each) for each in found[name]] if segment else [])
        self._drop_what_cannot_split(found)

    def _segments(self) -> list[str]:
        return [*map(str, self.org.reporting_segments), "", ""][:2]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        offer(self, **{name: [("", _("All")), *choices]})

    def _drop_what_cannot_split(self, found: dict[str, list[Any]]) -> None:
        for name, values in found.items():
            if not values or (name.startswith("segment") and not self.fields[name].label):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("period") == "own":
            check_days(cleaned.get("since"), cleaned.get("until"))
        return cleaned

    def chosen_journey(self) -> Journey | None:
        """The journey, also where another filter makes no sense."""
        self.is_valid()
        journey: Journey | None = self.cleaned_data.get("journey")
        return journey

    def chosen_period(self) -> Period:
        """The days to read; the usual ones where a filter makes no sense."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        if cleaned.get("period") == "own":
            return self.reading.allowed(Period(cleaned["since"], cleaned["until"]))
        return self.reading.last(int(cleaned.get("period") or DEFAULT_DAYS))

    def chosen_splits(self) -> dict[str, Any]:
        """The slices to read; none at all where a filter makes no sense."""
        if not self.is_valid():
            return {}
        return {
            name: value.pk if hasattr(value, "pk") else value
            for name in cells.SPLITS
            if (value := self.cleaned_data.get(name))
        }

    def kept(self) -> dict[str, str]:
        """What was chosen, as it stands in an address: for links and saved views."""
        return {name: str(self.data[name]) for name in self.fields if self.data.get(name)}

    def gone(self, filters: Mapping[str, str]) -> list[str]:
        """One sentence for each of a saved view's filters that no longer holds."""
        told = []
        for name in filters:
            if name not in self.fields:
                told.append(gettext("Answers are no longer told apart by one of its filters."))
            elif name in self.errors:
                label = self.fields[name].label or name
                told.append(
                    gettext("“%(field)s”: its choice is no longer there.") % {"field": label}
                )
        return told


class YearFilter(BoardFilter):
    """The same over a year, of which a period says no more than the last day."""

    def __init__(self, data: Mapping[str, Any], *, reader: Membership) -> None:
        super().__init__(_with_first_day(data), reader=reader)
        recent = data.get("period")
        if recent not in ("30", "90", "365"):
            recent = str(DEFAULT_DAYS)
        offer(self, period=[(recent, _("Today")), ("own", _("Another day"))])
        self.fields["period"].label = _("Year until")
        self.fields["since"].widget = forms.HiddenInput()


def _with_first_day(data: Mapping[str, Any]) -> dict[str, Any]:
    """The choice with a first day in it, since the other pages of the board read that too."""
    chosen = dict(data)
    if data.get("period") == "own":
        with suppress(ValueError, OverflowError):
            until = date.fromisoformat(str(data.get("until", "")))
            if not "" < str(data.get("since", "")) <= until.isoformat():
                chosen["since"] = (until - timedelta(days=DEFAULT_DAYS - 1)).isoformat()
    return chosen


class CompareFilter(BoardFilter):
    """The same, and which earlier days to hold them against."""

    BEFORE = [
        ("previous", _("The days before")),
        ("own", _("Own dates")),
    ]

    against = forms.ChoiceField(choices=BEFORE, label=_("Compared with"), required=False)
    against_since = forms.DateField(
        label=_("Compared from"), required=False, widget=forms.DateInput({"type": "date"})
    )
    against_until = forms.DateField(
        label=_("Compared until"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("against") == "own":
            check_days(cleaned.get("against_since"), cleaned.get("against_until"))
            if self.chosen_against().overlaps(self.chosen_period()):
                raise ValidationError(_("The two periods overlap: the same answers were in both."))
        return cleaned

    def chosen_against(self) -> Period:
        """The earlier days, as much time right before as usual where a filter makes no sense."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        if cleaned.get("against") == "own":
            return self.reading.allowed(Period(cleaned["against_since"], cleaned["against_until"]))
        return self.reading.before(self.chosen_period())


def check_days(since: date | None, until: date | None) -> None:
    """A period of a filter has both ends, in their order, and an end to what it costs."""
    if not since or not until:
        raise ValidationError(_("Give the first and the last day of the period."))
    if since > until:
        raise ValidationError(_("The period ends before it begins."))
    if until - since > LONGEST:
        raise ValidationError(_("Choose a period of at most three years."))
