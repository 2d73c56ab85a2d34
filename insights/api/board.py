from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.forms.board import BoardFilter
from insights.selectors import board as boards
from insights.selectors import sentences
from insights.selectors.board import Cell
from journeys.models import Journey
from journeys.selectors import beliefs


class FigureSerializer(serializers.Serializer[Any]):
    """A mean with its interval; all three null where too few have answered."""

    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class CellSerializer(serializers.Serializer[Cell]):
    """One emotion at one stage: every figure is raw 0-100 intensity of the named emotion."""

    stage = serializers.CharField(source="stage.key")
    emotion = serializers.CharField(source="emotion.key")
    direction = serializers.CharField(source="emotion.direction")
    intended = serializers.IntegerField(allow_null=True)
    believed = serializers.SerializerMethodField()
    felt = serializers.SerializerMethodField()
    n = serializers.IntegerField()
    cannot_say = serializers.IntegerField(source="counts.unsaid")
    level = serializers.CharField()
    shortfall = serializers.FloatField(allow_null=True)
    verdict = serializers.CharField()
    sentence = serializers.SerializerMethodField()

    def get_believed(self, cell: Cell) -> float | None:
        return cell.believed.mean if cell.believed else None

    @extend_schema_field(FigureSerializer)
    def get_felt(self, cell: Cell) -> dict[str, float | None]:
        if not cell.level.shows_number:
            return {"value": None, "low": None, "high": None}
        return {"value": cell.felt.mean, "low": cell.felt.low, "high": cell.felt.high}

    def get_sentence(self, cell: Cell) -> str:
        return sentences.of_cell(cell)


class BoardSerializer(serializers.Serializer[Any]):
    """The gap board of a journey, cells in the order to look at them."""

    journey = serializers.CharField(source="journey.key")
    since = serializers.DateField(source="period.since")
    until = serializers.DateField(source="period.until")
    headline = serializers.SerializerMethodField()
    cells = CellSerializer(source="ranked", many=True)

    def get_headline(self, found: Any) -> str:
        return sentences.of_board(found)


PARAMETERS = [
    OpenApiParameter("journey", str, required=True, description="The journey's key"),
    OpenApiParameter("period", str, enum=["30", "90", "365", "own"], description="Default: 90"),
    OpenApiParameter("since", str, description="First day, with period=own"),
    OpenApiParameter("until", str, description="Last day, with period=own"),
    *(OpenApiParameter(name, str) for name in ("channel", "segment_a", "segment_b")),
    *(OpenApiParameter(name, int) for name in ("persona", "team")),
]
EXAMPLE = OpenApiExample(
    "One cell",
    value={
        "journey": "support-case",
        "since": "2026-08-24",
        "until": "2026-11-21",
        "headline": "Look first at “Waiting”: “informed” is 24 points short of what you design.",
        "cells": [
            {
                "stage": "waiting",
                "emotion": "informed",
                "direction": "seek",
                "intended": 75,
                "believed": 70.0,
                "felt": {"value": 51.2, "low": 48.9, "high": 53.4},
                "n": 512,
                "cannot_say": 14,
                "level": "full",
                "shortfall": 23.8,
                "verdict": "below",
                "sentence": "“informed” is felt at 51 of 100 (49 to 53), 24 below the 75 you intend.",
            }
        ],
    },
    response_only=True,
)


class GapBoard(OrgView):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.VIEW}

    @extend_schema(
        operation_id="gap_board",
        summary="The gap board of a journey",
        parameters=PARAMETERS,
        responses=BoardSerializer,
        examples=[EXAMPLE],
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        journeys = Journey.objects.for_org(self.org).current()
        journey = get_object_or_404(journeys, key=request.query_params.get("journey", ""))
        if not beliefs.may_see_felt(journey=journey, membership=self.membership):
            raise PermissionDenied(
                "A belief round is open: estimate first, or choose to see the figures without."
            )
        form = BoardFilter({**request.query_params.dict(), "journey": journey.pk}, org=self.org)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        found = boards.board(
            journey=journey, period=form.chosen_period(), splits=form.chosen_splits()
        )
        return Response(BoardSerializer(found).data)
