import pytest

from demo.catcher import Inbox


@pytest.fixture
def sample(acme):
    """Acme, as if it were the sample company."""
    acme.is_demo = True
    acme.save()
    return acme


@pytest.fixture
def inbox(tmp_path, settings):
    """Where the catcher stores what it receives."""
    settings.DEMO_INBOX = tmp_path / "inbox"
    return Inbox(settings.DEMO_INBOX)
