"""Who may do what: ONE table, readable by a manager on a page."""

from collections.abc import Callable
from enum import StrEnum, auto
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import OrgRequest

P = ParamSpec("P")


class Permission(StrEnum):
    VIEW = auto()
    VIEW_SHARE = auto()
    ORGANIZATION_EDIT = auto()
    MEMBER_EDIT = auto()
    TEAM_EDIT = auto()
    TOKEN_EDIT = auto()
    EVENT_READ = auto()
    EMOTION_EDIT = auto()
    BRAINSTORM_JOIN = auto()
    ACTION_EDIT = auto()
    JOURNEY_EDIT = auto()
    BELIEF_GIVE = auto()
    TRAINING_EDIT = auto()
    TRAINING_ASSIGN = auto()
    TRAINING_TAKE = auto()
    FORECAST_GIVE = auto()
    SURVEY_EDIT = auto()
    INTERACTION_ADD = auto()
    CUSTOMER_READ = auto()
    CUSTOMER_EDIT = auto()
    ANSWER_READ = auto()
    FOLLOWUP_EDIT = auto()
    REPORT_EDIT = auto()

    @property
    def label(self) -> Promise:
        return LABELS[self]


LABELS: dict[Permission, Promise] = {
    Permission.VIEW: _("See maps, actions, lessons and figures"),
    Permission.VIEW_SHARE: _("Share saved views with everybody"),
    Permission.ORGANIZATION_EDIT: _("Change the organization's settings"),
    Permission.MEMBER_EDIT: _("Invite people and change their roles"),
    Permission.TEAM_EDIT: _("Change teams and the people in them"),
    Permission.TOKEN_EDIT: _("Make API tokens of one's own"),
    Permission.EVENT_READ: _("Read the log of changes"),
    Permission.EMOTION_EDIT: _("Define emotions and choose the focus"),
    Permission.BRAINSTORM_JOIN: _("Write and vote in brainstorms"),
    Permission.ACTION_EDIT: _("Run brainstorms and write actions"),
    Permission.JOURNEY_EDIT: _("Map journeys and open belief rounds"),
    Permission.BELIEF_GIVE: _("Estimate what customers feel"),
    Permission.TRAINING_EDIT: _("Write lessons and scenarios"),
    Permission.TRAINING_ASSIGN: _("Assign lessons"),
    Permission.TRAINING_TAKE: _("Take lessons and practise"),
    Permission.FORECAST_GIVE: _("Forecast the team's behaviour"),
    Permission.SURVEY_EDIT: _("Build and start surveys"),
    Permission.INTERACTION_ADD: _("Add interactions one at a time"),
    Permission.CUSTOMER_READ: _("See customers by name"),
    Permission.CUSTOMER_EDIT: _(
        "Change, import and erase customers, and hand out all that is known of one"
    ),
    Permission.ANSWER_READ: _("Read single answers and comments"),
    Permission.FOLLOWUP_EDIT: _("Follow up unhappy customers"),
    Permission.REPORT_EDIT: _("Choose who gets reports and take note of alerts"),
}


class Role(StrEnum):
    OWNER = auto()
    EDITOR = auto()
    MANAGER = auto()
    CONTRIBUTOR = auto()
    VIEWER = auto()

    @property
    def label(self) -> Promise:
        return ROLE_LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        return GRANTS[self]


# What the API calls them.
ROLE_VALUES = [role.value for role in Role]

ROLE_LABELS: dict[Role, Promise] = {
    Role.OWNER: _("Owner"),
    Role.EDITOR: _("Editor"),
    Role.MANAGER: _("Manager"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.VIEWER: _("Viewer"),
}

VIEWER = frozenset({Permission.VIEW})
CONTRIBUTOR = VIEWER | {
    Permission.BRAINSTORM_JOIN,
    Permission.BELIEF_GIVE,
    Permission.TRAINING_TAKE,
}
MANAGER = CONTRIBUTOR | {
    Permission.VIEW_SHARE,
    Permission.TRAINING_ASSIGN,
    Permission.FORECAST_GIVE,
    Permission.TEAM_EDIT,
    Permission.TOKEN_EDIT,
    Permission.INTERACTION_ADD,
    Permission.CUSTOMER_READ,
    Permission.ANSWER_READ,
    Permission.FOLLOWUP_EDIT,
    Permission.REPORT_EDIT,
}
EDITOR = MANAGER | {
    Permission.EMOTION_EDIT,
    Permission.ACTION_EDIT,
    Permission.JOURNEY_EDIT,
    Permission.TRAINING_EDIT,
    Permission.SURVEY_EDIT,
    Permission.CUSTOMER_EDIT,
    Permission.EVENT_READ,
}
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.EDITOR: EDITOR,
    Role.MANAGER: MANAGER,
    Role.CONTRIBUTOR: CONTRIBUTOR,
    Role.VIEWER: VIEWER,
}

OrgView = Callable[Concatenate["OrgRequest", P], "HttpResponse"]


def require(permission: Permission) -> Callable[[OrgView[P]], OrgView[P]]:
    """Answer 403 unless the member at this door may do `permission`."""

    def decorator(view: OrgView[P]) -> OrgView[P]:
        @wraps(view)
        def wrapper(request: "OrgRequest", /, *args: P.args, **kwargs: P.kwargs) -> "HttpResponse":
            if not request.membership.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapper.permission = permission  # type: ignore[attr-defined]  # read by the matrix test
        return wrapper

    return decorator


def grants_table() -> list[tuple[Permission, list[tuple[Role, bool]]]]:
    """Rows of the page that shows the grants: a permission and who has it."""
    return [
        (permission, [(role, permission in role.permissions) for role in Role])
        for permission in Permission
    ]
