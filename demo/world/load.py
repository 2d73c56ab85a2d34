"""Load the sample company: founding, maps, a year of asking, and what is left for today."""

from collections.abc import Callable

from django.db import transaction

from accounts.models import Organization
from demo.world import company as companies
from demo.world import crew, night, plot, promises, year
from insights.services import folds


def load(
    *, password: str, seed: int = 7, size: int = 6000, tell: Callable[[str], None] = print
) -> Organization:
    """Load it, deterministically for one seed and day. ValidationError if it is there already."""
    with transaction.atomic():
        company = companies.found(password)
        companies.draw_maps(company)
        truth = companies.truth_of(company, seed)
        companies.think_aloud(company)
        companies.believe(company, truth)
        crew.work(company)
        planted = year.begin(company, truth, size)
    tell(f"{company.org}: {size} customers, {len(company.stages)} stages")
    for week in year.live_through(planted):
        if (week + 1) % 13 == 0:
            tell(f"week {week + 1} of {plot.WEEKS}")
    promises.promise(company)
    folds.refresh(org=company.org)
    night.pass_over(company)
    year.leave_some_to_ask(planted)
    return company.org
