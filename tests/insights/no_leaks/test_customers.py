"""No page, API or file tells a role without that permission what a single customer answered.

Interference again: change what few have answered, or exchange the answers of two customers who are
counted together, and everything that these roles can open stays the same to the letter, whatever
days and slices they ask for.
"""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Actor
from insights.models import Registration, Report
from insights.selectors import secrecy
from insights.services import reports
from surveys.models import Answer, Question, Response
from surveys.services import rollups
from tests.factories.accounts import TeamFactory
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    EmotionTargetFactory,
    JourneyFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.registrations import RegistrationFactory
from tests.factories.surveys import (
    AnswerFactory,
    FollowUpFactory,
    InteractionFactory,
    QuestionFactory,
    ResponseFactory,
    SliceFactory,
)
from tests.insights.no_leaks.walking import signed_in, visit, walk

WORDS = "Planted words of a customer"
FIGURES = [
    f"/acme/{page}" for page in ("", "first/", "drivers/", "empathy/", "evidence/", "reports/")
]


@pytest.fixture
def stage(acme):
    """A stage with a team, an emotion that it aims for and an action that it asks about."""
    stage = StageFactory(organization=acme, journey=JourneyFactory(organization=acme))
    stage.teams.add(TeamFactory(organization=acme, name="Service line"))
    emotion = EmotionFactory(organization=acme)
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    wording = WordingFactory(organization=acme, emotion=emotion)
    QuestionFactory(organization=acme, wording=wording)
    stage_action = StageActionFactory(organization=acme, stage=stage, emotion=emotion)
    LiveIntervalFactory(organization=acme, stage_action=stage_action)
    QuestionFactory(
        organization=acme,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=CheckWordingFactory(organization=acme, stage_action=stage_action),
        stage_action=stage_action,
    )
    return stage


def answer(stage, values, *, day, channel="phone"):
    """One customer a value, with a comment and a follow-up each."""
    org, team = stage.organization, stage.teams.get()
    where = SliceFactory(organization=org, key=f"{channel}|{team.pk}||", channel=channel, team=team)
    responses = []
    for value in values:
        happened = InteractionFactory(organization=org, stage=stage, slice=where)
        response = ResponseFactory(
            organization=org,
            stage=stage,
            slice=where,
            interaction=happened,
            experienced_on=day,
            comment=f"{WORDS} {happened.pk}",
        )
        for question in Question.objects.for_org(org):
            AnswerFactory(
                organization=org,
                response=response,
                question=question,
                value=min(value, 4 if question.emotion else 2),
            )
        FollowUpFactory(organization=org, response=response, stage=stage)
        responses.append(response)
    rollups.mark_dirty(org_id=org.pk, day=day)
    return responses


def addresses(stage, *days):
    """Every page about these answers that names a row, and the pages of figures for these days."""
    responses = Response.objects.filter(stage=stage)
    emotion = stage.targets.get().emotion
    cell = f"/acme/gaps/stages/{stage.pk}/emotions/{emotion.pk}/"
    named = [f"/acme/surveys/responses/{row.pk}/" for row in responses[:3]]
    named += [f"/acme/api/v1/responses/{row.pk}/" for row in responses[:3]]
    named += [f"/acme/surveys/follow-ups/{row.followup.pk}/" for row in responses[:3]]
    named += [f"/acme/customers/{row.interaction.customer_id}/" for row in responses[:3]]
    named += [f"/acme/journeys/{stage.journey_id}/", f"/acme/journeys/stages/{stage.pk}/"]
    named += [f"/acme/emotions/{emotion.pk}/", cell]
    named += [f"/acme/evidence/{row.pk}/" for row in Registration.objects.filter(stage=stage)]
    named += [
        f"/acme/api/v1/evidence/{row.pk}/" for row in Registration.objects.filter(stage=stage)
    ]
    for report in Report.objects.filter(journey=stage.journey):
        named += [f"/acme/reports/{report.pk}/", f"/acme/api/v1/reports/{report.pk}/"]
        named += [f"/acme/reports/{report.pk}/files/csv/"]
    pages = [
        "/acme/gaps/",
        "/acme/gaps/compared/",
        "/acme/gaps/by/channel/",
        "/acme/gaps/year/",
        cell,
    ]
    api = [f"/acme/api/v1/gaps/{name}" for name in ("", "year/", "splits/")]
    for since, until in days:
        for channel in ("", "phone"):
            asked = f"period=own&since={since}&until={until}&channel={channel}"
            named += [f"{page}?{asked}" for page in pages]
            named += [f"{page}?{asked}&by=channel&journey={stage.journey.key}" for page in api]
            named.append(f"/acme/tables/gaps/csv/?{asked}&journey={stage.journey_id}")
    return named


def changed(before, after):
    return [route for route, body in after.items() if body != before[route]]


@pytest.mark.parametrize("person", ["carl", "vera"])
def test_roles_without_permission_see_no_single_answer(request, acme, stage, person):
    today = acme.today()
    answer(stage, [2] * 40, day=today)
    answer(stage, [2] * 4, day=secrecy.settled(acme))
    client = signed_in(request.getfixturevalue(person))
    named = addresses(stage, (today, today))
    before = walk(client, acme, named)

    Answer.objects.filter(response__stage=stage).update(value=0)
    Response.objects.filter(stage=stage).update(comment="Changed")

    assert changed(before, walk(client, acme, named)) == []
    assert not [route for route, body in before.items() if b"Planted" in body]


@pytest.mark.parametrize(("person", "is_told"), [("vera", False), ("mona", True)])
def test_who_of_a_month_answered_what_is_told_to_those_who_may_read_it(
    request, acme, stage, person, is_told
):
    last = secrecy.settled(acme)
    answer(stage, [0] * 12, day=last - timedelta(days=9))
    [one] = answer(stage, [4], day=last)
    answer(stage, [0] * 6, day=last, channel="chat")
    RegistrationFactory(organization=acme, stage_action=stage.stage_actions.get())
    reports.make(journey=stage.journey, month=last.replace(day=1), by=Actor.system())
    client = signed_in(request.getfixturevalue(person))
    named = [*FIGURES, *addresses(stage, (last, last))]
    before = visit(client, named)

    exchange(one, Response.objects.filter(stage=stage, slice=one.slice).exclude(pk=one.pk)[0])

    assert bool(changed(before, visit(client, named))) is is_told


def exchange(one, other):
    """What two customers of the same month and slice answered."""
    for mine in one.answers.all():
        theirs = other.answers.get(question=mine.question)
        mine.value, theirs.value = theirs.value, mine.value
        mine.save()
        theirs.save()


def test_whoever_looks_after_customers_is_not_told_what_they_may_not_read(acme, mona, edgar, stage):
    acme.answer_readers = ["owner"]
    acme.save()
    [response] = answer(stage, [0], day=acme.today())
    followup = response.followup
    type(followup).objects.update(reason=f"{WORDS}: not at all")
    named = [f"/acme/surveys/follow-ups/{page}" for page in ("", f"{followup.pk}/")]
    named += [f"/acme/surveys/follow-ups/{followup.pk}/{verb}/" for verb in ("edit", "close")]
    named += ["/acme/", "/acme/api/v1/follow-ups/", f"/acme/api/v1/follow-ups/{followup.pk}/"]
    customer = response.interaction.customer_id

    bodies = visit(signed_in(mona), [*named, f"/acme/customers/{customer}/"])

    assert not [route for route, body in bodies.items() if b"Planted" in body]
    assert b"low answer" in bodies[named[0]]
    assert signed_in(edgar).get(f"/acme/customers/{customer}/export/").status_code == 403
    assert signed_in(edgar).get(f"/acme/api/v1/customers/{customer}/everything/").status_code == 403


def test_the_walk_finds_what_it_looks_for(acme, olivia, stage):
    """Without it, a walk that opens nothing would find nothing."""
    answer(stage, [2] * 4, day=now().date())

    bodies = walk(signed_in(olivia), acme, addresses(stage))

    assert sum(WORDS.encode() in body for body in bodies.values()) > 4
    assert len(bodies) > 40
