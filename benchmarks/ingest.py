"""Interactions come in by the thousand, validated and idempotent, at the pace of a bulk insert.

python -m benchmarks.ingest --rounds 5 --rows 10000
"""

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import token_hex
from typing import Any

from benchmarks.contest import Case, Target, rates, report
from bin import servers

CUSTOMERS = 2000
TARGETS = [
    Target("add_many", "save() a row", gate=5),
    Target("add_many", "DRF many and bulk_create", gate=2),
    Target("add_many", "COPY, ready rows", gate=0, stretch=0.5),
]
Rows = list[dict[str, Any]]


def main(words: Sequence[str]) -> int:
    """Return 0 when the gates are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000)
    given = parser.parse_known_args(words)[0]
    with servers.postgres() as database, servers.redis() as redis:
        _set_up(database, redis)
        world = World()
        cases = [
            Case("add_many", world.timed(world.add_many)),
            Case("add_many, all known", world.timed(world.add_known), share=1),
            Case("DRF many and bulk_create", world.timed(world.drf)),
            Case("bulk_create, ready rows", world.timed(world.bulk_create)),
            Case("COPY, ready rows", world.timed(world.copy), share=3),
            Case("save() a row", world.timed(world.save), share=0.2),
        ]
        found = rates(cases, amount=given.rows, rounds=given.rounds)
        return 0 if report(found, TARGETS) else 1


def _set_up(database: str, redis: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "SECRET_KEY": token_hex(32),
        "PUBLIC_URL": "http://localhost",
        "EMAIL_URL": "smtp://127.0.0.1:2525",
        "DEFAULT_FROM_EMAIL": "Heartline <hello@heartline.example>",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


class World:
    """An organization with stages and customers, and the ways to store interactions of it."""

    def __init__(self) -> None:
        from accounts.models import Actor, Organization
        from journeys.models import Journey, Stage
        from surveys.models import Customer
        from surveys.services import customers, slices

        self.by = Actor.system()
        self.org = Organization.objects.create(name="Acme", slug="acme")
        journey = Journey.objects.create(organization=self.org, key="support", name="Support")
        self.stages = [
            Stage.objects.create(organization=self.org, journey=journey, key=f"s{n}", name=f"S {n}")
            for n in range(10)
        ]
        people = [{"external_id": f"C{n}", "email": f"c{n}@example.org"} for n in range(CUSTOMERS)]
        customers.upsert_many(org=self.org, rows=people, by=self.by)
        self.customers = list(Customer.objects.order_by("pk"))
        cut = slices.Cut()
        self.slice_id = slices.ensure(org=self.org, cuts=[cut])[cut]
        self.numbers = count()
        self.known: Rows = []

    def timed(self, way: Callable[[Rows], None]) -> Callable[[int], float]:
        """A run of one way over fresh rows; making them is not on the clock."""

        def run(amount: int) -> float:
            rows = self.rows(amount)
            began = time.perf_counter()
            way(rows)
            return time.perf_counter() - began

        return run

    def rows(self, amount: int) -> Rows:
        """Rows as JSON brings them: texts, with keys for places and people."""
        first = datetime.now(tz=UTC) - timedelta(days=30)
        return [
            {
                "external_id": f"I{next(self.numbers)}",
                "source": "crm",
                "customer": f"C{n % CUSTOMERS}",
                "stage": f"s{n % 10}",
                "occurred_at": (first + timedelta(minutes=n)).isoformat(),
            }
            for n in range(amount)
        ]

    def add_many(self, rows: Rows) -> None:
        from surveys.services import interactions

        found = interactions.add_many(org=self.org, rows=rows, by=self.by)
        assert found.created == len(rows)
        self.known = rows

    def add_known(self, rows: Rows) -> None:
        """The same file once more."""
        from surveys.services import interactions

        found = interactions.add_many(org=self.org, rows=self.known, by=self.by)
        assert found.repeated == len(self.known)

    def drf(self, rows: Rows) -> None:
        """What most projects do: a serializer for the list, one lookup, one bulk_create."""
        from rest_framework import serializers

        from surveys.models import Customer, Interaction

        class Serializer(serializers.Serializer[Any]):
            external_id = serializers.CharField(max_length=200)
            source = serializers.CharField(max_length=40)  # type: ignore[assignment]
            customer = serializers.CharField(max_length=200)
            stage = serializers.CharField(max_length=60)
            occurred_at = serializers.DateTimeField()

        checked = Serializer(data=rows, many=True)
        checked.is_valid(raise_exception=True)
        customers = dict(Customer.objects.for_org(self.org).values_list("external_id", "pk"))
        stages = {stage.key: stage.pk for stage in self.stages}
        Interaction.objects.bulk_create(
            [
                Interaction(
                    organization=self.org,
                    external_id=row["external_id"],
                    source=row["source"],
                    customer_id=customers[row["customer"]],
                    stage_id=stages[row["stage"]],
                    slice_id=self.slice_id,
                    occurred_at=row["occurred_at"],
                    experienced_on=row["occurred_at"].date(),
                )
                for row in checked.validated_data
            ],
            batch_size=1000,
            ignore_conflicts=True,
        )

    def bulk_create(self, rows: Rows) -> None:
        from surveys.models import Interaction

        Interaction.objects.bulk_create(self._ready(rows), batch_size=1000)

    def save(self, rows: Rows) -> None:
        for interaction in self._ready(rows):
            interaction.save()

    def copy(self, rows: Rows) -> None:
        """The limit: lines that PostgreSQL takes as they are, with nothing checked."""
        from django.db import connection

        lines = io.StringIO("".join(self._line(n, row) for n, row in enumerate(rows)))
        columns = (
            "organization_id, customer_id, source, external_id, stage_id, slice_id, "
            "occurred_at, experienced_on, created_at, updated_at"
        )
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY surveys_interaction ({columns}) FROM STDIN", lines)

    def _line(self, n: int, row: dict[str, Any]) -> str:
        at = row["occurred_at"]
        customer, stage = self.customers[n % CUSTOMERS].pk, self.stages[n % 10].pk
        return (
            f"{self.org.pk}\t{customer}\tcrm\t{row['external_id']}\t{stage}\t{self.slice_id}\t"
            f"{at}\t{at[:10]}\t{at}\t{at}\n"
        )

    def _ready(self, rows: Rows) -> list[Any]:
        from surveys.models import Interaction

        return [
            Interaction(
                organization=self.org,
                external_id=row["external_id"],
                source="crm",
                customer=self.customers[n % CUSTOMERS],
                stage=self.stages[n % 10],
                slice_id=self.slice_id,
                occurred_at=row["occurred_at"],
                experienced_on=row["occurred_at"][:10],
            )
            for n, row in enumerate(rows)
        ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
