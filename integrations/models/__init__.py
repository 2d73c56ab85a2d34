from integrations.models.imports import Import
from integrations.models.webhooks import WebhookDelivery, WebhookEndpoint

__all__ = ["Import", "WebhookDelivery", "WebhookEndpoint"]
