from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization
from actions.models import Action, Note, Participant
from actions.selectors.actions import Filters
from emotions.models import Emotion

TEXT = {"rows": 3, "dir": "auto"}


class ActionForm(forms.Form):
    """An action; up to four emotions, the first one required."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    what_we_do = forms.CharField(
        label=_("What we do"), max_length=2000, widget=forms.Textarea(TEXT)
    )
    what_we_say = forms.CharField(
        label=_("What we say"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(TEXT),
        help_text=_("In the words one would really use."),
    )
    cost = forms.TypedChoiceField(label=_("Cost"), choices=Action.Cost.choices, coerce=int)
    effort = forms.TypedChoiceField(label=_("Effort"), choices=Action.Effort.choices, coerce=int)
    source = forms.ChoiceField(label=_("Where it comes from"), choices=Action.Source.choices)
    quote = forms.CharField(
        label=_("The customer's words"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    owner = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Owner"), required=False, empty_label=_("Nobody yet")
    )

    PLACES = (1, 2, 3, 4)

    def __init__(self, *args: Any, org: Organization, action: Action | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        members = Membership.objects.for_org(org).present().select_related("user")
        offer(self, owner=members)
        emotions = Emotion.objects.for_org(org).current()
        for place in self.PLACES:
            self._add_place(place, emotions)
        if action is not None:
            self._fill(action)

    def _add_place(self, place: int, emotions: Any) -> None:
        self.fields[f"emotion_{place}"] = forms.ModelChoiceField(
            emotions,
            label=_("Emotion it evokes") if place == 1 else _("Further emotion"),
            required=place == 1,
            empty_label=_("Choose an emotion") if place == 1 else _("None"),
        )
        self.fields[f"strength_{place}"] = forms.TypedChoiceField(
            label=_("Expected strength"),
            choices=Action.Strength.choices,
            coerce=int,
            required=False,
            initial=Action.Strength.MEDIUM,
        )

    def _fill(self, action: Action) -> None:
        names = ("version", "title", "what_we_do", "what_we_say", "cost", "effort", "source")
        shown = {name: getattr(action, name) for name in (*names, "quote", "owner")}
        for place, row in zip(self.PLACES, action.evokes.all(), strict=False):
            shown |= {f"emotion_{place}": row.emotion_id, f"strength_{place}": row.strength}
        self.initial = shown

    def places(self) -> list[tuple[Any, Any]]:
        return [(self[f"emotion_{place}"], self[f"strength_{place}"]) for place in self.PLACES]

    def evokes(self) -> dict[Emotion, int]:
        return {
            self.cleaned_data[f"emotion_{place}"]: self.cleaned_data[f"strength_{place}"]
            or int(Action.Strength.MEDIUM)
            for place in self.PLACES
            if self.cleaned_data.get(f"emotion_{place}")
        }

    def plain(self) -> dict[str, Any]:
        """Everything but the emotions and the version."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and not name.startswith(("emotion_", "strength_"))
        }


class ActionFilter(forms.Form):
    emotion = forms.ModelChoiceField(
        Emotion.objects.none(), label=_("Emotion"), required=False, empty_label=_("Every emotion")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Not retired")), *Action.State.choices],
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
        return Filters(**self.cleaned_data) if self.is_valid() else Filters()


class BrainstormForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    emotion = forms.ModelChoiceField(Emotion.objects.none(), label=_("Emotion"))
    held_on = forms.DateField(
        label=_("Held on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    votes_each = forms.IntegerField(label=_("Votes each"), min_value=1, max_value=20, initial=3)
    memory_prompt = forms.CharField(
        label=_("First question"),
        max_length=300,
        required=False,
        help_text=_("Empty: “Outside work, when did somebody make you feel …?”"),
    )
    version_prompt = forms.CharField(
        label=_("Second question"),
        max_length=300,
        required=False,
        help_text=_(
            "Empty: “What would our version of that be?”, or what to do instead of what to avoid."
        ),
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, emotion=Emotion.objects.for_org(org).current())


class ParticipantForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    level = forms.ChoiceField(label=_("Level"), choices=Participant.Level.choices)
    function = forms.CharField(label=_("Function"), max_length=100, required=False)


class NoteForm(forms.Form):
    prompt = forms.ChoiceField(choices=Note.Prompt.choices, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your notes, one a line"),
        max_length=20000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    participant = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Who said it"), required=False, empty_label=_("Me")
    )

    def __init__(self, *args: Any, participants: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, participant=participants)


class NoteEditForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Note"), max_length=500, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )


class ClusterForm(forms.Form):
    name = forms.CharField(label=_("Cluster"), max_length=120, required=False)
