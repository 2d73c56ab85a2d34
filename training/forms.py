from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization, StaffMember, Team
from actions.models import Action
from emotions.models import Emotion
from training.models import Choice, Lesson, Scenario
from training.selectors import people
from training.selectors.lessons import Filters
from training.services.assignments import PRACTISING
from training.services.scenarios import FEWEST, MOST, Option

TEXT = {"rows": 3, "dir": "auto"}


class LessonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=160, widget=forms.TextInput({"dir": "auto"})
    )
    emotion = forms.ModelChoiceField(
        Emotion.objects.none(),
        label=_("Emotion it trains"),
        required=False,
        empty_label=_("None in particular"),
    )
    action = forms.ModelChoiceField(
        Action.objects.none(),
        label=_("Action it trains"),
        required=False,
        empty_label=_("None in particular"),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=20000,
        widget=forms.Textarea({"rows": 16, "dir": "auto"}),
        help_text=_(
            "Three minutes to read. Markdown: ## heading, **bold**, - list, > what to say."
        ),
    )
    pass_percent = forms.IntegerField(
        label=_("To pass it takes (%)"), min_value=1, max_value=100, initial=70
    )
    valid_months = forms.IntegerField(
        label=_("Practise again after (months)"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Empty: a pass never runs out."),
    )

    NAMES = ("title", "emotion", "action", "body", "pass_percent", "valid_months", "version")

    def __init__(
        self, *args: Any, org: Organization, lesson: Lesson | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = lesson or Lesson()
        # What the lesson is about stays to be chosen, also when it was put away since.
        emotions = Emotion.objects.for_org(org).filter(
            Q(archived_at=None) | Q(pk=chosen.emotion_id)
        )
        actions = Action.objects.for_org(org).exclude(
            ~Q(pk=chosen.action_id), state=Action.State.RETIRED
        )
        offer(self, emotion=emotions, action=actions.order_by("title"))
        if lesson is not None:
            self.initial = {name: getattr(lesson, name) for name in self.NAMES}

    def changes(self) -> dict[str, Any]:
        """Everything but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ScenarioForm(forms.Form):
    """A cue with two to five answers; the rows of a form are numbered from 1."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    situation = forms.CharField(
        label=_("Situation"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("Where you are, and what you can see and do."),
    )
    cue = forms.CharField(
        label=_("The customer says"), max_length=1000, widget=forms.Textarea(TEXT)
    )
    resolve_first = forms.BooleanField(
        label=_("Solving comes first here"),
        required=False,
        help_text=_(
            "Fraud, a failed payment, a defect: only an answer that starts to solve helps."
        ),
    )

    PLACES = tuple(range(1, MOST + 1))

    def __init__(self, *args: Any, options: Sequence[Option] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in self.PLACES:
            self._add_place(place, options[place - 1] if place <= len(options) else None)

    def _add_place(self, place: int, option: Option | None) -> None:
        required = place <= FEWEST
        number = {"n": place}
        self.fields[f"text_{place}"] = forms.CharField(
            label=_("Answer %(n)s") % number,
            max_length=1000,
            required=required,
            initial=option.text if option else None,
            widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        )
        self.fields[f"effect_{place}"] = forms.TypedChoiceField(
            label=_("What answer %(n)s does") % number,
            choices=[("", "–"), *Choice.Effect.choices],
            coerce=int,
            empty_value=None,
            required=required,
            initial=option.effect if option else None,
        )
        self.fields[f"why_{place}"] = forms.CharField(
            label=_("Why, for answer %(n)s") % number,
            max_length=1000,
            required=required,
            initial=option.why if option else None,
            widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        )

    def clean(self) -> dict[str, Any]:
        """An answer is written whole or not at all."""
        for place in self.PLACES[FEWEST:]:
            names = [f"{part}_{place}" for part in ("text", "effect", "why")]
            missing = [name for name in names if self.cleaned_data.get(name) in (None, "")]
            if 0 < len(missing) < len(names):
                for name in missing:
                    if name not in self.errors:
                        self.add_error(name, _("This belongs to the answer, too."))
        return self.cleaned_data

    def places(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"text_{place}"], self[f"effect_{place}"], self[f"why_{place}"])
            for place in self.PLACES
        ]

    def options(self) -> list[Option]:
        given = self.cleaned_data
        return [
            Option(given[f"text_{place}"], given[f"effect_{place}"], given[f"why_{place}"])
            for place in self.PLACES
            if given.get(f"text_{place}")
        ]

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("situation", "cue", "resolve_first")}


def scenario_form(data: Any, scenario: Scenario, options: Sequence[Option]) -> ScenarioForm:
    """The form of a scenario as it is now."""
    names = ("version", "situation", "cue", "resolve_first")
    now = {name: getattr(scenario, name) for name in names}
    return ScenarioForm(data, initial=now, options=options)


class AnswerForm(forms.Form):
    """One answer to one scenario; `key` names the attempt it belongs to."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    scenario = forms.ModelChoiceField(Scenario.objects.none(), widget=forms.HiddenInput)
    choice = forms.ModelChoiceField(
        Choice.objects.none(), error_messages={"required": _("Choose what you would say.")}
    )

    def __init__(self, *args: Any, lesson: Lesson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scenarios = Scenario.objects.for_org(lesson.organization).filter(lesson=lesson)
        choices = Choice.objects.for_org(lesson.organization).filter(scenario__lesson=lesson)
        offer(self, scenario=scenarios, choice=choices)


class LessonFilter(forms.Form):
    show = forms.CharField(required=False, widget=forms.HiddenInput)
    emotion = forms.ModelChoiceField(
        Emotion.objects.none(), label=_("Emotion"), required=False, empty_label=_("Every emotion")
    )
    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )

    def __init__(self, data: Any, *, org: Organization) -> None:
        super().__init__(data)
        offer(self, emotion=Emotion.objects.for_org(org).current())

    def filters(self) -> Filters:
        """The filters; a wrong one leaves the list whole."""
        if not self.is_valid():
            return Filters()
        return Filters(self.cleaned_data["emotion"], self.cleaned_data["words"])


class AssignmentForm(forms.Form):
    """A lesson, whom it is given to, and until when. `to` is for example "team:3"."""

    lesson = forms.ModelChoiceField(Lesson.objects.none(), label=_("Lesson"))
    to = forms.ChoiceField(label=_("Give it to"))
    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        offer(self, lesson=Lesson.objects.for_org(org).current(), to=_targets(org))
        self.initial.setdefault("due_on", org.today() + timedelta(days=14))

    def target(self) -> dict[str, Any]:
        """What `assign` takes for the choice made."""
        kind, _colon, key = self.cleaned_data["to"].partition(":")
        if kind == "role":
            return {"role": key}
        rows: dict[str, Any] = {"team": Team, "staff_member": StaffMember, "member": Membership}
        return {kind: rows[kind].objects.for_org(self.org).get(pk=key)}


def _targets(org: Organization) -> list[Any]:
    teams = Team.objects.for_org(org).current()
    staff = StaffMember.objects.for_org(org).present()
    members = [m for m in people.without_staff_row(org=org) if m.role in PRACTISING]
    persons = [(f"staff_member:{row.pk}", str(row)) for row in staff]
    persons += [(f"member:{row.pk}", str(row)) for row in members]
    return [
        ("", "–"),
        (_("Everybody with the role"), [(f"role:{role.value}", role.label) for role in PRACTISING]),
        (_("A team"), [(f"team:{row.pk}", str(row)) for row in teams]),
        (_("One person"), sorted(persons, key=lambda person: person[1].casefold())),
    ]


class ForecastForm(forms.Form):
    in_ten = forms.TypedChoiceField(
        label=_("In how many of 10 interactions?"),
        choices=[(n, str(n)) for n in range(11)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 0 to 10.")},
    )
