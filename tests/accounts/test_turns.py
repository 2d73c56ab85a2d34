"""One organization that fails holds up none of the others."""

import pytest

from accounts.models import Organization
from accounts.services.turns import all_of, one_by_one


def test_all_have_their_turn_when_one_fails(acme, sam):
    met = []

    def work(org):
        met.append(org)
        if org == acme:
            raise LookupError("Acme is broken")
        return 1

    with pytest.raises(ExceptionGroup) as failed:
        one_by_one(work, Organization.objects.order_by("pk"))

    assert met == [acme, sam.organization]
    assert [str(each) for each in failed.value.exceptions] == ["Acme is broken"]


def test_what_is_done_is_counted(acme, sam):
    assert (
        one_by_one(lambda org: org.pk, Organization.objects.all()) == acme.pk + sam.organization.pk
    )


def test_what_comes_next_is_done_all_the_same():
    done = []

    def fail():
        raise LookupError

    with pytest.raises(ExceptionGroup):
        all_of(fail, lambda: done.append("next") or 1)

    assert done == ["next"]
