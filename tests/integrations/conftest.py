import pytest


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(sign_in, edgar):
    """Edgar's browser: he may import."""
    return sign_in(edgar)
