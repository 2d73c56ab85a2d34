from django.utils.timezone import now

from tests.factories.accounts import (
    ApiTokenFactory,
    MemberInvitationFactory,
    MembershipFactory,
    StaffMemberFactory,
    TeamFactory,
)
from tests.matrix import (
    BAD,
    EVERYBODY,
    FORBIDDEN,
    FOUND,
    INVALID,
    OK,
    Row,
    api,
    page,
)

NO = FORBIDDEN
MISSING = 404
OWNER = (OK, NO, NO, NO, NO)
MANAGERS = (OK, OK, OK, NO, NO)
CREATED, GONE = 201, 204
COLLEAGUE = {"email": "jo@people.example", "role": "viewer"}


def a_member(organization):
    return {"pk": MembershipFactory(organization=organization).pk}


def an_invitation(organization):
    return {"pk": MemberInvitationFactory(organization=organization).pk}


def a_token(organization):
    return {"pk": ApiTokenFactory(organization=organization).pk}


def a_team(organization):
    return {"pk": TeamFactory(organization=organization).pk}


def an_archived_team(organization):
    return {"pk": TeamFactory(organization=organization, archived_at=now()).pk}


def somebody_gone(organization):
    return {"pk": StaffMemberFactory(organization=organization, left_at=now()).pk}


def somebody(organization):
    return {"pk": StaffMemberFactory(organization=organization).pk}


def post(route, *statuses, make=None, **typed):
    options = {"make": make} if make else {}
    return page(route, *statuses, method="post", **options, **typed)


ROWS: list[Row] = [
    page("accounts:overview", *EVERYBODY),
    post("accounts:checklist-hide", FOUND, NO, NO, NO, NO),
    post("accounts:checklist-show", FOUND, NO, NO, NO, NO),
    page("accounts:settings", *EVERYBODY),
    post("accounts:settings", INVALID, NO, NO, NO, NO),
    page("accounts:grants", *EVERYBODY),
    page("accounts:member-list", *EVERYBODY),
    page("accounts:member-detail", *EVERYBODY, make=a_member),
    post("accounts:member-detail", FOUND, NO, NO, NO, NO, make=a_member, role="editor"),
    page("accounts:member-leave", OK, NO, NO, NO, NO, make=a_member),
    post("accounts:member-leave", FOUND, NO, NO, NO, NO, make=a_member),
    post("accounts:invitation-create", FOUND, NO, NO, NO, NO, email="a@b.example", role="viewer"),
    post("accounts:invitation-resend", FOUND, NO, NO, NO, NO, make=an_invitation),
    post("accounts:invitation-withdraw", FOUND, NO, NO, NO, NO, make=an_invitation),
    page("accounts:team-list", *EVERYBODY),
    post("accounts:team-create", FOUND, FOUND, FOUND, NO, NO, name="Early shift"),
    page("accounts:team-edit", *MANAGERS, make=a_team),
    post("accounts:team-edit", FOUND, FOUND, FOUND, NO, NO, make=a_team, name="Late shift"),
    post("accounts:team-archive", FOUND, FOUND, FOUND, NO, NO, make=a_team),
    post("accounts:team-restore", FOUND, FOUND, FOUND, NO, NO, make=an_archived_team),
    page("accounts:staff-list", *EVERYBODY),
    page("accounts:staff-create", *MANAGERS),
    post("accounts:staff-create", FOUND, FOUND, FOUND, NO, NO, name="Ana"),
    page("accounts:staff-edit", *MANAGERS, make=somebody),
    post("accounts:staff-edit", FOUND, FOUND, FOUND, NO, NO, make=somebody, name="Ana"),
    post("accounts:staff-leave", FOUND, FOUND, FOUND, NO, NO, make=somebody),
    post("accounts:staff-return", FOUND, FOUND, FOUND, NO, NO, make=somebody_gone),
    page("accounts:token-list", *MANAGERS),
    post("accounts:token-create", OK, OK, OK, NO, NO, name="CRM", scope="read"),
    # Whoever may not change people sees their own tokens only.
    post("accounts:token-revoke", FOUND, MISSING, MISSING, NO, NO, make=a_token),
    page("accounts:event-list", OK, OK, NO, NO, NO),
    api("api:schema", *EVERYBODY),
    page("api:docs", *EVERYBODY),
    api("api:me", *EVERYBODY),
    api("api:organization", *EVERYBODY),
    api("api:organization", OK, NO, NO, NO, NO, method="patch", name="Acme Ltd"),
    api("api:member-list", *EVERYBODY),
    api("api:member-detail", *EVERYBODY, make=a_member),
    api("api:member-detail", OK, NO, NO, NO, NO, method="patch", make=a_member, role="editor"),
    api("api:member-detail", GONE, NO, NO, NO, NO, method="delete", make=a_member),
    api("api:invitation-list", *OWNER),
    api("api:invitation-list", CREATED, NO, NO, NO, NO, method="post", **COLLEAGUE),
    api("api:invitation-detail", GONE, NO, NO, NO, NO, method="delete", make=an_invitation),
    api("api:team-list", *EVERYBODY),
    api("api:team-list", CREATED, CREATED, CREATED, NO, NO, method="post", name="Early shift"),
    api("api:team-list", BAD, BAD, BAD, NO, NO, method="post"),
    api("api:team-detail", *EVERYBODY, make=a_team),
    api("api:team-detail", *MANAGERS, method="patch", make=a_team, name="Late shift"),
    api("api:staff-list", *EVERYBODY),
    api("api:staff-list", CREATED, CREATED, CREATED, NO, NO, method="post", name="Ana"),
    api("api:staff-detail", *EVERYBODY, make=somebody),
    api("api:staff-detail", *MANAGERS, method="patch", make=somebody, name="Ana"),
    api("api:event-list", OK, OK, NO, NO, NO),
]
