"""Files on their way in, for other systems to watch."""

from typing import Any, ClassVar

from django.urls import path
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView

from accounts.permissions import Permission
from accounts.rest import OrgView
from integrations.models import Import


class ImportSerializer(serializers.ModelSerializer[Import]):
    """A file: how far it is, and what became of its rows."""

    class Meta:
        model = Import
        fields = [
            "id",
            "kind",
            "state",
            "file_name",
            "encoding",
            "total",
            "processed",
            "created",
            "updated",
            "repeated",
            "rejected",
            "error",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields


class ImportBase(OrgView, GenericAPIView[Import]):
    permissions: ClassVar[dict[str, Permission]] = {"GET": Permission.CUSTOMER_EDIT}
    serializer_class = ImportSerializer

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Import.objects.none()
        return Import.objects.for_org(self.org).order_by("-pk")


class ImportList(ImportBase, ListAPIView[Import]):
    filterset_fields: ClassVar[list[str]] = ["kind", "state"]


class ImportDetail(ImportBase, RetrieveAPIView[Import]):
    pass


urlpatterns = [
    path("imports/", ImportList.as_view(), name="import-list"),
    path("imports/<int:pk>/", ImportDetail.as_view(), name="import-detail"),
]
