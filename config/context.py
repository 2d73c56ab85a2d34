from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.permissions import Permission


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page of the house may show; `may.emotion_edit` asks the grants table."""
    membership = getattr(request, "membership", None)
    return {
        "DEMO": settings.DEMO,
        "PUBLIC_URL": settings.PUBLIC_URL,
        "may": {
            permission.value: membership is not None and membership.can(permission)
            for permission in Permission
        },
    }
