"""`manage.py planted_world`: does the product find again what was planted?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights.planted import processes, table


class Command(BaseCommand):
    help = (
        "Run whole simulated companies, whose truth is known, through the public pipeline "
        "(interactions, invitations, answers, roll-ups, report objects) in a database of their own "
        "in memory, and print how well the figures find that truth."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--worlds", type=int, default=20, help="how many (20)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other worlds (1)")
        parser.add_argument(
            "--full",
            action="store_true",
            help="also look at actions every week, have negative controls in every world, record "
            "those who do not answer, and see how often an action that helps is found",
        )
        parser.add_argument("--processes", type=int, default=1, help="so many worlds at a time (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["worlds"] < 1 or options["processes"] < 1:
            raise CommandError("Give at least one world, and one process.")
        tally = processes.run(
            numbers=range(options["worlds"]),
            seed=options["seed"],
            full=options["full"],
            tell=self.stderr.write,
            processes=options["processes"],
        )
        found = table.results(tally, worlds=options["worlds"])
        self.stdout.write("\n".join(table.lines(found)))
        if short := sum(each.passes is False for each in found):
            self.stdout.write(f"{short} of {len(found)} rows fall short.")
            raise SystemExit(1)
