from typing import Any, ClassVar

import django_filters
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from accounts.models import Event
from accounts.permissions import Permission
from accounts.rest import OrgView


class EventSerializer(serializers.ModelSerializer[Event]):
    """One line of the log. Of personal data it holds ids and the names of fields, never values."""

    member = serializers.IntegerField(source="membership_id", allow_null=True)

    class Meta:
        model = Event
        fields = [
            "id",
            "at",
            "actor_kind",
            "member",
            "token",
            "verb",
            "object_type",
            "object_id",
            "label",
            "before",
            "after",
            "request_id",
        ]
        read_only_fields = fields


class EventFilter(django_filters.FilterSet):
    member = django_filters.NumberFilter("membership__pk")
    since = django_filters.IsoDateTimeFilter("at", "gte")
    until = django_filters.IsoDateTimeFilter("at", "lt")
    after_id = django_filters.NumberFilter("pk", "gt", label="Only events after this one")

    class Meta:
        model = Event
        fields = ["verb", "object_type", "object_id"]


class EventList(OrgView, ListAPIView[Event]):
    """What changed, newest first; keep the highest id and ask with `after_id` for what is new."""

    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.EVENT_READ}
    serializer_class = EventSerializer
    filterset_class = EventFilter

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Event.objects.none()
        return Event.objects.for_org(self.org)
