"""`manage.py insights_engine <verb> --json`: one JSON document in, one out."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from textwrap import fill
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
)

from insights.engine.verbs import VERBS, answer, parse


class _Formatter(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Django's order of options, with the list of verbs as it is written."""


class Command(BaseCommand):
    help = (
        "Compute one figure of the insights engine: reads a JSON document on standard input and\n"
        "prints one; a list of documents gets a list of answers. Case, blanks, dashes and underscores\n"
        "in names do not matter, and what had no part in the answer is listed as not_read. Input that\n"
        "cannot be used is explained on standard error, exit code 2."
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        listing = "\n\n".join(_described(name) for name in VERBS)
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=_Formatter,
            epilog=f"verbs, each with an example of its input:\n\n{listing}",
            **kwargs,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", nargs="+", help="what to compute; see below")
        parser.add_argument(
            "--json", action="store_true", help="JSON in and out; the only format there is"
        )

    def handle(self, *, verb: list[str], **options: Any) -> None:
        try:
            found = answer(" ".join(verb), parse(sys.stdin.read()))
        except (ValueError, ArithmeticError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(found, allow_nan=False))


def _described(name: str) -> str:
    verb = VERBS[name]
    about = fill(verb.about, 92, initial_indent="      ", subsequent_indent="      ")
    return f"  {name}\n{about}\n      e.g. {verb.example}"
