from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization
from emotions.models import Outcome
from insights.selectors import facts, secrecy, studies
from insights.selectors.drivers import PERIODS
from insights.selectors.periods import Months
from insights.selectors.studies import DEFAULT_MONTHS
from journeys.models import Journey

NAMES = {
    3: _("Last 3 months"),
    6: _("Last 6 months"),
    12: _("Last 12 months"),
    24: _("Last 24 months"),
}


class DriverFilter(forms.Form):
    """Which journey, which outcome, which months. What is wrong or missing is taken as usual."""

    journey = forms.ModelChoiceField(Journey.objects.none(), label=_("Journey"), empty_label=None)
    outcome = forms.ModelChoiceField(Outcome.objects.none(), label=_("Outcome"), empty_label=None)
    months = forms.TypedChoiceField(
        label=_("Period"), coerce=int, choices=[(count, NAMES[count]) for count in PERIODS]
    )

    def __init__(self, asked: dict[str, Any], *, reader: Membership) -> None:
        self.reading = secrecy.for_reader(reader)
        self.org = org = self.reading.org
        journeys = Journey.objects.for_org(org).current()
        self.chosen_journey = _chosen(journeys, asked.get("journey")) or studies.most_answered(
            org=org
        )
        outcomes = studied_outcomes(org, self.chosen_journey)
        main = studies.main_outcome(journey=self.chosen_journey) if self.chosen_journey else None
        self.chosen_outcome = _chosen(outcomes, asked.get("outcome")) or main or outcomes.first()
        count = str(asked.get("months", ""))
        self.count = int(count) if count in map(str, PERIODS) else DEFAULT_MONTHS
        super().__init__(
            {
                "journey": self.chosen_journey and self.chosen_journey.pk,
                "outcome": self.chosen_outcome and self.chosen_outcome.pk,
                "months": self.count,
            }
        )
        offer(self, journey=journeys)
        offer(self, outcome=outcomes)
        offer(self, outcome=by_benefit(outcomes))

    @property
    def months_chosen(self) -> Months:
        return Months.until(self.reading.today, count=self.count)


def studied_outcomes(org: Organization, journey: Journey | None) -> Any:
    """What a journey's surveys ask for, or all that can be asked, and what imports tell of.

    "Was it solved?" explains and is none.
    """
    kept = Outcome.objects.for_org(org).filter(archived_at=None, is_predictor=False)
    asked = kept.exclude(scale=Outcome.Scale.NUMBER)
    of_journey = asked.filter(surveys__journey=journey)
    if journey is not None and of_journey.exists():
        asked = of_journey
    imported = facts.imported(org=org)
    return kept.filter(Q(pk__in=asked.values("pk")) | Q(pk__in=imported.values("pk")))


def by_benefit(outcomes: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """Direct and indirect benefits apart, as a select shows them."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.benefit, []).append((outcome.pk, str(outcome)))
    labels = {"direct": _("Direct benefits"), "indirect": _("Indirect benefits")}
    return [(str(labels[benefit]), groups[benefit]) for benefit in labels if benefit in groups]


def _chosen(rows: Any, pk: Any) -> Any:
    return rows.filter(pk=pk).first() if str(pk or "").isdigit() else None
