from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from actions.models import Action
from emotions.models import Emotion
from emotions.services.wordings import LONGEST
from journeys.forms.rows import MemberField, RowForm
from journeys.models import CheckWording, Stage, StageAction


class StageActionForm(RowForm):
    """What the action needs to be done here; a new one also says which action it is."""

    model = StageAction
    names = (
        "time_allowed",
        "performance_measure",
        "measure_effect",
        "authority",
        "material",
        "due_on",
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aims = stage.targets.current().values_list("emotion_id", flat=True)
        if self.row is None:
            self.fields["action"] = _fitting_first(
                free_actions(stage), Q(emotions__in=aims), _("Action"), _("Evoke what it aims for")
            )
        self.fields["emotion"] = _fitting_first(
            emotions_of(stage),
            Q(pk__in=aims),
            _("The emotion it is to evoke"),
            _("Targets of this stage"),
        )
        self.fields["owner"] = MemberField(org=self.org, label=_("Owner"), empty_label=_("Nobody"))
        if self.row is not None:
            self.start("emotion", "owner")
        self._explain()
        self.order_fields(["action", "emotion", *self.names[:-1], "owner", "due_on"])

    def _explain(self) -> None:
        for name, text in {
            "time_allowed": _("For example “five minutes a call, outside the queue”."),
            "performance_measure": _("What people are measured by while they do it."),
            "authority": _("What they may decide without asking."),
            "material": _("What they need to have at hand."),
        }.items():
            self.fields[name].help_text = text


def _fitting_first(rows: QuerySet[Any], fits: Q, label: Any, fitting: Any) -> forms.Field:
    """A choice of one row; those that fit the stage stand first, under a heading."""
    field = forms.ModelChoiceField(rows, label=label)
    found = set(rows.filter(fits).values_list("pk", flat=True))
    groups: dict[bool, list[tuple[int, str]]] = {True: [], False: []}
    for row in rows:
        groups[row.pk in found].append((row.pk, str(row)))
    if groups[True]:
        field.choices = [("", _("Choose")), (fitting, groups[True]), (_("Others"), groups[False])]
    return field


def free_actions(stage: Stage) -> Any:
    """Actions that may still be designed into the stage."""
    taken = stage.stage_actions.current().values("action_id")
    actions = Action.objects.for_org(stage.organization).exclude(state=Action.State.RETIRED)
    return actions.exclude(pk__in=taken).order_by("title")


def emotions_of(stage: Stage) -> Any:
    """The emotions of the organization."""
    return Emotion.objects.for_org(stage.organization).current()


class LiveForm(forms.Form):
    """Since when people have really done it."""

    since = forms.DateField(
        label=_("Live since"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class StopForm(forms.Form):
    """From which day on people no longer do it."""

    ended_on = forms.DateField(
        label=_("Stopped on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class CheckForm(RowForm):
    """The question to customers whether it happened; `number` is the version that was read."""

    model = CheckWording
    names = ("yes_is_good",)

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        org: Organization,
        latest: CheckWording | None,
        suggestion: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, org=org, row=latest, **kwargs)
        texts = latest.texts if latest else suggestion
        self.add_texts("texts", _("Question"), texts, longest=LONGEST, required=True)
        self.initial["number"] = latest.number if latest else 0
        if latest is not None and latest.is_locked:
            self.fields["meaning_changed"] = forms.BooleanField(
                label=_("The meaning changed"),
                required=False,
                help_text=_(
                    "Ticked, figures start anew; unticked, old and new answers are pooled."
                ),
            )
        self.order_fields([name for name in self.fields if name.startswith("texts")])
