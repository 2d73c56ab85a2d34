"""What the endpoints under /<org>/api/v1/ are made of."""

from typing import Any, ClassVar

from rest_framework.views import APIView

from accounts.models import Organization
from accounts.permissions import Permission


class OrgView(APIView):
    """Base of the endpoints; `permissions` names what each method takes (default: VIEW)."""

    permissions: ClassVar[dict[str, Permission]] = {}

    @property
    def org(self) -> Organization:
        return self.request._request.org  # type: ignore[attr-defined, no-any-return]

    @property
    def actor(self) -> Any:
        return self.request._request.actor  # type: ignore[attr-defined]

    @property
    def membership(self) -> Any:
        return self.request._request.membership  # type: ignore[attr-defined]
