from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from emotions.models import Emotion, Wording
from emotions.services.wordings import LONGEST

NAMES = dict(settings.LANGUAGES)


class TextsForm(forms.Form):
    """A form with one input a language for each text; `texts("names")` gathers them again."""

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = [str(code) for code in org.languages]

    def add_texts(
        self,
        name: str,
        label: Any,
        value: Mapping[str, str],
        *,
        longest: int,
        area: bool = False,
        required: bool = True,
    ) -> None:
        """Add the inputs of one text; if it is required, then in the organization's first language."""
        for position, code in enumerate(self.languages):
            attrs = {"lang": code, "dir": "auto"}
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=f"{label} ({NAMES[code]})" if len(self.languages) > 1 else label,
                initial=value.get(code, ""),
                required=required and position == 0,
                max_length=longest,
                widget=forms.Textarea({"rows": 2, **attrs}) if area else forms.TextInput(attrs),
            )

    def texts(self, name: str, kept: Mapping[str, str] | None = None) -> dict[str, str]:
        """The text by language; languages the organization does not write in are kept."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: text for code, text in {**(kept or {}), **typed}.items() if text}


class EmotionForm(TextsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    group = forms.ChoiceField(label=_("Group"), choices=Emotion.Group.choices)
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=Emotion.Direction.choices,
        widget=forms.RadioSelect,
        initial=Emotion.Direction.SEEK,
        help_text=_("Seek it: customers should feel more of it. Avoid it: less."),
    )

    def __init__(self, *args: Any, emotion: Emotion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = emotion.names if emotion else {}
        definitions = emotion.definitions if emotion else {}
        self.add_texts("names", _("Name"), names, longest=60)
        self.add_texts(
            "definitions",
            _("What it means here"),
            definitions,
            longest=300,
            area=True,
            required=False,
        )
        if emotion is None:
            self.add_texts("wording", _("Question to customers"), {}, longest=LONGEST, area=True)
            self._explain_wording()
        else:
            self.initial = {
                "version": emotion.version,
                "group": emotion.group,
                "direction": emotion.direction,
            }
        self.order_fields(
            [name for name in self.fields if name.startswith("names")]
            + [name for name in self.fields if name.startswith("definitions")]
        )

    def _explain_wording(self) -> None:
        first = self.fields[f"wording_{self.languages[0]}"]
        first.initial = "After {interaction}, how far did you feel …?"
        first.help_text = _("{interaction} becomes what the stage calls it: “your support call”.")


class WordingForm(TextsForm):
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    meaning_changed = forms.BooleanField(
        label=_("The meaning changed"),
        required=False,
        help_text=_("Ticked, figures start anew; unticked, old and new answers count together."),
    )

    def __init__(self, *args: Any, wording: Wording | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts(
            "texts",
            _("Question to customers"),
            wording.texts if wording else {},
            longest=LONGEST,
            area=True,
        )
        self.initial["number"] = wording.number if wording else None
        if wording is None or not wording.is_locked:
            del self.fields["meaning_changed"]
        self.order_fields([name for name in self.fields if name.startswith("texts")])


class FocusForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why this emotion"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("What does it change for the customer, and for us?"),
    )
    evidence = forms.CharField(
        label=_("What we know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Comments, complaints, earlier research, figures; empty is honest, too."),
    )
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
