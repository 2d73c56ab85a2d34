from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page of the house may show."""
    return {"DEMO": settings.DEMO, "PUBLIC_URL": settings.PUBLIC_URL}
