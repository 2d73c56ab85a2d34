"""Addresses outside of any organization; config adds those that found one."""

from django.urls import path

from accounts.views import invitations, profile

urlpatterns = [
    path("accounts/profile/", profile.profile, name="profile"),
    path("invite/<slug:secret>/", invitations.invitation, name="invitation"),
]
