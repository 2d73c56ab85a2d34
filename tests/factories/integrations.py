import factory
from django.core.files.base import ContentFile

from integrations.models import Import, WebhookDelivery, WebhookEndpoint
from tests.factories.accounts import OwnedFactory, same

CUSTOMERS = b"Customer number,E-mail,Name\nC1,ana@example.org,Ana\nC2,ben@example.org,Ben\n"


class ImportFactory(OwnedFactory):
    """An uploaded file of two customers."""

    class Meta:
        model = Import
        exclude = ["content"]

    content = CUSTOMERS
    kind = "customers"
    file_name = "people.csv"
    file = factory.LazyAttribute(lambda record: ContentFile(record.content, "people.csv"))
    encoding = "utf-8"
    delimiter = ","
    header = ["Customer number", "E-mail", "Name"]
    mapping = {"external_id": "Customer number", "email": "E-mail", "name": "Name"}


class WebhookEndpointFactory(OwnedFactory):
    class Meta:
        model = WebhookEndpoint

    name = "Chat room"
    url = "https://chat.example.org/hook"


class WebhookDeliveryFactory(OwnedFactory):
    """A test message that waits."""

    class Meta:
        model = WebhookDelivery

    endpoint = same(WebhookEndpointFactory)
    event = "test"
    subject = factory.Sequence(str)
    body = "{}"
