"""The answer page as a weekend project would have it: the product's tables, nothing around them.

No middleware, no cache of rendered screens, no languages, no checks beyond the token. Two ways to
run the same statements: by Django's ORM (`/orm/…`) and as plain SQL (`/sql/…`).

gunicorn benchmarks.minimal
"""

import json
import os
from uuid import UUID

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: TID251
from django.template import Context, Engine
from django.urls import path
from django.utils import timezone

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
django.setup()
settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
application = WSGIHandler()

from surveys.models import Answer, Invitation, Question, Response
from surveys.services import tokens

PAGE = Engine().from_string(
    "<!doctype html><title>{{ organization }}</title><h1>{{ text }}</h1><p>Hello {{ name }}</p>"
    '<form method="post">{% for label in labels %}<label><input type="radio" name="value" '
    'value="{{ forloop.counter0 }}"> {{ label }}</label>{% endfor %}<button>Next</button></form>'
)
LABELS = ["Not at all", "A little", "Moderately", "Quite a bit", "Very much", "I cannot say"]
READ = """
    SELECT invitation.id, invitation.organization_id, invitation.customer_id, invitation.drawn,
           invitation.language, interaction.id, interaction.stage_id, interaction.slice_id,
           interaction.experienced_on, organization.name, customer.name, response.id
      FROM surveys_invitation AS invitation
      JOIN accounts_organization AS organization ON organization.id = invitation.organization_id
      JOIN surveys_customer AS customer ON customer.id = invitation.customer_id
      JOIN surveys_interaction AS interaction ON interaction.id = invitation.interaction_id
      JOIN journeys_stage AS stage ON stage.id = interaction.stage_id
      JOIN surveys_surveyversion AS version ON version.id = invitation.survey_version_id
      JOIN surveys_survey AS survey ON survey.id = version.survey_id
 LEFT JOIN surveys_response AS response ON response.invitation_id = invitation.id
     WHERE invitation.public_id = %s AND invitation.withdrawn_at IS NULL
"""
BEGIN = """
    INSERT INTO surveys_response (organization_id, source, invitation_id, interaction_id,
           customer_id, stage_id, slice_id, experienced_on, language, state, is_counted, set_aside,
           started_at, last_activity_at, comment)
    VALUES (%s, 'invitation', %s, %s, %s, %s, %s, %s, %s, 'draft', FALSE, '', now(), now(), '')
        ON CONFLICT (invitation_id) DO UPDATE SET last_activity_at = now() RETURNING id
"""
TOUCH = "UPDATE surveys_response SET last_activity_at = now() WHERE id = %s AND state = 'draft'"
KEEP = """
    INSERT INTO surveys_answer (organization_id, response_id, question_id, value, answered_at)
    VALUES (%s, %s, %s, %s, now())
        ON CONFLICT (response_id, question_id)
        DO UPDATE SET value = EXCLUDED.value, answered_at = now()
"""


def by_sql(request: HttpRequest, token: str, number: int = 1) -> HttpResponse:
    """The statements written out."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [tokens.read(token)])
        row = cursor.fetchone()
        pk, org, customer, drawn, language, interaction, stage, slice_, day, name, called, draft = (
            row
        )
        if request.method != "POST":
            return _page(name, called)
        question = json.loads(drawn)[number - 1]["question"]
        with transaction.atomic():
            if draft is None:
                begun = [org, pk, interaction, customer, stage, slice_, day, language]
                cursor.execute(BEGIN, begun)
                (draft,) = cursor.fetchone()
            cursor.execute(TOUCH, [draft])
            cursor.execute(KEEP, [org, draft, question, int(request.POST["value"])])
    return HttpResponseRedirect(f"/sql/{token}/{number + 1}/")


def by_orm(request: HttpRequest, token: str, number: int = 1) -> HttpResponse:
    """The statements as Django builds them."""
    invitation = _invitation(tokens.read(token))
    if request.method != "POST":
        return _page(invitation.organization.name, invitation.customer.name)
    with transaction.atomic():
        draft = getattr(invitation, "response", None) or _begin(invitation)
        Response.objects.filter(pk=draft.pk, state="draft").update(last_activity_at=timezone.now())
        answer = Answer(
            organization_id=invitation.organization_id,
            response=draft,
            question=Question(pk=invitation.drawn[number - 1]["question"]),
            value=int(request.POST["value"]),
        )
        Answer.objects.bulk_create(
            [answer],
            update_conflicts=True,
            unique_fields=["response", "question"],
            update_fields=["value", "answered_at"],
        )
    return HttpResponseRedirect(f"/orm/{token}/{number + 1}/")


def _invitation(public_id: UUID | None) -> Invitation:
    return Invitation.objects.select_related(
        "organization",
        "customer",
        "interaction__stage",
        "survey_version__survey",
        "response",
    ).get(public_id=public_id, withdrawn_at=None)


def _begin(invitation: Invitation) -> Response:
    draft = Response(
        organization_id=invitation.organization_id,
        invitation=invitation,
        interaction=invitation.interaction,
        customer_id=invitation.customer_id,
        stage_id=invitation.interaction.stage_id,
        slice_id=invitation.interaction.slice_id,
        experienced_on=invitation.interaction.experienced_on,
        language=invitation.language,
    )
    Response.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["invitation"],
        update_fields=["last_activity_at"],
    )
    return draft


def _page(organization: str, name: str) -> HttpResponse:
    text = "After your support call, how far did you feel cared for?"
    values = {"organization": organization, "name": name, "text": text, "labels": LABELS}
    return HttpResponse(PAGE.render(Context(values)))


urlpatterns = [
    path("sql/<str:token>/", by_sql),
    path("sql/<str:token>/<int:number>/", by_sql),
    path("orm/<str:token>/", by_orm),
    path("orm/<str:token>/<int:number>/", by_orm),
]
