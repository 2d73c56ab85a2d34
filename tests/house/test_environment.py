"""A setting that is missing or malformed stops the start with its name and an example."""

import logging
import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from bin import check
from bin.setup import ROOT
from config.celery import app as celery_app

pytestmark = pytest.mark.once

NEEDED = [
    "SECRET_KEY",
    "PUBLIC_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
]
MALFORMED = {
    "SECRET_KEY": ["changeme"],
    "LINK_KEYS": [","],
    "PUBLIC_URL": [
        *("heartline.example.org", "ftp://a.example", "https://a.example/heartline"),
        *("https://two words.example", "https://a.example:port", "http://a.example"),
    ],
    "ALLOWED_HOSTS": ["https://a.example", ","],
    "DATABASE_URL": ["heartline", "mysql://a@b/c", "postgres://", "postgres://a@b:port/c"],
    "REDIS_URL": ["redis", "http://redis:6379", "redis://redis:port/0", "redis://"],
    "EMAIL_URL": ["mail.example.org", "imap://mail.example.org", "smtp://a.example:port"],
    "DEFAULT_FROM_EMAIL": ["Heartline", "Heartline <hello>"],
    "LOG_LEVEL": ["LOUD"],
    "MAIL_CONNECTIONS": ["two", "0", "-1"],
    "MAIL_LEASE_SECONDS": ["0"],
    "UPLOAD_MAX_BYTES": ["100 MB"],
    "BEHIND_PROXY": ["maybe"],
}


@pytest.fixture
def start(monkeypatch):
    """`start(LOG_LEVEL="INFO")` reads the settings of a server that is configured as documented."""
    for name in [*NEEDED, *MALFORMED, "DEMO", "DEBUG"]:
        monkeypatch.delenv(name, raising=False)

    def start(**changed):
        for name, value in {**check.production(), **changed}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return start


def test_the_documented_example_starts(start):
    assert start(LOG_LEVEL="warning")["LOG_LEVEL"] == "WARNING"


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_is_named_with_an_example(start, name):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set. Example: {name}=."):
        start(**{name: ""})


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values]
)
def test_a_malformed_setting_is_named_with_an_example(start, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} .*Example: {name}=."):
        start(**{name: value})


def test_a_worker_writes_what_the_settings_let_pass():
    before = logging.getLogger().level

    celery_app.log.setup_logging_subsystem(loglevel="CRITICAL")

    assert logging.getLogger().level == before
