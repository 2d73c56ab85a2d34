"""A report goes once to each of its readers, and to nobody else."""

import io
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from pypdf import PdfReader

from insights import emails
from insights.models import Report, ReportReader
from insights.services import reports
from insights.tasks import make_reports
from tests.factories.insights import ReportReaderFactory
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory
from tests.insights.reports.months import MARCH, make, only_line
from tests.insights.worlds import answer, ask


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
