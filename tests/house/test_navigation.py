"""The side navigation shows each member what they may open, and where they are."""

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory

from config import navigation

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    def request_of(membership, path="/acme/"):
        request = RequestFactory().get(path)
        request.user, request.org = membership.user, membership.organization
        request.membership = membership
        return request

    return request_of


def labels(links):
    return [str(link.label) for parent in links for link in (parent, *parent.children)]


def marked(links):
    every = [link for parent in links for link in (parent, *parent.children)]
    return [(str(link.label), link.current) for link in every if link.current]


def test_an_owner_sees_the_five_rules_in_their_order(olivia, request_of):
    rules = [(link.rule, str(link.label)) for link in navigation.links(request_of(olivia))]
    assert [label for rule, label in rules if rule] == [
        "Emotions",
        "Actions",
        "Journeys",
        "Training",
        "Surveys",
    ]


def test_every_entry_leads_somewhere(olivia, request_of):
    entries = [e for entry in navigation.ENTRIES for e in (entry, *entry.children)]
    assert labels(navigation.links(request_of(olivia))) == [str(e.label) for e in entries]


def test_a_viewer_is_not_sent_where_they_may_not_go(vera, request_of):
    assert not {"Customers", "Follow-ups"} & set(labels(navigation.links(request_of(vera))))


def test_the_page_one_is_on_is_marked(olivia, request_of):
    assert marked(navigation.links(request_of(olivia, "/acme/gaps/"))) == [("Gap board", "page")]


def test_a_page_below_marks_its_list(olivia, request_of):
    links = navigation.links(request_of(olivia, "/acme/brainstorms/7/"))
    assert marked(links) == [("Brainstorms", "true")]


@pytest.mark.parametrize(
    ("path", "label"),
    [("api/v1/docs/", "Settings"), ("notes/7/", "Brainstorms"), ("outcomes/7/", "Emotions")],
)
def test_a_page_whose_address_lies_elsewhere_marks_where_it_belongs(
    olivia, request_of, path, label
):
    assert marked(navigation.links(request_of(olivia, f"/acme/{path}"))) == [(label, "true")]


def test_the_switcher_offers_the_organizations_of_the_person(olivia, sam, request_of):
    offered = navigation.organizations(request_of(olivia))
    assert [membership.organization.slug for membership in offered] == ["acme"]


def test_a_page_has_one_heading_and_the_way_past_the_navigation(olivia, sign_in):
    page = BeautifulSoup(sign_in(olivia).get("/acme/").content, "html.parser")
    assert len(page.find_all("h1")) == 1
    assert page.find("a", href="#main")
    assert page.find("main", id="main")
