"""A report is what was known when it was made, and says no more than the board did."""

import io
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Actor, Event
from insights import emails
from insights.models import Report, ReportReader
from insights.selectors import board as boards
from insights.selectors import reports as reading
from insights.selectors.changes import Moved
from insights.services import reports
from insights.tasks import make_reports
from journeys.models import EmotionTarget
from tests.factories.insights import ReportFactory, ReportReaderFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    JourneyFactory,
    StageFactory,
)
from tests.factories.surveys import FollowUpFactory, ResponseFactory
from tests.insights.worlds import aim, answer, ask

SYSTEM = Actor.system()
MARCH, FEBRUARY = date(2026, 3, 1), date(2026, 2, 1)
TODAY = "2026-04-07T09:00:00Z"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def stage(acme):
    journey = JourneyFactory(organization=acme, name="Support case", key="support-case")
    return StageFactory(organization=acme, name="Waiting", journey=journey)


@pytest.fixture
def informed(stage):
    """February 60 of 100, March 37.5, both with many answers; 75 is intended."""
    question = aim(stage, 75, key="informed")
    answer(stage, question, [2, 3] * 20, on=date(2026, 2, 10))
    answer(stage, question, [1, 2] * 20, on=date(2026, 3, 10))
    return question


def make(stage, month=MARCH):
    return reports.make(journey=stage.journey, month=month, by=SYSTEM)


def only_line(report):
    [line] = reading.contents(report).lines
    return line


def test_a_report_says_what_the_board_says(stage, informed):
    line = only_line(make(stage))
    [cell] = boards.board(journey=stage.journey, period=reports.period_of(MARCH)).cells

    assert line.felt.value == cell.felt.mean == 37.5
    assert (line.felt.low, line.felt.high, line.felt.n) == (cell.felt.low, cell.felt.high, 40)
    assert line.shortfall == cell.shortfall
    assert line.verdict is cell.verdict


def test_later_answers_and_other_targets_leave_a_report_as_it_was(stage, informed):
    before = make(stage).content
    answer(stage, informed, [4] * 50, on=date(2026, 3, 20))
    EmotionTarget.objects.update(intended=10)

    assert make(stage).content == before
    assert Report.objects.count() == 1


def test_a_month_that_is_not_over_has_no_report(stage):
    with pytest.raises(ValidationError, match="as soon as its month is over"):
        make(stage, date(2026, 4, 1))


@pytest.mark.parametrize(("n", "is_shown"), [(4, False), (9, False), (10, True)])
def test_a_report_holds_no_number_that_the_board_withholds(stage, n, is_shown):
    answer(stage, aim(stage, 75, key="safe"), [1] * n, on=date(2026, 3, 3))

    line = only_line(make(stage))

    assert (line.felt.value is not None) is is_shown
    assert (line.shortfall is not None) is is_shown
    assert bool(line.reason) is not is_shown


def test_a_clear_fall_since_the_month_before_is_told_as_worse(stage, informed):
    found = reading.contents(make(stage))

    assert [line.moved for line in found.changed] == [Moved.WORSE]
    assert found.changed[0].moved_by.value == -25


def test_with_few_answers_in_one_month_nothing_is_called_a_change(stage):
    question = aim(stage, 75, key="safe")
    answer(stage, question, [4] * 12, on=date(2026, 2, 3))
    answer(stage, question, [0] * 60, on=date(2026, 3, 3))

    line = only_line(make(stage))

    assert line.moved is Moved.UNCLEAR
    assert line.moved_by.value == -100


def test_more_of_an_emotion_to_avoid_is_told_as_worse(stage):
    question = aim(stage, 20, key="frustrated", direction="avoid")
    answer(stage, question, [0, 1] * 20, on=date(2026, 2, 3))
    answer(stage, question, [2, 3] * 20, on=date(2026, 3, 3))

    assert only_line(make(stage)).moved is Moved.WORSE


def test_the_response_rate_counts_mails_that_went_out(stage, informed):
    ask(stage, 40, 10, on=date(2026, 3, 10))

    rate = reading.contents(make(stage)).rate

    assert (rate.value, rate.n) == (0.25, 40)
    assert rate.low < 0.25 < rate.high


def test_fewer_than_five_unhappy_customers_are_not_counted_out(acme, stage):
    def unhappy(times):
        for _each in range(times):
            response = ResponseFactory(
                organization=acme, stage=stage, experienced_on=date(2026, 3, 5)
            )
            FollowUpFactory(organization=acme, response=response)

    unhappy(4)
    assert reading.contents(make(stage)).followups is None

    Report.objects.all().delete()
    unhappy(1)
    assert reading.contents(make(stage)).followups.opened == 5


def test_sentences_are_frozen_in_every_language(stage, informed):
    assert set(make(stage).content["headline"]) == {"en", "de", "fr", "es", "ar"}


def test_making_a_report_leaves_a_line_in_the_log(stage, informed):
    make(stage)
    make(stage)

    assert Event.objects.filter(verb="report_made").count() == 1


# --- by mail ------------------------------------------------------------------------------------


@pytest.fixture
def mona_reads(acme, stage, informed, mona):
    ask(stage, 5, 1, on=date(2026, 3, 10))
    return ReportReaderFactory(organization=acme, journey=stage.journey, membership=mona)


def test_the_nightly_task_makes_last_month_and_mails_it_once(mona_reads):
    make_reports()
    make_reports()

    assert [report.month for report in Report.objects.all()] == [MARCH]
    [message] = mail.outbox
    assert message.to == ["mona@acme.example"]
    assert "Look first at “Waiting”" in message.body
    assert "/reports/" in message.body


def test_the_mail_carries_the_report_as_paper(mona_reads):
    make_reports()

    [message] = mail.outbox
    [(name, content, kind)] = message.attachments
    pages = PdfReader(io.BytesIO(content)).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert (name, kind) == ("support-case-2026-03.pdf", "application/pdf")
    assert "is 38 points short" in said
    assert "/files/pptx/" in message.body
    assert "/files/pdf/" not in message.body


def test_the_paper_is_written_in_its_readers_language(mona_reads, mona):
    mona.user.language = "de"
    mona.user.save()

    make_reports()

    [(_name, content, _kind)] = mail.outbox[0].attachments
    assert PdfReader(io.BytesIO(content)).metadata.title == "Support case, März 2026"


def test_paper_too_large_for_a_mail_is_a_link(monkeypatch, mona_reads):
    monkeypatch.setattr(emails, "LARGEST", 1000)

    make_reports()

    assert mail.outbox[0].attachments == []
    assert "/files/pdf/" in mail.outbox[0].body


def test_somebody_who_can_no_longer_sign_in_gets_no_mail(mona_reads, mona):
    mona.user.is_active = False
    mona.user.save()

    make_reports()

    assert mail.outbox == []


class SecondWorker(EmailBackend):
    """While one worker sends a mail, another one runs the whole task."""

    is_running = False

    def send_messages(self, messages):
        if not SecondWorker.is_running:
            SecondWorker.is_running = True
            make_reports()
        return super().send_messages(messages)


def test_two_workers_write_to_nobody_twice(settings, acme, mona_reads, edgar):
    ReportReaderFactory(organization=acme, journey=mona_reads.journey, membership=edgar)
    settings.EMAIL_BACKEND = f"{__name__}.SecondWorker"

    make_reports()

    assert sorted(message.to[0] for message in mail.outbox) == [
        "edgar@acme.example",
        "mona@acme.example",
    ]


def test_who_may_not_read_single_answers_gets_a_month_when_it_is_settled(
    acme, stage, informed, vera
):
    ReportReaderFactory(organization=acme, journey=stage.journey, membership=vera)
    report = make(stage)
    answer(stage, informed, [4] * 8, on=date(2026, 3, 30))

    assert reports.contents(report=report, reader=vera) is None
    assert reports.send(report=report) == 0
    with time_machine.travel("2026-04-20T09:00:00Z", tick=False):
        [line] = reports.contents(report=report, reader=vera).lines
        assert (line.felt.n, only_line(report).felt.n) == (48, 40)
        assert reports.send(report=report) == 1


def test_a_month_is_not_closed_before_its_last_answers_can_be_there(mona_reads):
    with time_machine.travel("2026-04-04T09:00:00Z", tick=False):
        make_reports()

    assert [report.month for report in Report.objects.all()] == []


def test_a_journey_nobody_was_asked_about_gets_no_report(stage):
    make_reports()

    assert not Report.objects.exists()


def test_somebody_who_has_still_to_estimate_gets_the_report_afterwards(acme, mona_reads, mona):
    asked = BeliefInviteeFactory(
        organization=acme,
        round=BeliefRoundFactory(organization=acme, journey=mona_reads.journey),
        membership=mona,
    )
    make_reports()
    assert mail.outbox == []

    asked.revealed_at = asked.round.opened_at
    asked.save()
    make_reports()
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_tried_again(settings, mona_reads):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_reports()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_reports()

    assert len(mail.outbox) == 1


def test_a_member_who_left_gets_no_mail(mona_reads, mona):
    mona.left_at = mona.created_at
    mona.save()

    make_reports()

    assert mail.outbox == []


def test_a_manager_chooses_readers_and_a_reader_leaves(sign_in, acme, stage, mona, vera):
    path = reverse("insights:report-readers", args=["acme", stage.journey.pk])
    sign_in(mona).post(path, {"members": [mona.pk, vera.pk]})
    assert ReportReader.objects.count() == 2

    sign_in(vera).post(reverse("insights:report-leave", args=["acme", stage.journey.pk]))
    assert [reader.membership for reader in ReportReader.objects.all()] == [mona]


def test_a_choice_that_was_open_meanwhile_puts_nobody_back(sign_in, stage, mona, vera, edgar):
    path = reverse("insights:report-readers", args=["acme", stage.journey.pk])
    sign_in(mona).post(path, {"members": [mona.pk, vera.pk]})
    shown = f"{mona.pk},{vera.pk}"
    sign_in(vera).post(reverse("insights:report-leave", args=["acme", stage.journey.pk]))
    sign_in(mona).post(path, {"members": [mona.pk, edgar.pk], "shown": str(mona.pk)})

    sign_in(mona).post(path, {"members": [vera.pk], "shown": shown})

    assert [reader.membership for reader in ReportReader.objects.all()] == [edgar]


def test_nobody_of_another_organization_can_be_made_a_reader(sign_in, stage, mona, sam):
    path = reverse("insights:report-readers", args=["acme", stage.journey.pk])

    assert sign_in(mona).post(path, {"members": [sam.pk]}).status_code == 422


# --- pages --------------------------------------------------------------------------------------


def test_the_page_says_headline_numbers_and_how_they_came_about(sign_in, stage, informed, mona):
    report = make(stage)

    page = sign_in(mona).get(reverse("insights:report-detail", args=["acme", report.pk]))

    for words in ("“informed” is 38 points short", "40 answers", "How is this computed?"):
        assert words in page.content.decode()


@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx", "csv"])
def test_whoever_has_still_to_estimate_gets_no_file(sign_in, acme, stage, informed, mona, kind):
    report = make(stage)
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    client = sign_in(mona)

    file = client.get(reverse("insights:report-file", args=["acme", report.pk, kind]))
    page = client.get(reverse("insights:report-detail", args=["acme", report.pk]))

    assert file.status_code == 302
    assert "Your estimate first" in page.content.decode()
    assert "38 points" not in page.content.decode()


def test_a_report_is_made_from_the_list_for_a_month_that_is_over(sign_in, stage, informed, mona):
    path = reverse("insights:report-create", args=["acme"])
    answer = sign_in(mona).post(path, {"journey": stage.journey.pk, "month": "2026-03-01"})

    assert answer.status_code == 302
    assert Report.objects.get().month == MARCH


def test_a_month_that_goes_on_is_refused(sign_in, stage, mona):
    path = reverse("insights:report-create", args=["acme"])

    wrong = sign_in(mona).post(path, {"journey": stage.journey.pk, "month": "2026-04-01"})

    assert wrong.status_code == 422


def test_the_list_costs_the_same_however_many_reports(
    sign_in, acme, stage, vera, django_assert_max_num_queries
):
    for month in range(1, 11):
        for year in (2024, 2025):
            ReportFactory(organization=acme, journey=stage.journey, month=date(year, month, 1))
    client = sign_in(vera)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("insights:report-list", args=["acme"]))

    assert page.content.decode().count("as PDF") == 20
