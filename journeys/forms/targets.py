from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from emotions.models import Emotion
from journeys.models import EmotionTarget
from journeys.selectors import named


def intended_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Intended"),
        min_value=0,
        max_value=100,
        help_text=_(
            "0 is “not at all”, 50 “partly”, 100 “completely”. "
            "For an emotion to avoid, a low number is the aim."
        ),
    )


class TargetForm(forms.Form):
    """A new target: the emotion is chosen from the list or typed by its name."""

    emotion = forms.CharField(
        label=_("Emotion"),
        max_length=100,
        help_text=_("Choose or type a name. Say what is felt, not whether it is good."),
        widget=forms.TextInput({"list": "emotion-names", "autocomplete": "off", "dir": "auto"}),
    )
    intended = intended_field()

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        self.missing = ""

    def clean_emotion(self) -> Emotion:
        try:
            return named.emotion(org=self.org, name=self.cleaned_data["emotion"])
        except named.Unknown:
            self.missing = self.cleaned_data["emotion"]
            raise


class TargetEditForm(forms.Form):
    """`was` is what the reader saw: a change meanwhile makes the form stale."""

    was = forms.IntegerField(widget=forms.HiddenInput, required=False)
    intended = intended_field()

    def __init__(self, *args: Any, target: EmotionTarget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"was": target.intended, "intended": target.intended}
