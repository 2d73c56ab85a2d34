"""One object or a list of them; the reply accounts for every row."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import ParseError, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from surveys.services.ingest import Report, Row

MOST = 1000
Add = Callable[..., Report]


class RejectedSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="From 1, in the order of the list.")
    field = serializers.CharField()
    message = serializers.CharField()


class ReportSerializer(serializers.Serializer[Any]):
    """What became of every row. A rejected row does not keep the others from being stored."""

    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    repeated = serializers.IntegerField(help_text="Known already and not newer: left alone.")
    rejected = RejectedSerializer(many=True)


REPLIES: dict[int | tuple[int, str], Any] = {
    200: OpenApiResponse(ReportSerializer, "A list was taken in."),
    409: OpenApiResponse(description="The first request with this Idempotency-Key still runs."),
    422: OpenApiResponse(description="This Idempotency-Key belongs to another body."),
}
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="Repeat a request under the same key and get the first reply again (48 hours).",
)


def report_of(report: Report) -> dict[str, Any]:
    """A report as the API tells it."""
    rejected = [rejection._asdict() for rejection in report.rejected]
    return {**report.counts, "rejected": rejected}


class BulkView(OrgView):
    """An endpoint that takes one object or a list of at most a thousand."""

    many_takes: ClassVar[Permission] = Permission.CUSTOMER_EDIT

    def take(self, request: Request, *, add_many: Add) -> Response | None:
        """Store a list and answer with the report; None if it is a single object."""
        if not isinstance(request.data, list):
            return None
        if not self.membership.can(self.many_takes):
            raise PermissionDenied
        if len(request.data) > MOST:
            raise ParseError(f"At most {MOST} rows fit into one request.")
        rows = [self.row(row) for row in request.data]
        return Response(report_of(add_many(org=self.org, rows=rows, by=self.actor)))

    def row(self, row: Any) -> Row:
        if not isinstance(row, dict):
            raise ParseError("Send an object, or a list of objects.")
        return row
