"""A link opens one invitation, and nothing can be made up or guessed."""

from uuid import UUID, uuid4

import pytest

from surveys.services import tokens

ID = UUID("12345678-1234-4234-8234-123456789abc")


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.LINK_KEYS = ["new key", "old key"]


def test_a_token_names_its_invitation():
    assert tokens.read(tokens.make(ID)) == ID


def test_a_link_outlives_a_rotation_of_keys(settings):
    settings.LINK_KEYS = ["old key"]
    token = tokens.make(ID)
    settings.LINK_KEYS = ["new key", "old key"]
    assert tokens.read(token) == ID


def test_a_link_of_a_removed_key_is_refused(settings):
    token = tokens.make(ID)
    settings.LINK_KEYS = ["another key"]
    assert tokens.read(token) is None


def test_no_changed_character_goes_unnoticed():
    token = tokens.make(ID)
    for place in range(len(token)):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert tokens.read(changed) is None


@pytest.mark.parametrize("token", ["", "x", "ä" * 44, "=" * 44, "A" * 43, "A" * 44, "A" * 4000])
def test_what_was_never_signed_is_refused(token):
    assert tokens.read(token) is None


def test_the_token_fits_an_address_without_escaping():
    assert all(tokens.make(uuid4()).replace("-", "").replace("_", "").isalnum() for _ in range(50))
