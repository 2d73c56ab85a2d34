"""Whoever fills in the forms."""

import pytest


@pytest.fixture
def editor(sign_in, edgar):
    return sign_in(edgar)
