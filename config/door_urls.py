"""Addresses in front of the door: people and invitations from accounts, foundings from here."""

from django.urls import include, path

from accounts import public_urls
from config import founding_views

app_name = "door"
urlpatterns = [
    path("setup/", founding_views.setup, name="setup"),
    path("organizations/new/", founding_views.organization_new, name="organization-new"),
    path("", include(public_urls.urlpatterns)),
]
