"""Who practises: staff members, whether they signed in before or not."""

from django.db import transaction

from accounts.models import Actor, Membership, StaffMember
from accounts.services import staff


@transaction.atomic
def of_member(*, membership: Membership, by: Actor) -> StaffMember:
    """The staff member that somebody who signs in is; one is made the first time.

    A staff member entered earlier with the same e-mail address is the same person.
    """
    locked = Membership.objects.select_for_update(of=("self",)).select_related(
        "user", "organization"
    )
    membership = locked.get(pk=membership.pk)  # two first attempts at once make one person
    known = StaffMember.objects.for_org(membership.organization)
    found: StaffMember | None = known.filter(membership=membership).first()
    if found is not None:
        return found
    namesakes = list(
        known.present().filter(membership__isnull=True, email__iexact=membership.user.email)[:2]
    )
    if len(namesakes) == 1:
        return staff.change(person=namesakes[0], fields={"membership": membership}, by=by)
    fields = {
        "name": str(membership.user),
        "email": membership.user.email,
        "membership": membership,
    }
    return staff.add(org=membership.organization, fields=fields, by=by)
