from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Organization
from accounts.services import organizations


class Command(BaseCommand):
    help = "Remove the sample company with everything in it."

    def handle(self, *args: Any, **options: Any) -> None:
        for org in Organization.objects.filter(is_demo=True):
            organizations.remove(org=org)
            self.stdout.write(f"{org} is gone.")
