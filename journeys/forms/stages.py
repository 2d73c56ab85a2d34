from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from journeys.forms.rows import RowForm
from journeys.library.guide import QUESTIONS
from journeys.models import Stage


class StageForm(RowForm):
    model = Stage
    names = ("name", "customer_goal", "is_asked", "intention", "reality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.row if isinstance(self.row, Stage) else None
        self.add_texts(
            "asked_as",
            _("How to name it to customers"),
            stage.asked_as if stage else {},
            longest=80,
            required=False,
        )
        first = self.fields[f"asked_as_{self.org.language}"]
        first.help_text = _("It ends the sentence “After …”: for example “your support call”.")
        teams = Team.objects.for_org(self.org).filter(archived_at=None)
        self.rows("teams", _("Teams at this stage"), teams, stage.teams.all() if stage else ())
        self.fields["intention"].help_text = _("One sentence you would say about yourselves.")
        self.fields["reality"].help_text = _("What customers say about the same moment.")
        self.order_fields(["name", "customer_goal", "intention", "reality", "is_asked"])


class GuideForm(forms.Form):
    """The seven questions; each may stay open."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    resolve_first = forms.BooleanField(
        label=_("Resolve first at this stage"),
        required=False,
        help_text=_("Surveys then ask first whether it was solved; kind words alone are flagged."),
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = forms.ChoiceField(
                label=question.question,
                help_text=question.help,
                choices=[
                    *((option.key, option.label) for option in question.options),
                    ("", _("We leave this open")),
                ],
                widget=forms.RadioSelect,
                required=False,
            )
        self.initial = {
            **dict.fromkeys(self.fields, ""),
            **stage.guide,
            "version": stage.version,
            "resolve_first": stage.resolve_first,
        }
        self.order_fields([question.key for question in QUESTIONS])

    def answers(self) -> dict[str, str]:
        """What was chosen, by the key of the question."""
        chosen = {question.key: self.cleaned_data[question.key] for question in QUESTIONS}
        return {key: answer for key, answer in chosen.items() if answer}
