"""What another system sends."""

from datetime import timedelta

from django.utils.timezone import now

API = "/acme/api/v1/"


def row(**more):
    """An interaction of a customer nobody knows yet."""
    when = (now() - timedelta(hours=1)).isoformat()
    person = {"external_id": "C1", "email": "ana@example.org", "consent": "granted"}
    base = {"source": "crm", "external_id": "I1", "customer": person, "stage": "call"}
    return {**base, "occurred_at": when, **more}
