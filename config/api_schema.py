"""What the API's description says of every operation: its own words, and how an error looks."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, inline_serializer
from rest_framework import serializers

# Inline, because a class of its own could not call a field "fields".
ERROR_DETAIL = inline_serializer(
    "ErrorDetail",
    {
        "code": serializers.CharField(help_text="For programs; it never changes."),
        "message": serializers.CharField(help_text="For people."),
        "fields": serializers.DictField(
            help_text="What is wrong with single fields, by their names."
        ),
    },
)


REFUSED = OpenApiExample(
    "A field that needs another look",
    value={
        "error": {
            "code": "invalid",
            "message": "Some fields need another look.",
            "fields": {"name": ["This field is required."]},
        }
    },
    status_codes=["default"],
)
ERROR = OpenApiResponse(
    inline_serializer("Error", {"error": ERROR_DETAIL}),
    description="Whatever went wrong, in one shape.",
    examples=[REFUSED],
)


class DoorSchema(AutoSchema):
    # drf-spectacular's AutoSchema asks without the path and method of the class it is made from.
    def get_description(self) -> str:  # type: ignore[override]
        """The words of the method or of its view; those of a base would tell nothing."""
        method = getattr(self.view, str(self.method).lower(), None)
        has_words = type(self.view).__doc__ or getattr(method, "__doc__", None)
        return super().get_description() if has_words else ""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        # drf-spectacular has no types for what it keeps to itself.
        every_other = self._get_response_for_code(ERROR, "default")  # type: ignore[no-untyped-call]
        return {**bodies, "default": every_other}
