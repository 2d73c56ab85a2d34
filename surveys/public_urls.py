from django.urls import path

from surveys.views import answers, pulse_answers

app_name = "answer"
urlpatterns = [
    path("s/pulse/", pulse_answers.entry, name="pulse-entry"),
    path("s/pulse-<str:code>/", pulse_answers.questions, name="pulse"),
    path("s/<str:token>/", answers.step, name="start"),
    path("s/<str:token>/<int:number>/", answers.step, name="step"),
    path("s/<str:token>/thanks/", answers.thanks, name="thanks"),
    path("u/<str:token>/", answers.unsubscribe, name="unsubscribe"),
]
