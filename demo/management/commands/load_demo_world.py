import gc
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import Organization
from demo.world import load


class Command(BaseCommand):
    help = "Load the sample company with a planted year of interactions and answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", help="of everybody in the sample company")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--customers", type=int, default=6000)

    def handle(self, *args: Any, **options: Any) -> None:
        if Organization.objects.filter(is_demo=True).exists():
            self.stdout.write("The sample company is there already.")
            return
        # Rows by the hundred thousand and no circles among them: looking for some takes a tenth.
        gc.disable()
        password = options["password"] or secrets.token_urlsafe(9)
        org = load.load(
            password=password,
            seed=options["seed"],
            size=options["customers"],
            tell=self.stdout.write,
        )
        self.stdout.write(f"Sign in to /{org.slug}/ with the password {password}")
