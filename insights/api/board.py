from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from insights.api.gaps import (
    PARAMETERS,
    VERDICTS,
    FigureSerializer,
    GapView,
    PlaceSerializer,
    figure,
)
from insights.forms.board import CompareFilter
from insights.selectors import board as boards
from insights.selectors import comparison, movements, sentences, who_answered_words
from insights.selectors.board import Cell
from insights.selectors.changes import Change


class CellBeliefSerializer(serializers.Serializer[Any]):
    """Believed minus felt, told so that positive is believed too well; no range under 3 estimates."""

    value = serializers.FloatField(source="excess", allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    verdict = serializers.CharField()


class SolvedSerializer(serializers.Serializer[Any]):
    """A share of 0 to 1 with its interval; null where too few have answered."""

    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()


class CellChangeSerializer(serializers.Serializer[Change]):
    """The felt figure minus that of the earlier period, in raw points."""

    value = serializers.FloatField(source="points", allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    n_before = serializers.IntegerField(source="before.n")
    moved = serializers.CharField()
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, change: Change) -> str:
        return movements.of_change(change)


class CellSerializer(PlaceSerializer):
    """One emotion at one stage: every figure is raw 0-100 intensity of the named emotion."""

    believed = serializers.SerializerMethodField()
    believers = serializers.IntegerField(
        source="believed.n",
        default=0,
        help_text="how many people's estimates `believed` is made of",
    )
    felt = serializers.SerializerMethodField()
    n = serializers.IntegerField()
    cannot_say = serializers.IntegerField(source="counts.unsaid")
    level = serializers.CharField()
    shortfall = serializers.FloatField(allow_null=True)
    verdict = serializers.CharField(source="badge", help_text=VERDICTS)
    belief_gap = serializers.SerializerMethodField()
    solved = serializers.SerializerMethodField()
    is_kind_but_unsolved = serializers.BooleanField()
    change = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()

    def get_believed(self, cell: Cell) -> float | None:
        return cell.believed.mean if cell.believed else None

    @extend_schema_field(FigureSerializer)
    def get_felt(self, cell: Cell) -> dict[str, float | None]:
        return figure(cell.felt, shown=cell.level.shows_number)

    @extend_schema_field(CellBeliefSerializer(allow_null=True))
    def get_belief_gap(self, cell: Cell) -> Any:
        """Null without estimates or with too few answers."""
        if cell.belief_gap is None or not cell.level.shows_number:
            return None
        return CellBeliefSerializer(cell.belief_gap).data

    @extend_schema_field(SolvedSerializer(allow_null=True))
    def get_solved(self, cell: Cell) -> Any:
        """Only at stages where solving comes first."""
        if cell.solved is None:
            return None
        share, shown = cell.solved.share, cell.solved.level.shows_number
        figures = (share.share, share.low, share.high) if shown else (None, None, None)
        return {**dict(zip(("share", "low", "high"), figures, strict=True)), "n": int(share.n)}

    @extend_schema_field(CellChangeSerializer(allow_null=True))
    def get_change(self, cell: Cell) -> Any:
        """Only with `against`."""
        change = self.context["changes"].get(cell.place)
        return CellChangeSerializer(change).data if change else None

    def get_sentence(self, cell: Cell) -> str:
        return sentences.of_cell(cell)


class BoardSerializer(serializers.Serializer[Any]):
    """The gap board of a journey, cells in the order to look at them."""

    journey = serializers.CharField(source="journey.key")
    since = serializers.DateField(source="period.since")
    until = serializers.DateField(source="period.until")
    whole_months = serializers.SerializerMethodField(
        help_text="Whether the role reads no single answers, and so whole months that are over."
    )
    headline = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField(
        help_text="What no number of answers makes up for; /who-answered/ says by how much"
    )
    cells = CellSerializer(source="ranked", many=True)

    def get_whole_months(self, found: Any) -> bool:
        guarded: bool = self.context["reading"].is_guarded
        return guarded

    def get_headline(self, found: Any) -> str:
        return sentences.of_board(found)

    def get_note(self, _found: Any) -> str:
        return who_answered_words.caveat()


AGAINST = [
    OpenApiParameter(
        "against", str, enum=["previous", "own"], description="Compare with an earlier period"
    ),
    OpenApiParameter("against_since", str, description="Its first day, with against=own"),
    OpenApiParameter("against_until", str, description="Its last day, with against=own"),
]
EXAMPLE = OpenApiExample(
    "One cell, compared with the days before",
    value={
        "journey": "support-case",
        "since": "2026-08-24",
        "until": "2026-11-21",
        "whole_months": False,
        "headline": "Look first at “Waiting”: “informed” is 24 points short of what you design.",
        "note": "At any number of answers, a level may be off because of who answers.",
        "cells": [
            {
                "stage": "waiting",
                "emotion": "informed",
                "direction": "seek",
                "intended": 75,
                "believed": 70.0,
                "believers": 4,
                "felt": {"value": 51.2, "low": 48.9, "high": 53.4},
                "n": 512,
                "cannot_say": 14,
                "level": "full",
                "shortfall": 23.8,
                "verdict": "below",
                "belief_gap": {"value": 18.8, "low": 9.1, "high": 28.5, "verdict": "over"},
                "solved": None,
                "is_kind_but_unsolved": False,
                "change": {
                    "value": -6.1,
                    "low": -9.4,
                    "high": -2.8,
                    "n_before": 498,
                    "moved": "worse",
                    "sentence": "Fell by 6 from 57 to 51 (−9 to −3).",
                },
                "sentence": "“informed” is felt at 51 of 100 (49 to 53), 24 below the 75 you intend.",
            }
        ],
    },
    response_only=True,
)


class GapBoard(GapView):
    @extend_schema(
        operation_id="gap_board",
        summary="The gap board of a journey, compared with an earlier period if asked",
        parameters=[*PARAMETERS, *AGAINST],
        responses=BoardSerializer,
        examples=[EXAMPLE],
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        form = self.asked(request, CompareFilter)
        chosen = {
            "journey": form.cleaned_data["journey"],
            "period": form.chosen_period(),
            "splits": form.chosen_splits(),
            "reading": form.reading,
        }
        if not form.cleaned_data.get("against"):
            board = boards.board(**chosen)
            context: dict[str, Any] = {"changes": {}, "reading": form.reading}
            return Response(BoardSerializer(board, context=context).data)
        found = comparison.compare(against=form.chosen_against(), **chosen)
        context = {"changes": found.changes, "reading": form.reading}
        return Response(BoardSerializer(found.board, context=context).data)
