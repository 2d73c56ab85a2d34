"""What a person may set about a survey; its questions come from the map."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization
from emotions.models import Outcome
from journeys.models import Journey
from surveys.models import Survey
from surveys.selectors import followups

LANGUAGES = dict(settings.LANGUAGES)
NUMBERS = (
    "delay_hours",
    "reminder_days",
    "window_days",
    "sample_percent",
    "followup_days",
)


WORDS = ("subjects_", "intros_")


class SurveyForm(forms.Form):
    """How a survey asks; the journey is chosen once."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    journey = forms.ModelChoiceField(Journey.objects.none(), label=_("Journey"))
    name = forms.CharField(label=_("Name"), max_length=120)
    main_outcome = forms.ModelChoiceField(
        Outcome.objects.none(),
        label=_("Main outcome"),
        help_text=_("What an emotion is held against; asked of everybody."),
    )
    delay_hours = forms.IntegerField(
        label=_("Hours between the interaction and the mail"), min_value=0, max_value=24 * 30
    )
    reminder_days = forms.IntegerField(
        label=_("Remind once, after days"),
        min_value=1,
        max_value=30,
        required=False,
        help_text=_("Empty: no reminder."),
    )
    window_days = forms.IntegerField(label=_("Link valid for days"), min_value=1, max_value=90)
    sample_percent = forms.IntegerField(
        label=_("Ask this share of interactions (%)"), min_value=1, max_value=100
    )
    followup_owner = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Who follows up low answers"),
        required=False,
        help_text=_("Empty: the owner of the touchpoint."),
    )
    followup_days = forms.IntegerField(label=_("Follow up within days"), min_value=0, max_value=60)
    uncapped_stages = forms.MultipleChoiceField(
        label=_("Stages to ask about although the customer was asked a short while ago"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self, *args: Any, org: Organization, survey: Survey | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        offer(
            self,
            journey=Journey.objects.for_org(org).current(),
            main_outcome=_asked_outcomes(org),
            followup_owner=followups.possible_owners(org),
        )
        self._texts(survey)
        if survey is None:
            del self.fields["uncapped_stages"]
            self.initial = {**self._proposal(), **self.initial}
            return
        del self.fields["journey"]
        stages = survey.journey.stages.current()
        offer(self, uncapped_stages=[(stage.key, stage.name) for stage in stages])
        self.initial.update(initial_of(survey))

    def _proposal(self) -> dict[str, Any]:
        """What most would choose, so that a first survey is a matter of one press."""
        blank = Survey()
        field: Any = self.fields["journey"]
        journeys = list(field.queryset[:2])
        only = journeys[0] if len(journeys) == 1 else None
        return {
            **{name: getattr(blank, name) for name in NUMBERS},
            "journey": only,
            "name": _("After: %(journey)s") % {"journey": only} if only else "",
            "main_outcome": _asked_outcomes(self.org).first(),
        }

    def values(self) -> dict[str, Any]:
        """What the service takes: the model's own fields."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and not name.startswith(WORDS)
        }
        return typed | {name: self._gathered(name) for name in ("subjects", "intros")}

    @property
    def settings(self) -> list[forms.BoundField]:
        """When and whom it asks."""
        return [field for field in self.visible_fields() if not field.name.startswith(WORDS)]

    @property
    def words(self) -> list[forms.BoundField]:
        """The subject and the opening words in each language."""
        return [field for field in self.visible_fields() if field.name.startswith(WORDS)]

    @property
    def has_own_words(self) -> bool:
        """Whether there is something to see where the words are folded away."""
        return any(field.value() or field.errors for field in self.words)

    def _texts(self, survey: Survey | None) -> None:
        """One optional subject and opening a language; empty means our own words."""
        for code in self.org.languages:
            attrs = {"lang": code, "dir": "auto"}
            self.fields[f"subjects_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": LANGUAGES[code]},
                max_length=120,
                required=False,
                initial=survey.subjects.get(code, "") if survey else "",
                widget=forms.TextInput(attrs),
            )
            self.fields[f"intros_{code}"] = forms.CharField(
                label=_("Opening words (%(language)s)") % {"language": LANGUAGES[code]},
                max_length=500,
                required=False,
                initial=survey.intros.get(code, "") if survey else "",
                widget=forms.Textarea({"rows": 2, **attrs}),
            )

    def _gathered(self, name: str) -> dict[str, str]:
        typed = {code: self.cleaned_data[f"{name}_{code}"] for code in self.org.languages}
        return {code: text for code, text in typed.items() if text}


def initial_of(survey: Survey) -> dict[str, Any]:
    """A survey as the form shows it."""
    names = (*NUMBERS, "name", "version", "uncapped_stages")
    return {name: getattr(survey, name) for name in names} | {
        "main_outcome": survey.main_outcome_id,
        "followup_owner": survey.followup_owner_id,
    }


def _asked_outcomes(org: Organization) -> Any:
    """Outcomes that customers can be asked about and that are worth something."""
    return (
        Outcome.objects.for_org(org)
        .filter(archived_at__isnull=True, is_predictor=False)
        .exclude(scale=Outcome.Scale.NUMBER)
    )
