from django.urls import path

from integrations.views import imports, webhooks

app_name = "integrations"
urlpatterns = [
    path("imports/", imports.import_list, name="import-list"),
    path("imports/new/", imports.import_create, name="import-create"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/columns/", imports.import_mapping, name="import-mapping"),
    path("imports/<int:pk>/cancel/", imports.import_cancel, name="import-cancel"),
    path("imports/<int:pk>/rejects/", imports.import_rejects, name="import-rejects"),
    path("settings/webhooks/", webhooks.webhook_list, name="webhook-list"),
    path("settings/webhooks/new/", webhooks.webhook_create, name="webhook-create"),
    path("settings/webhooks/<int:pk>/", webhooks.webhook_detail, name="webhook-detail"),
    path("settings/webhooks/<int:pk>/secret/", webhooks.webhook_secret, name="webhook-secret"),
    path("settings/webhooks/<int:pk>/test/", webhooks.webhook_test, name="webhook-test"),
    path("settings/webhooks/<int:pk>/remove/", webhooks.webhook_remove, name="webhook-remove"),
    path(
        "settings/webhooks/messages/<int:pk>/again/",
        webhooks.webhook_again,
        name="webhook-again",
    ),
]
