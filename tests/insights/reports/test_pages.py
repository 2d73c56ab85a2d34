"""A report's pages, and the list that they are made from."""

from datetime import date

import pytest
from django.urls import reverse

from insights.models import Report
from tests.factories.insights import ReportFactory
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory
from tests.insights.reports.months import MARCH, make


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
