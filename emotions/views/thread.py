"""The page of an emotion: its one thread through all five rules."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.languages import pick
from accounts.models import Membership
from accounts.permissions import Permission, require
from actions.models import Action
from actions.selectors import brainstorms
from emotions.models import Emotion
from emotions.selectors import thread
from insights.selectors import board as boards
from insights.selectors import driver_words, drivers, evidence, secrecy, sentences, series
from insights.selectors.board import Cell, Place
from insights.selectors.periods import DEFAULT_DAYS
from insights.selectors.secrecy import Reading
from insights.selectors.series import Series
from journeys.models import EmotionTarget, Journey
from journeys.selectors import beliefs
from surveys.models import Answer
from surveys.selectors import wordings
from training.models import Lesson

NEWEST = 5


@dataclass(frozen=True)
class Aim:
    """A stage that aims for the emotion, with its figures where they may be seen."""

    target: EmotionTarget
    cell: Cell | None
    sentence: str
    withheld: str
    year: Series | None = None


@require_GET
@require(Permission.VIEW)
def emotion_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """Definition, focus, notes, actions, stages, lessons, questions, what is felt, evidence."""
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    reading = secrecy.for_reader(request.membership)
    aims = _aims(emotion, request.membership, reading)
    context = {
        "emotion": emotion,
        "focus": thread.focus(emotion=emotion),
        "earlier_focus": emotion.focus_decisions.filter(ended_on__isnull=False),
        "wording": thread.wording(emotion=emotion),
        "brainstorms": brainstorms.listing(org=request.org).filter(emotion=emotion)[:NEWEST],
        "notes": brainstorms.notes_for(emotion=emotion)[:NEWEST],
        "actions": _actions(emotion),
        "aims": aims,
        "question": _question(emotion, aims),
        "lessons": Lesson.objects.for_org(request.org).current().filter(emotion=emotion),
        **_evidence(emotion, request.membership, reading),
        "moves": _moves(emotion, request.membership),
        **_voices(emotion, request.membership),
    }
    return render_partial(request, "emotions/emotion_detail.html", "measure", context)


def _question(emotion: Emotion, aims: list[Aim]) -> str:
    """What is asked, as customers of the first stage that aims for it read it."""
    wording, language = thread.wording(emotion=emotion), emotion.organization.language
    if wording is None:
        return ""
    asked_as = pick(aims[0].target.stage.asked_as, language) if aims else ""
    return wordings.filled(pick(wording.texts, language), asked_as or "…")


def _actions(emotion: Emotion) -> list[Action]:
    """The usable actions that evoke it, those on a stage first."""
    found = Action.objects.for_org(emotion.organization).usable().filter(emotions=emotion)
    return list(found.prefetch_related("stage_actions__stage").distinct())


def _aims(emotion: Emotion, membership: Membership, reading: Reading) -> list[Aim]:
    targets = list(
        EmotionTarget.objects.for_org(emotion.organization)
        .current()
        .filter(emotion=emotion, stage__archived_at=None, stage__journey__archived_at=None)
        .select_related("stage__journey")
        .order_by("stage__journey__name", "stage__position")
    )
    blind = beliefs.blind_journeys(membership=membership)
    journeys = {target.stage.journey_id: target.stage.journey for target in targets}
    measured: dict[Place, tuple[Cell, Series]] = {}
    for pk, journey in journeys.items():
        if pk not in blind:
            measured |= _measured(journey, emotion, reading)
    return [_aim(target, measured.get((target.stage_id, target.emotion_id))) for target in targets]


def _measured(
    journey: Journey, emotion: Emotion, reading: Reading
) -> dict[Place, tuple[Cell, Series]]:
    """The emotion's cells of a journey over the last 90 days, each with its year."""
    period = reading.last(DEFAULT_DAYS)
    design = boards.design(journey=journey, reading=reading)
    found = [cell for cell in boards.read(design, period).cells if cell.emotion.pk == emotion.pk]
    years = series.of_cells(design=design, found=found, until=period.until, splits={})
    return {year.cell.place: (year.cell, year) for year in years}


def _aim(target: EmotionTarget, measured: tuple[Cell, Series] | None) -> Aim:
    if measured is None:
        return Aim(target, None, "", "")
    cell, year = measured
    withheld = "" if cell.level.shows_number else sentences.withheld(cell)
    return Aim(target, cell, sentences.of_cell(cell), withheld, year)


def _evidence(emotion: Emotion, membership: Membership, reading: Reading) -> dict[str, Any]:
    """The latest finding about each action and lesson for it, where figures may be seen."""
    org = emotion.organization
    blind = beliefs.blind_journeys(membership=membership)
    found = evidence.latest(org=org, today=reading.today, emotion=emotion)
    shown = [each for each in found if each.registration.stage.journey_id not in blind]
    return {"evidence": shown, "is_registered": bool(found)}


def _moves(emotion: Emotion, membership: Membership) -> list[str]:
    """What it goes with, where that is computed already and may be seen."""
    hidden = beliefs.blind_journeys(membership=membership)
    return [driver_words.of_part(part) for part in drivers.parts(emotion=emotion, hidden=hidden)]


def _voices(emotion: Emotion, membership: Membership) -> dict[str, Any]:
    """The latest comments that came with an answer to this emotion, for those who may read them."""
    blind = beliefs.blind_journeys(membership=membership)
    if not membership.can(Permission.ANSWER_READ):
        return {"may_read": False}
    journeys = Journey.objects.for_org(emotion.organization).exclude(pk__in=blind)
    voices = (
        Answer.objects.for_org(emotion.organization)
        .filter(
            question__emotion=emotion,
            response__is_counted=True,
            response__stage__journey__in=journeys,
            value__isnull=False,
        )
        .exclude(response__comment="")
        .select_related("response__stage")
        .order_by("-response_id")[:NEWEST]
    )
    return {"may_read": True, "voices": voices}
