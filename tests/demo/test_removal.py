"""The sample company goes with one click, whole, and nothing else goes with it."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organization, User
from demo import services
from tests.factories.accounts import MembershipFactory

REMOVE = reverse("demo:company-remove")


@pytest.mark.parametrize("person", ["edgar", "mona", "carl", "vera"])
def test_only_its_owner_may_remove_the_sample_company(request, sign_in, sample, inbox, person):
    client = sign_in(request.getfixturevalue(person))

    assert client.get(REMOVE).status_code == client.post(REMOVE).status_code == 403
    assert Organization.objects.filter(pk=sample.pk).exists()


def test_looking_at_the_page_removes_nothing(sign_in, sample, olivia, inbox):
    page = sign_in(olivia).get(REMOVE).content.decode()

    assert "cannot be undone" in page
    assert reverse("door:organization-new") in page
    assert Organization.objects.filter(pk=sample.pk).exists()


def test_one_click_removes_company_accounts_and_mails(
    sign_in, sample, olivia, vera, sam, inbox, django_capture_on_commit_callbacks
):
    inbox.store([], b"Subject: Hello")
    with django_capture_on_commit_callbacks(execute=True):
        response = sign_in(olivia).post(REMOVE)

    assert response["Location"] == reverse("home")
    assert list(Membership.objects.all()) == [sam]
    assert list(User.objects.all()) == [sam.user]
    assert list(inbox.folder.iterdir()) == []


def test_who_is_at_home_elsewhere_keeps_the_account(sign_in, sample, olivia, inbox):
    own = MembershipFactory(user=olivia.user)
    client = sign_in(olivia)
    assert "Your own account" in client.get(REMOVE).content.decode()

    assert client.post(REMOVE, follow=True).redirect_chain[-1][0] == reverse(
        "accounts:overview", args=[own.organization.slug]
    )


def test_a_real_organization_is_never_taken_for_a_sample(acme):
    with pytest.raises(services.NotASample):
        services.remove_company(org=acme)
