import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts.services.versions import Stale
from journeys.services import checks
from tests.factories.journeys import CheckWordingFactory, StageActionFactory

ASKED = {"en": "Did we listen to you?", "de": "Haben wir Ihnen zugehört?"}


@pytest.fixture
def designed(acme, stage):
    return StageActionFactory(organization=acme, stage=stage)


@pytest.fixture
def answered(acme, designed):
    return CheckWordingFactory(organization=acme, stage_action=designed, answered_at=now())


def test_an_unanswered_wording_is_edited_in_place(designed, by):
    checks.write(stage_action=designed, texts={"en": "Did we lisen?"}, by=by)
    checks.write(stage_action=designed, texts=ASKED, by=by)

    wording = designed.check_wordings.get()
    assert (wording.number, wording.texts) == (1, ASKED)


def test_an_answered_wording_is_never_edited(designed, answered, by):
    before = answered.texts

    checks.write(stage_action=designed, texts=ASKED, by=by)

    answered.refresh_from_db()
    latest = designed.check_wordings.first()
    assert answered.texts == before
    assert (latest.number, latest.texts, latest.meaning_changed) == (2, ASKED, False)


def test_the_editor_says_whether_the_meaning_changed(designed, answered, by):
    wording = checks.write(stage_action=designed, texts=ASKED, meaning_changed=True, by=by)

    assert wording.meaning_changed


def test_turning_what_is_good_around_makes_a_new_version(designed, answered, by):
    checks.write(stage_action=designed, texts=answered.texts, yes_is_good=False, by=by)

    assert designed.check_wordings.first().number == 2


def test_the_first_wording_cannot_change_its_meaning(designed, by):
    wording = checks.write(stage_action=designed, texts=ASKED, meaning_changed=True, by=by)

    assert not wording.meaning_changed


def test_writing_the_same_again_changes_nothing(designed, answered, by):
    checks.write(stage_action=designed, texts=answered.texts, by=by)

    assert designed.check_wordings.count() == 1


def test_a_version_written_meanwhile_is_stale(designed, answered, by):
    checks.write(stage_action=designed, texts=ASKED, number=1, by=by)

    with pytest.raises(Stale):
        checks.write(stage_action=designed, texts={"en": "Mine?"}, number=1, by=by)


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"en": "   "},
        {"xx": "Did we?"},
        {"en": "x" * 301},
        {"en": "Did {name} call?"},
        {"en": "After {interaction} and {interaction}?"},
        {"en": "After {interaction"},
    ],
)
def test_a_broken_wording_is_refused(designed, by, texts):
    with pytest.raises(ValidationError):
        checks.write(stage_action=designed, texts=texts, by=by)


def test_the_interaction_may_be_named_once(designed, by):
    wording = checks.write(
        stage_action=designed, texts={"en": "After {interaction}, did we call?"}, by=by
    )

    assert "{interaction}" in wording.texts["en"]
