"""django-survey-and-report as a project of its own, run by the peers' interpreter.

python -m benchmarks.peer_survey       makes the tables and the survey
gunicorn benchmarks.peer_survey        serves it
"""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

from benchmarks import databases

CHOICES = "Not at all, A little, Moderately, Quite a bit, Very much, I cannot say"

settings.configure(
    SECRET_KEY="benchmarks-only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES=databases.for_django(os.environ["DATABASE_URL"]),
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "survey",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    STATIC_URL="/static/",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    CHOICES_SEPARATOR=",",
    DEFAULT_SURVEY_PUBLISHING_DURATION=7,
    LOGGING_CONFIG=None,
)
application = get_wsgi_application()
urlpatterns = [path("survey/", include("survey.urls"))]


def make(questions: int) -> None:
    """A survey with so many questions on one page, each answered on five steps."""
    from django.core.management import call_command
    from survey.models import Question, Survey

    call_command("migrate", verbosity=0)
    survey = Survey.objects.create(
        name="Your support call", description="How was it?", need_logged_user=False
    )
    for order in range(questions):
        Question.objects.create(
            survey=survey,
            text=f"After your support call, how far did you feel cared for ({order})?",
            order=order,
            required=True,
            type=Question.RADIO,
            choices=CHOICES,
        )
    fields = [f"question_{pk}" for pk in survey.questions.values_list("pk", flat=True)]
    print(survey.pk, *fields)


if __name__ == "__main__":
    make(int(sys.argv[1]))
