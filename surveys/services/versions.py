"""What a survey asks, taken from the map and frozen."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max

from surveys.models import Survey, SurveyVersion
from surveys.selectors import plans
from surveys.services import questions


@transaction.atomic
def freeze(*, survey: Survey) -> SurveyVersion:
    """The version that asks what the map says now: the last one if nothing has changed since."""
    # Two at once must not both find that a new version is needed.
    Survey.objects.select_for_update().get(pk=survey.pk)
    content = _content(plans.plan(survey))
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    latest: SurveyVersion | None = survey.versions.first()
    if latest is not None and latest.fingerprint == fingerprint:
        return latest
    highest = survey.versions.aggregate(number=Max("number"))["number"] or 0
    version = SurveyVersion(
        organization_id=survey.organization_id,
        survey=survey,
        number=highest + 1,
        content=content,
        fingerprint=fingerprint,
    )
    version.full_clean()
    version.save()
    return version


def _content(plan: plans.Plan) -> dict[str, Any]:
    """The plan as SurveyVersion stores it: question ids instead of wordings."""
    words = [wording for wording in (plan.outcome, plan.success, *plan.rotating) if wording]
    asked = questions.for_wordings(wordings=words)
    checks = questions.for_checks(
        check_wordings=[check for stage in plan.stages for check in stage.checks]
    )
    return {
        "outcome": asked[plan.outcome.pk] if plan.outcome else None,
        "success": asked[plan.success.pk] if plan.success else None,
        "rotating": sorted(asked[wording.pk] for wording in plan.rotating),
        "stages": {
            str(stage.stage.pk): {
                "targets": [asked[wording.pk] for wording in stage.targets],
                "checks": [checks[check.pk] for check in stage.checks],
                "resolve_first": stage.stage.resolve_first,
            }
            for stage in plan.stages
        },
    }
