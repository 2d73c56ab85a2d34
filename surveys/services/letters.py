"""Mails as bytes: a skeleton for each survey, stage and language, personal parts spliced in."""

from collections.abc import Callable, Sequence
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from accounts.models import Organization
from journeys.models import Stage
from surveys import emails
from surveys.mail.addresses import Mailbox, envelope
from surveys.mail.letters import Letter
from surveys.mail.skeleton import Skeleton, placeholders
from surveys.models import Question, Survey
from surveys.selectors import outbox
from surveys.selectors.outbox import Waiting
from surveys.services import tokens

Build = Callable[[Waiting], Letter]
Key = tuple[object, ...]

_skeletons: dict[Key, Skeleton] = {}
MOST_SKELETONS = 500


def builder(batch: Sequence[Waiting]) -> Build:
    """How to make each mail of a batch; what mails have in common is read and built once."""
    versions = outbox.versions(waiting.version_id for waiting in batch)
    stages = Stage.objects.in_bulk({waiting.stage_id for waiting in batch})
    firsts = Question.objects.select_related("wording", "check_wording", "outcome").in_bulk(
        {first_question(waiting) for waiting in batch}
    )

    def build(waiting: Waiting) -> Letter:
        survey = versions[waiting.version_id].survey
        first, stage = firsts[first_question(waiting)], stages[waiting.stage_id]
        skeleton = _skeleton(survey, stage, first, waiting.language, waiting.ordinal > 0)
        return _letter(waiting, survey.organization, skeleton)

    return build


def first_question(waiting: Waiting) -> int:
    return int(waiting.drawn[0]["question"])


def _letter(waiting: Waiting, org: Organization, skeleton: Skeleton) -> Letter:
    name = waiting.name.strip()
    message = skeleton.render(
        to=Mailbox(name, waiting.email),
        message_id=waiting.message_id,
        date=timezone.now(),
        values={
            "greeting": emails.greeting(name, waiting.language),
            "token": tokens.make(waiting.public_id),
        },
    )
    return Letter(
        id=waiting.pk,
        sender=envelope(_sender(org).address),
        recipient=envelope(waiting.email),
        message=message,
    )


def _skeleton(
    survey: Survey, stage: Stage, first: Question, language: str, is_reminder: bool
) -> Skeleton:
    org = survey.organization
    wording = first.wording or first.check_wording
    assert wording is not None
    texts = tuple(sorted(wording.texts.items()))  # may still be edited before the first answer
    # With the time beside the keys: a restored database hands keys out a second time.
    versions = (survey.pk, survey.version, org.created_at, org.version, stage.pk, stage.version)
    key = (versions, first.pk, texts, language, is_reminder)
    if key not in _skeletons:
        if len(_skeletons) >= MOST_SKELETONS:
            _skeletons.clear()
        _skeletons[key] = compile_skeleton(survey, stage, first, language, is_reminder)
    return _skeletons[key]


def compile_skeleton(
    survey: Survey, stage: Stage, first: Question, language: str, is_reminder: bool
) -> Skeleton:
    """Everything that is the same for everybody who is asked this."""
    org = survey.organization
    marks = placeholders("greeting", "token")
    mail = emails.invitation(
        survey=survey,
        first=first,
        interaction=stage.asked_as_in(language),
        language=language,
        is_reminder=is_reminder,
        **marks,
    )
    return Skeleton.compile(
        marks=marks,
        sender=_sender(org),
        reply_to=Mailbox("", org.reply_to) if org.reply_to else None,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        unsubscribe=emails.unsubscribe_address(marks["token"]),
        feedback_id=f"{survey.pk}:{org.slug}:heartline",
    )


def _sender(org: Organization) -> Mailbox:
    house_name, house_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    name = org.sender_name or org.name or house_name
    return Mailbox(name, org.sender_email or house_address)
