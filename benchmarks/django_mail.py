"""The invitation as a Django project usually sends it."""

from django.conf import settings
from django.core import mail
from django.template import Context, Engine

from benchmarks import invitation

_ENGINE = Engine()
_TEXT = _ENGINE.from_string("{% autoescape off %}" + invitation.TEXT + "{% endautoescape %}")
_HTML = _ENGINE.from_string(invitation.HTML)


def configure(port: int) -> None:
    """Point Django at the receiver; nothing else of it is needed."""
    settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, USE_TZ=True)


def send(numbers: range) -> None:
    """Send one message each, all on one connection."""
    with mail.get_connection() as connection:
        for number in numbers:
            message(number, connection).send()


def message(number: int, connection: object = None) -> mail.EmailMultiAlternatives:
    """One person's invitation, rendered and built from nothing."""
    values = invitation.values(number)
    built = mail.EmailMultiAlternatives(
        subject=invitation.filled(invitation.SUBJECT, values),
        body=_TEXT.render(Context(values)),
        from_email=f"Acme <{invitation.SENDER}>",
        to=[invitation.recipient(number)],
        headers=invitation.headers(number),
        connection=connection,
    )
    built.attach_alternative(_HTML.render(Context(values)), "text/html")
    return built
