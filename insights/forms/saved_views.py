from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.permissions import Permission
from insights.models import SavedView


class SavedViewForm(forms.Form):
    """The name of a view and who sees it; the filters come with the address."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_shared = forms.BooleanField(
        label=_("Share it with everybody here"),
        required=False,
        help_text=_("The figures are computed for whoever opens it, as far as they may see them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, membership: Membership, view: SavedView | None = None
    ) -> None:
        super().__init__(data, initial=_row(view) if view else None)
        if not membership.can(Permission.VIEW_SHARE):
            del self.fields["is_shared"]

    def changes(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _row(view: SavedView) -> dict[str, Any]:
    return {"name": view.name, "is_shared": view.is_shared, "version": view.version}
