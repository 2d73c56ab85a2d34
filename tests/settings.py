"""The product's own settings under the environment of a test run."""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bin import servers

# One Redis and one folder for each process that runs tests: two of them share no queue, no channel
# and no file. What a test starts inherits the addresses.
_runner = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("TESTS_RUN_BY") != _runner:
    _resources = ExitStack()
    atexit.register(_resources.close)
    os.environ["TESTS_RUN_BY"] = _runner
    os.environ["REDIS_URL"] = _resources.enter_context(servers.redis())
    os.environ["TESTS_FOLDER"] = _resources.enter_context(TemporaryDirectory(prefix="heartline-"))

os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("PUBLIC_URL", "http://localhost")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:2525")
os.environ.setdefault("DEFAULT_FROM_EMAIL", "Heartline <hello@heartline.example>")
# More connections send from threads, which do not see what a test has not committed.
os.environ.setdefault("MAIL_CONNECTIONS", "1")
os.environ.setdefault("DEMO", "on")
# Not the folder of a demo that runs on this machine: a test that removes a company empties it.
os.environ["DEMO_INBOX"] = os.environ["TESTS_FOLDER"] + "/inbox"

from config.settings import *

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if folder := os.environ.get("TESTS_PUBLISHED"):
    # Style sheets in one piece under hashed names, as they are shipped.
    STATIC_ROOT = Path(folder)
    STORAGES["staticfiles"]["BACKEND"] = "config.storages.PublishedStorage"
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = Path(os.environ["TESTS_FOLDER"], "media")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file and not memory, so that a worker or a server that a test starts sees the same rows.
    # It is written ahead as in production, but nothing waits for the disk.
    DATABASES["default"]["TEST"] = {"NAME": os.environ["TESTS_FOLDER"] + "/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000;"
    )
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
