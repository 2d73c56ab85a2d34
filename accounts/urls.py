from django.urls import path

from accounts.views import events, members, overview, settings, staff, teams, tokens

app_name = "accounts"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("checklist/hide/", overview.checklist_hide, name="checklist-hide"),
    path("checklist/show/", overview.checklist_show, name="checklist-show"),
    path("settings/", settings.settings_edit, name="settings"),
    path("settings/roles/", settings.grants, name="grants"),
    path("settings/members/", members.member_list, name="member-list"),
    path("settings/members/<int:pk>/", members.member_detail, name="member-detail"),
    path("settings/members/<int:pk>/leave/", members.member_leave, name="member-leave"),
    path("settings/invitations/", members.invitation_create, name="invitation-create"),
    path(
        "settings/invitations/<int:pk>/resend/",
        members.invitation_resend,
        name="invitation-resend",
    ),
    path(
        "settings/invitations/<int:pk>/withdraw/",
        members.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path("settings/teams/", teams.team_list, name="team-list"),
    path("settings/teams/create/", teams.team_create, name="team-create"),
    path("settings/teams/<int:pk>/", teams.team_edit, name="team-edit"),
    path("settings/teams/<int:pk>/archive/", teams.team_archive, name="team-archive"),
    path("settings/teams/<int:pk>/restore/", teams.team_restore, name="team-restore"),
    path("settings/staff/", staff.staff_list, name="staff-list"),
    path("settings/staff/create/", staff.staff_create, name="staff-create"),
    path("settings/staff/<int:pk>/", staff.staff_edit, name="staff-edit"),
    path("settings/staff/<int:pk>/leave/", staff.staff_leave, name="staff-leave"),
    path("settings/staff/<int:pk>/return/", staff.staff_return, name="staff-return"),
    path("settings/tokens/", tokens.token_list, name="token-list"),
    path("settings/tokens/create/", tokens.token_create, name="token-create"),
    path("settings/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("settings/events/", events.event_list, name="event-list"),
]
