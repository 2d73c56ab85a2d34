"""Surveys as lists and pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.languages import pick
from accounts.models import Organization
from accounts.selectors.kept import kept
from emotions.models import Wording
from journeys.models import CheckWording, Stage
from surveys.models import Decision, Response, Survey, SurveyVersion
from surveys.selectors.plans import Plan, StagePlan
from surveys.selectors.wordings import filled


@dataclass(frozen=True)
class Preview:
    """What a stage's customers may be asked, as sentences in one language."""

    stage: Stage
    parts: list[tuple[str | Promise, list[str]]]  # what decides, and the sentences
    problems: list[str]


@dataclass(frozen=True)
class Listed:
    """A survey with how many were asked and how many answers count."""

    survey: Survey
    asked: int
    answered: int


def survey_list(org: Organization) -> list[Listed]:
    """Every survey by its name."""
    surveys = Survey.objects.for_org(org).select_related("journey").order_by("name", "pk")
    asked, answered = kept(("surveys", org.pk), lambda: _asked_and_answered(org))
    return [
        Listed(survey, asked.get(survey.pk, 0), answered.get(survey.pk, 0)) for survey in surveys
    ]


def _asked_and_answered(org: Organization) -> tuple[dict[int, int], dict[int, int]]:
    """By the survey's pk. Once for all of them: one by one, each would read every answer again."""
    asked = Decision.objects.for_org(org).filter(verdict=Decision.Verdict.ASKED)
    by_version = dict(
        Response.objects.for_org(org)
        .counted()
        .order_by()
        .values_list("invitation__survey_version")
        .annotate(Count("pk"))
    )
    answered: dict[int, int] = defaultdict(int)
    for version, survey in SurveyVersion.objects.for_org(org).values_list("pk", "survey"):
        answered[survey] += by_version.get(version, 0)
    return dict(asked.order_by().values_list("survey").annotate(Count("pk"))), dict(answered)


def response_counts(survey: Survey) -> dict[str, int]:
    """How many responses are in each state; `set_aside` beside them."""
    rows = Response.objects.filter(invitation__survey_version__survey=survey).order_by()

    def count() -> dict[str, int]:
        found = dict(rows.filter(set_aside="").values_list("state").annotate(Count("pk")))
        return {**found, "set_aside": rows.exclude(set_aside="").count()}

    return kept(("responses", survey.pk), count)


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
