"""The product's own settings; what a benchmark leaves open in the environment stands here."""

import os

from bin.processes import HOST

for name, value in {
    "SECRET_KEY": "benchmarks-only-" + "k" * 50,
    "PUBLIC_URL": "http://localhost",
    "ALLOWED_HOSTS": f"localhost,{HOST}",
    "REDIS_URL": f"redis://{HOST}:1/0",  # nobody listens there: what is measured needs no hints
    "EMAIL_URL": f"smtp://{HOST}:1",
    "DEFAULT_FROM_EMAIL": "Heartline <hello@heartline.example>",
    "MAIL_CONNECTIONS": "1",  # a process each, like the others of the contest
    "LOG_LEVEL": "ERROR",
    "DEMO": "off",
}.items():
    os.environ.setdefault(name, value)

from config.settings import *  # noqa: TID251

# Without hashed names, so that nothing has to be published first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
