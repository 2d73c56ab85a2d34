"""The API under /<org>/api/v1/; each app lists its endpoints at the end of its api.py."""

from django.urls import include, path

from config import api_docs

app_name = "api"
urlpatterns = [
    path("schema/", api_docs.Schema.as_view(), name="schema"),
    path("docs/", api_docs.docs, name="docs"),
    path("", include("accounts.api")),
    path("", include("emotions.api")),
    path("", include("actions.api")),
    path("", include("journeys.api")),
    path("", include("training.api")),
    path("", include("surveys.api")),
    path("", include("insights.api")),
    path("", include("integrations.api")),
]
