"""Files that leave the house."""

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from journeys.models import Stage
from journeys.selectors.maps import Aim, Map


def of_beliefs(found: Map) -> Table:
    """Intended, believed and felt, stage by stage; without what this reader may not see yet."""
    columns = [
        _("Stage"),
        _("Emotion"),
        _("Aim"),
        _("Intended"),
        _("Believed"),
        _("Low"),
        _("High"),
        _("Estimates"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Why not"),
    ]
    rows = [_aim(column.stage, aim) for column in found.columns for aim in column.aims]
    return Table(_("Beliefs"), columns, rows)


def _aim(stage: Stage, aim: Aim) -> list[Value]:
    felt = aim.felt
    low, high = (felt.belief if felt else None) or (None, None)
    return [
        stage.name,
        str(aim.emotion),
        _("at most") if aim.emotion.is_to_avoid else _("at least"),
        aim.target.intended,
        aim.believed.mean if aim.believed else None,
        low if aim.believed else None,
        high if aim.believed else None,
        aim.believed.n if aim.believed else 0,
        felt.mean if felt else None,
        felt.low if felt else None,
        felt.high if felt else None,
        felt.n if felt else None,
        felt.withheld if felt else "",
    ]
