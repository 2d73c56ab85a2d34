from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Organization
from demo import services


class Command(BaseCommand):
    help = "Remove the sample company with everything in it."

    def handle(self, *args: Any, **options: Any) -> None:
        for org in Organization.objects.filter(is_demo=True):
            services.remove_company(org=org)
            self.stdout.write(f"{org} is gone.")
