"""Files that leave the house."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse

from surveys.models import Customer
from surveys.selectors import customers


def everything_about(customer: Customer) -> HttpResponse:
    """All that is stored about one person, as a file to hand to them."""
    text = json.dumps(
        customers.everything_about(customer),
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        indent=2,
    )
    return attachment(text, f"customer-{customer.pk}.json", "application/json")


def attachment(content: Any, name: str, kind: str) -> HttpResponse:
    """A download under a name of ours: a name from outside could hold anything."""
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
