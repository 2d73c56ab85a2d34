"""Surveys as lists and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.languages import pick
from accounts.models import Organization
from emotions.models import Wording
from journeys.models import CheckWording, Stage
from surveys.models import Decision, Response, Survey
from surveys.selectors.plans import Plan, StagePlan
from surveys.selectors.wordings import filled


@dataclass(frozen=True)
class Preview:
    """What a stage's customers may be asked, as sentences in one language."""

    stage: Stage
    parts: list[tuple[str | Promise, list[str]]]  # what decides, and the sentences
    problems: list[str]


def survey_list(org: Organization) -> QuerySet[Survey]:
    """Each with how many were asked and how many answers count."""
    asked = _times(Decision.objects.filter(verdict=Decision.Verdict.ASKED), "survey")
    answered = _times(
        Response.objects.filter(is_counted=True), "invitation__survey_version__survey"
    )
    found: QuerySet[Survey] = Survey.objects.for_org(org).select_related("journey")
    return found.annotate(asked=asked, answered=answered).order_by("name", "pk")


def response_counts(survey: Survey) -> dict[str, int]:
    """How many responses are in each state; `set_aside` beside them."""
    rows = Response.objects.filter(invitation__survey_version__survey=survey).order_by()
    found = dict(rows.filter(set_aside="").values_list("state").annotate(Count("pk")))
    return {**found, "set_aside": rows.exclude(set_aside="").count()}


def previews(plan: Plan, language: str) -> list[Preview]:
    """The plan in sentences, with what still needs somebody's hand."""
    return [_preview(plan, stage, language) for stage in plan.stages]


def language_tabs(org: Organization, current: str) -> list[dict[str, object]]:
    """The languages an organization writes in, for components/tabs.html."""
    names = dict(settings.LANGUAGES)
    return [
        {"label": names[code], "href": f"?language={code}", "current": code == current}
        for code in org.languages
    ]


def _preview(plan: Plan, stage: StagePlan, language: str) -> Preview:
    interaction = stage.stage.asked_as_in(language)

    def said(wordings: Iterable[Wording | CheckWording | None]) -> list[str]:
        return [filled(pick(row.texts, language), interaction) for row in wordings if row]

    resolve_first = stage.stage.resolve_first
    aimed = {wording.pk for wording in stage.targets}
    rotating = [wording for wording in plan.rotating if wording.pk not in aimed]
    slot = [*stage.checks, *([] if resolve_first else [plan.success])]
    parts = [
        (_("Always"), said([plan.success, plan.outcome] if resolve_first else [plan.outcome])),
        (_("Target emotions, at most two"), said(stage.targets)),
        (_("One of these, by turns"), said(rotating)),
        (_("One of these, drawn"), said(slot)),
    ]
    return Preview(
        stage=stage.stage,
        parts=[part for part in parts if part[1]],
        problems=problems(stage, language),
    )


def problems(stage: StagePlan, language: str) -> list[str]:
    """What a customer of this language would miss."""
    found = []
    if not stage.stage.asked_as.get(language):
        found.append(_("No noun phrase in this language: its name stands in the question."))
    if not stage.targets:
        found.append(_("No target emotion: nothing is asked that the stage aims for."))
    for emotion in stage.unworded:
        found.append(_("“%(emotion)s” has no question yet.") % {"emotion": emotion})
    texts = [row.texts for row in stage.targets] + [row.texts for row in stage.checks]
    if not all(text.get(language) for text in texts):
        found.append(_("Some questions are not translated into this language."))
    return found


def _times(rows: QuerySet[Model], survey: str) -> Coalesce:
    counted = (
        rows.filter(**{survey: OuterRef("pk")})
        .order_by()
        .values(survey)
        .annotate(times=Count("pk"))
        .values("times")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
