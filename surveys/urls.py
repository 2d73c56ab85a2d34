from django.urls import path

from surveys.views import decisions, followups, responses, surveys

app_name = "surveys"
urlpatterns = [
    path("surveys/", surveys.survey_list, name="survey-list"),
    path("surveys/new/", surveys.survey_create, name="survey-create"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey-edit"),
    path("surveys/<int:pk>/preview/", surveys.survey_preview, name="survey-preview"),
    path("surveys/<int:pk>/start/", surveys.survey_start, name="survey-start"),
    path("surveys/<int:pk>/pause/", surveys.survey_pause, name="survey-pause"),
    path("surveys/<int:pk>/end/", surveys.survey_end, name="survey-end"),
    path("surveys/decisions/", decisions.decision_list, name="decision-list"),
    path("surveys/mails/", decisions.delivery_list, name="delivery-list"),
    path("surveys/mails/send/", decisions.delivery_send, name="delivery-send"),
    path("surveys/mails/<int:pk>/resend/", decisions.delivery_resend, name="delivery-resend"),
    path("surveys/responses/", responses.response_list, name="response-list"),
    path("surveys/responses/<int:pk>/", responses.response_detail, name="response-detail"),
    path("surveys/follow-ups/", followups.followup_list, name="followup-list"),
    path("surveys/follow-ups/<int:pk>/", followups.followup_detail, name="followup-detail"),
    path("surveys/follow-ups/<int:pk>/edit/", followups.followup_edit, name="followup-edit"),
    path("surveys/follow-ups/<int:pk>/close/", followups.followup_close, name="followup-close"),
    path("surveys/follow-ups/<int:pk>/reopen/", followups.followup_reopen, name="followup-reopen"),
]
