"""Print the token with which the first organization is created, as long as there is none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from accounts.services import setup


class Command(BaseCommand):
    help = "Print a set-up token if this installation is empty; otherwise say that it is not."

    def handle(self, *args: Any, **options: Any) -> None:
        if not setup.is_empty():
            self.stdout.write("This installation is set up already.")
            return
        address = settings.PUBLIC_URL + reverse("door:setup")
        self.stdout.write("Nobody has been here yet. Create the first organization at")
        self.stdout.write(f"  {address}")
        self.stdout.write("with this set-up token (it works once):")
        self.stdout.write(f"  {setup.issue_token()}")
