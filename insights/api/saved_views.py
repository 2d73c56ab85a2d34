from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from accounts.rest import OrgView
from insights.forms.board import BoardFilter, CompareFilter
from insights.models import SavedView
from insights.selectors import saved_views as found
from insights.services import saved_views


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """A page of the gap board with its filters, by field of the page's form."""

    owner = serializers.EmailField(source="owner.user.email", default=None, read_only=True)
    is_mine = serializers.SerializerMethodField()

    class Meta:
        model = SavedView
        fields = ["id", "name", "page", "filters", "is_shared", "is_mine", "owner", "version"]
        read_only_fields = fields

    def get_is_mine(self, view: SavedView) -> bool:
        return bool(view.owner_id == self.context["membership"].pk)


class NewSavedViewSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    page = serializers.ChoiceField(SavedView.Page.choices, default=SavedView.Page.NOW)
    filters = serializers.DictField(child=serializers.CharField(max_length=200))
    is_shared = serializers.BooleanField(default=False)


class ChangedSavedViewSerializer(serializers.Serializer[Any]):
    """Only what is sent changes."""

    name = serializers.CharField(max_length=80, required=False)
    is_shared = serializers.BooleanField(required=False)
    version = serializers.IntegerField(required=False)


NEW = OpenApiExample(
    "Chat, the last 30 days",
    value={
        "name": "Chat this month",
        "filters": {"journey": "3", "period": "30", "channel": "chat"},
    },
    request_only=True,
)
ONE = OpenApiExample(
    "A view",
    value={
        "id": 7,
        "name": "Chat this month",
        "page": "now",
        "filters": {"journey": "3", "period": "30", "channel": "chat"},
        "is_shared": False,
        "is_mine": True,
        "owner": "mona@acme.example",
        "version": 1,
    },
    response_only=True,
)


class SavedViewBase(OrgView):
    """Everybody has views of their own; sharing them takes VIEW_SHARE, which the service checks."""

    permissions: ClassVar[dict[str, Permission]] = {}

    def reply(self, view: Any, *, many: bool = False, code: int = 200) -> Response:
        context = {"membership": self.membership}
        return Response(SavedViewSerializer(view, many=many, context=context).data, status=code)

    def view_of(self, pk: int, *, to_change: bool = False) -> SavedView:
        view = get_object_or_404(found.visible(membership=self.membership), pk=pk)
        if to_change and not view.may_be_changed_by(self.membership):
            raise PermissionDenied
        return view


class SavedViewList(SavedViewBase):
    @extend_schema(
        operation_id="saved_view_list",
        summary="One's own saved views and the shared ones",
        responses=SavedViewSerializer(many=True),
        tags=["gaps"],
    )
    def get(self, request: Request) -> Response:
        return self.reply(found.visible(membership=self.membership), many=True)

    @extend_schema(
        operation_id="saved_view_create",
        summary="Keep a page of the gap board with its filters",
        request=NewSavedViewSerializer,
        responses={201: SavedViewSerializer},
        examples=[NEW, ONE],
        tags=["gaps"],
    )
    def post(self, request: Request) -> Response:
        typed = NewSavedViewSerializer(data=request.data)
        typed.is_valid(raise_exception=True)
        new = {**typed.validated_data}
        new["filters"] = self._accepted(new["page"], new["filters"])
        view = saved_views.save(org=self.org, by=self.actor, **new)
        return self.reply(view, code=status.HTTP_201_CREATED)

    def _accepted(self, page: str, filters: dict[str, str]) -> dict[str, str]:
        form_class = CompareFilter if page == SavedView.Page.COMPARED else BoardFilter
        form = form_class(filters, reader=self.membership)
        unknown = sorted(set(filters) - set(form.fields))
        if unknown:
            raise ValidationError({"filters": f"No such filter: {', '.join(unknown)}."})
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return form.kept()


class SavedViewDetail(SavedViewBase):
    @extend_schema(
        operation_id="saved_view_read",
        summary="A saved view",
        responses=SavedViewSerializer,
        examples=[ONE],
        tags=["gaps"],
    )
    def get(self, request: Request, pk: int) -> Response:
        return self.reply(self.view_of(pk))

    @extend_schema(
        operation_id="saved_view_update",
        summary="Rename or share a saved view",
        request=ChangedSavedViewSerializer,
        responses=SavedViewSerializer,
        examples=[OpenApiExample("Share it", {"is_shared": True}, request_only=True)],
        tags=["gaps"],
    )
    def patch(self, request: Request, pk: int) -> Response:
        view = self.view_of(pk, to_change=True)
        typed = ChangedSavedViewSerializer(data=request.data)
        typed.is_valid(raise_exception=True)
        view = saved_views.update(view=view, by=self.actor, **typed.validated_data)
        return self.reply(view)

    @extend_schema(
        operation_id="saved_view_delete",
        summary="Forget a saved view",
        responses={204: None},
        tags=["gaps"],
    )
    def delete(self, request: Request, pk: int) -> Response:
        saved_views.remove(view=self.view_of(pk, to_change=True), by=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
