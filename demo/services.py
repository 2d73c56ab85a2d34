"""Taking the sample company away again."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import Organization, User
from accounts.services import organizations


class NotASample(Exception):
    """What was to be removed is somebody's real organization."""


@transaction.atomic
def remove_company(*, org: Organization) -> None:
    """Delete the sample company: its rows, its mails, and accounts that belong nowhere else."""
    if not org.is_demo:
        raise NotASample(org.slug)
    people = list(User.objects.filter(memberships__organization=org).values_list("pk", flat=True))
    organizations.remove(org=org)
    User.objects.filter(pk__in=people, memberships=None).delete()
    transaction.on_commit(empty_inbox)


def empty_inbox() -> None:
    """Delete every mail that the catcher has stored."""
    for path in Path(settings.DEMO_INBOX).glob("*.eml"):
        path.unlink(missing_ok=True)
