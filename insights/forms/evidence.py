from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import RowsField, offer
from accounts.models import Organization
from emotions.models import Emotion
from insights.models import Registration
from insights.selectors import evidence
from insights.selectors.evidence import Unregistered
from journeys.models import Journey, Stage


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class LedgerFilter(forms.Form):
    """Which registrations the ledger shows. A wrong filter leaves it whole."""

    journey = forms.ModelChoiceField(
        Journey.objects.none(), label=_("Journey"), required=False, empty_label=_("Every journey")
    )
    verdict = forms.ChoiceField(label=_("Verdict"), required=False)

    def __init__(self, data: Any, *, org: Organization) -> None:
        super().__init__(data)
        offer(self, journey=Journey.objects.for_org(org))
        words = [(str(each), evidence.verdict_word(each)) for each in evidence.VERDICTS]
        offer(self, verdict=[("", _("Every verdict")), *words])

    def chosen(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}


class RegistrationForm(forms.Form):
    """What is promised of an action or a lesson; the start is only asked for what has not begun."""

    emotion = forms.ModelChoiceField(
        Emotion.objects.none(), label=_("Primary emotion"), empty_label=None
    )
    expected_points = forms.IntegerField(
        label=_("Expected improvement in points"),
        min_value=1,
        max_value=100,
        help_text=_(
            "Of 100, beyond what happens without it. For an emotion to avoid: how far down."
        ),
    )
    planned_start = forms.DateField(label=_("It will start on"), widget=day_input())
    evaluate_on = forms.DateField(
        label=_("Evaluation date"),
        widget=day_input(),
        help_text=_("Judged once, on this day; until then every look is interim."),
    )
    weekly_answers = forms.IntegerField(
        label=_("Planned answers a week"), min_value=0, max_value=32767
    )
    start_decided = forms.ChoiceField(
        label=_("How stage and day were chosen"), choices=Registration.Start.choices
    )
    baseline_since = forms.DateField(label=_("Weeks before, from"), widget=day_input())
    chosen_low = forms.BooleanField(
        label=_("The stage was chosen because it scored low"),
        required=False,
        help_text=_("Part of a low score is bad luck and comes back by itself."),
    )
    picked_since = forms.DateField(label=_("Low weeks, from"), widget=day_input(), required=False)
    picked_until = forms.DateField(
        label=_("Low weeks, until"),
        widget=day_input(),
        required=False,
        help_text=_("They are left out. Unknown? Then what comes back by itself is subtracted."),
    )
    comparisons = RowsField(Stage.objects.none(), label=_("Compared with"), required=False)

    def __init__(self, *args: Any, org: Organization, subject: Unregistered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.for_org(org).current().exclude(pk=subject.stage.pk)
        offer(self, comparisons=stages)
        offer(self, emotion=Emotion.objects.for_org(org).current())
        if subject.since is not None:
            del self.fields["planned_start"]
        start = subject.since or org.today()
        self.initial.setdefault("emotion", subject.emotion.pk)
        self.initial.setdefault("planned_start", start)
        self.initial.setdefault("evaluate_on", evidence.usual_evaluation(start, org.today()))
        self.initial.setdefault("baseline_since", evidence.usual_baseline(start))

    def known(self) -> dict[str, Any]:
        """What can be read of a form that is not finished yet."""
        self.is_valid()
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["comparisons"] = list(cleaned["comparisons"])
        return cleaned


class AmendmentForm(forms.Form):
    """Another expectation or another day, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    expected_points = forms.IntegerField(
        label=_("Expected improvement in points"), min_value=1, max_value=100
    )
    evaluate_on = forms.DateField(label=_("Evaluation date"), widget=day_input())
    because = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )

    NAMES = ("version", "expected_points", "evaluate_on")

    @classmethod
    def of(cls, registration: Registration, data: Any = None) -> "AmendmentForm":
        return cls(data, initial={name: getattr(registration, name) for name in cls.NAMES})


class WithdrawalForm(forms.Form):
    because = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )
