from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest
from accounts.permissions import Permission, require
from training.selectors import coverage as covered


@require_safe
@require(Permission.VIEW)
def coverage(request: OrgRequest) -> HttpResponse:
    """How many of those who serve a stage have practised what is designed into it."""
    rows = covered.of_org(org=request.org)
    stages = [
        (stage, list(group))
        for stage, group in groupby(rows, key=lambda row: row.stage_action.stage)
    ]
    return render(request, "training/coverage.html", {"stages": stages})
