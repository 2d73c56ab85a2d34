from typing import Any

from django.utils.translation import gettext_lazy as _

from journeys.forms.rows import MemberField, RowForm
from journeys.models import Persona, Touchpoint


class TouchpointForm(RowForm):
    model = Touchpoint
    names = ("name", "channel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = MemberField(org=self.org, label=_("Owner"), empty_label=_("Nobody"))
        if self.row is not None:
            self.start("owner")


class PersonaForm(RowForm):
    model = Persona
    names = ("name", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].widget.attrs["rows"] = 4
        self.fields["description"].help_text = _("What they need, and what sets them apart.")
