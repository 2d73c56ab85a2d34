"""Files that leave the house."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from surveys.models import Customer
from surveys.selectors import customers


def everything_about(customer: Customer) -> bytes:
    """All that is stored about one person, as JSON to hand to them."""
    told = customers.everything_about(customer)
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()
