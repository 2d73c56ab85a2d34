"""Those who may be asked to practise: staff members, and members who are not staff yet."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Membership, Organization, StaffMember
from accounts.permissions import Permission
from training.models import Assignment


@dataclass(frozen=True)
class Person:
    """Somebody who practises; at least one of the two is known."""

    staff_member: StaffMember | None
    membership: Membership | None

    def __str__(self) -> str:
        return str(self.staff_member or self.membership)

    @property
    def staff_id(self) -> int | None:
        return self.staff_member.pk if self.staff_member else None

    @property
    def may_practise(self) -> bool:
        """Without a login there is nowhere to practise, and viewers only look."""
        return self.membership is not None and self.membership.can(Permission.TRAINING_TAKE)

    def is_asked_by(self, assignment: Assignment) -> bool:
        if assignment.team_id:
            return self.staff_member is not None and self.staff_member.team_id == assignment.team_id
        if assignment.staff_member_id:
            return self.staff_id == assignment.staff_member_id
        return self.membership is not None and self.membership.role == assignment.role


def everybody(*, org: Organization) -> list[Person]:
    """The people of an organization by name; who serves no customers any more is left out."""
    staff = StaffMember.objects.for_org(org).present().select_related("membership__user")
    people = [Person(row, _present(row.membership)) for row in staff]
    people += [Person(None, row) for row in without_staff_row(org=org)]
    return sorted(people, key=lambda person: str(person).casefold())


def without_staff_row(*, org: Organization) -> QuerySet[Membership]:
    """Members who have never practised and were never entered as staff."""
    rows: QuerySet[Membership] = (
        Membership.objects.present()
        .for_org(org)
        .filter(staff_member__isnull=True)
        .select_related("user")
    )
    return rows


def of_member(*, membership: Membership) -> Person:
    """Somebody who signs in, with their staff row if they have one."""
    staff = StaffMember.objects.for_org(membership.organization)
    return Person(staff.filter(membership=membership).first(), membership)


def _present(membership: Membership | None) -> Membership | None:
    return membership if membership is not None and membership.left_at is None else None
