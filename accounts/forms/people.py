from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import ApiToken, Membership, Organization, StaffMember, Team, User
from accounts.permissions import Role

THEMES = [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]


class InvitationForm(forms.Form):
    """A colleague to be asked."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Role],
        initial=Role.CONTRIBUTOR.value,
    )


class RoleForm(forms.Form):
    """What somebody may do from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in Role])
    # The role that was shown, as a version of it.
    was = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, person: Membership) -> "RoleForm":
        return cls(initial={"role": person.role, "was": person.role})


class LeaveForm(forms.Form):
    """Who takes over what somebody looked after."""

    successor = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Who takes over"),
        required=False,
        empty_label=_("Nobody for now"),
    )

    def __init__(self, *args: Any, leaver: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Membership.objects.present().for_org(leaver.organization)
        others = present.exclude(pk=leaver.pk).select_related("user")
        offer(self, successor=others.order_by("user__name"))


class TokenForm(forms.Form):
    """A key for another system."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=100, help_text=_("For example: our CRM.")
    )
    scope = forms.ChoiceField(
        label=_("It may"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ
    )


class TeamForm(forms.ModelForm[Team]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Team
        fields = ["name"]


class StaffForm(forms.ModelForm[StaffMember]):
    """Somebody who serves customers."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = StaffMember
        fields = ["name", "external_id", "email", "team", "membership"]
        labels = {"membership": _("Signs in as"), "team": _("Team")}
        help_texts = {
            "external_id": _("How your other systems call this person; imports look for it."),
            "membership": _("Only for somebody who signs in: lessons and answers appear there."),
        }

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Membership.objects.present().for_org(org).select_related("user")
        teams = Team.objects.current().for_org(org)
        offer(self, team=teams, membership=present.order_by("user__name"))


class ProfileForm(forms.Form):
    """How a person is called and how the product looks to them."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES, required=False)


class NewcomerForm(forms.Form):
    """An invited person without an account yet."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters, and not one of the common ones."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_password(self, email=self.email)
        return cleaned


def check_password(form: forms.Form, *, email: str) -> None:
    """Hold a new password against the rules and against the person it belongs to."""
    password = form.cleaned_data.get("password")
    if password:
        user = User(email=email, name=form.cleaned_data.get("name", ""))
        try:
            validate_password(password, user)
        except ValidationError as error:
            form.add_error("password", error)
