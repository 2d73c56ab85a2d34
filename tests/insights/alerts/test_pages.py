"""An alert's pages: noted once, read by everybody, filtered."""

from django.urls import reverse

from insights.models import AlertReader
from tests.factories.insights import AlertFactory


def test_a_manager_takes_note_and_everybody_reads_it(sign_in, alert, mona, vera):
    path = reverse("insights:alert-acknowledge", args=["acme", alert.pk])
    sign_in(mona).post(path, {"note": "The mail server was down."})

    said = sign_in(vera).get(reverse("insights:alert-list", args=["acme"]), {"state": "known"})

    assert "Noted by Mona" in said.content.decode()
    assert "The mail server was down." in said.content.decode()


def test_one_s_own_mails_are_switched_on_and_off(sign_in, acme, vera):
    path = reverse("insights:alert-mail", args=["acme"])
    client = sign_in(vera)

    client.post(path, {"wanted": "on"})
    assert [reader.membership for reader in AlertReader.objects.all()] == [vera]
    client.post(path, {"wanted": "off"})
    assert not AlertReader.objects.exists()


def test_a_wrong_filter_lists_the_open_alerts(sign_in, alert, vera):
    page = sign_in(vera).get(reverse("insights:alert-list", args=["acme"]), {"state": "nonsense"})

    assert "Fewer customers answer" in page.content.decode()


def test_the_fragment_is_the_page_without_its_frame(sign_in, alert, vera):
    client, path = sign_in(vera), reverse("insights:alert-list", args=["acme"])

    page = client.get(path).content.decode()
    fragment = client.get(path, headers={"HX-Request": "true"}).content.decode()

    assert fragment.strip() in page
    assert "<html" not in fragment


def test_the_list_costs_the_same_however_many_alerts(
    sign_in, acme, stage, vera, django_assert_max_num_queries
):
    for number in range(20):
        AlertFactory(organization=acme, journey=stage.journey, subject=str(number))
    client = sign_in(vera)

    with django_assert_max_num_queries(11):
        page = client.get(reverse("insights:alert-list", args=["acme"]))

    assert page.content.decode().count("Fewer customers answer") == 20
