import pytest


@pytest.fixture
def _database():
    """No test here wants a database by default; those of live pages ask for a real one."""
