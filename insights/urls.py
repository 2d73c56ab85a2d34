from django.urls import path

from insights.views import alerts, board, cell, evidence, pulse, reports, tables

app_name = "insights"
urlpatterns = [
    path("gaps/", board.board, name="board"),
    path("gaps/stages/<int:stage_pk>/emotions/<int:emotion_pk>/", cell.cell, name="cell"),
    path("evidence/", evidence.evidence_list, name="evidence-list"),
    path(
        "evidence/register/actions/<int:pk>/",
        evidence.register_action,
        name="evidence-register-action",
    ),
    path(
        "evidence/register/stages/<int:stage_pk>/lessons/<int:pk>/",
        evidence.register_lesson,
        name="evidence-register-lesson",
    ),
    path("evidence/<int:pk>/", evidence.evidence_detail, name="evidence-detail"),
    path("evidence/<int:pk>/amend/", evidence.evidence_amend, name="evidence-amend"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence-withdraw"),
    path("pulse/", pulse.pulse, name="pulse"),
    path("pulse/<int:pk>/", pulse.pulse_detail, name="pulse-detail"),
    path("pulse/<int:pk>/export/", pulse.pulse_export, name="pulse-export"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/new/", reports.report_create, name="report-create"),
    path("reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/files/<slug:kind>/", reports.report_file, name="report-file"),
    path("reports/readers/<int:pk>/", reports.report_readers, name="report-readers"),
    path("reports/readers/<int:pk>/leave/", reports.report_leave, name="report-leave"),
    path("alerts/", alerts.alert_list, name="alert-list"),
    path("alerts/mail/", alerts.alert_mail, name="alert-mail"),
    path("alerts/<int:pk>/acknowledge/", alerts.alert_acknowledge, name="alert-acknowledge"),
    path("tables/<slug:name>/<slug:kind>/", tables.table_file, name="table-file"),
]
