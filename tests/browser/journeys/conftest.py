"""A journey of a template, and a window that opens its map."""

import pytest

from accounts.models import Actor
from emotions.services.starter import copy_library
from journeys.services import templates


@pytest.fixture
def journey(acme, edgar):
    by = Actor.member(edgar)
    copy_library(org=acme, by=by)
    return templates.create_journey(org=acme, template_key="support_case", by=by)


@pytest.fixture
def first(journey):
    return journey.stages.current().first()


@pytest.fixture
def visit(page, live_server, browser_sign_in):
    def visit(who, path, width=1280, scheme="light", height=800):
        browser_sign_in(who)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(live_server.url + path)
        return page

    return visit


@pytest.fixture
def open_map(visit, journey):
    def open_map(who, **options):
        return visit(who, f"/acme/journeys/{journey.pk}/", **options)

    return open_map
