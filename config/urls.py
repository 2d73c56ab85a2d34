"""Every address of the house."""

from django.conf import settings
from django.urls import include, path

from config import gallery, views

# The apps own their addresses; a path is named by the noun it shows.
org_patterns = [
    path("", include("accounts.urls")),
    path("", include("emotions.urls")),
    path("", include("actions.urls")),
    path("", include("journeys.urls")),
    path("training/", include("training.urls")),
    path("", include("surveys.urls")),
    path("", include("insights.urls")),
    path("", include("integrations.urls")),
    path("api/v1/", include("config.api_urls")),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("config.door_urls")),
    path("", include("surveys.public_urls")),
    *([path("demo/", include("demo.urls"))] if settings.DEMO else []),
    *(gallery.urlpatterns if settings.DEBUG else []),
    path("<slug:org>/", include(org_patterns)),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
