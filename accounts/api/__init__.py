"""Who and what an organization is, for other systems."""

from django.urls import path

from accounts.api.events import EventList
from accounts.api.invitations import InvitationDetail, InvitationList
from accounts.api.organization import Me, OrganizationDetail
from accounts.api.people import (
    MemberDetail,
    MemberList,
    StaffDetail,
    StaffList,
    TeamDetail,
    TeamList,
)

urlpatterns = [
    path("me/", Me.as_view(), name="me"),
    path("organization/", OrganizationDetail.as_view(), name="organization"),
    path("members/", MemberList.as_view(), name="member-list"),
    path("members/<int:pk>/", MemberDetail.as_view(), name="member-detail"),
    path("invitations/", InvitationList.as_view(), name="invitation-list"),
    path("invitations/<int:pk>/", InvitationDetail.as_view(), name="invitation-detail"),
    path("teams/", TeamList.as_view(), name="team-list"),
    path("teams/<int:pk>/", TeamDetail.as_view(), name="team-detail"),
    path("staff/", StaffList.as_view(), name="staff-list"),
    path("staff/<int:pk>/", StaffDetail.as_view(), name="staff-detail"),
    path("events/", EventList.as_view(), name="event-list"),
]
