"""Run by the peers' interpreter: fill django-post_office's queue, then time its own sender."""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings

from benchmarks import databases, invitation


def configure() -> None:
    """The smallest Django project with post_office in it, on PostgreSQL."""
    settings.configure(
        INSTALLED_APPS=["post_office"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=int(os.environ["SMTP_PORT"]),
        EMAIL_BACKEND="post_office.EmailBackend",
        POST_OFFICE={
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
            "BATCH_SIZE": int(os.environ["BATCH"]),
            "THREADS_PER_PROCESS": int(os.environ["THREADS"]),
            "LOG_LEVEL": int(os.environ["LOG_LEVEL"]),
        },
        DATABASES=databases.for_django(os.environ["DATABASE_URL"]),
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        LOGGING_CONFIG=None,
    )
    django.setup()


def fill(amount: int) -> None:
    """One message a person, texts already rendered: the peer is not timed for that."""
    from django.core.management import call_command
    from post_office import mail
    from post_office.models import Email

    call_command("migrate", verbosity=0)
    Email.objects.all().delete()
    mail.send_many([_letter(number) for number in range(amount)])


def send() -> float:
    """Seconds for everything in the queue."""
    from post_office.mail import send_queued_mail_until_done
    from post_office.models import STATUS, Email

    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        send_queued_mail_until_done(
            lockfile=str(Path(folder) / "lock"), processes=int(os.environ["PROCESSES"])
        )
        took = time.perf_counter() - started
    assert not Email.objects.exclude(status=STATUS.sent).exists(), "not everything was sent"
    return took


def _letter(number: int) -> dict[str, object]:
    values = invitation.values(number)
    return {
        "sender": f"Acme <{invitation.SENDER}>",
        "recipients": [invitation.recipient(number)],
        "subject": invitation.filled(invitation.SUBJECT, values),
        "message": invitation.filled(invitation.TEXT, values),
        "html_message": invitation.filled(invitation.HTML, values),
        "headers": invitation.headers(number),
    }


if __name__ == "__main__":
    configure()
    fill(int(sys.argv[1]))
    print(send())
