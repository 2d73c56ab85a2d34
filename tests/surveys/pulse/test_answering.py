"""Everybody who is asked answers once, on a page that needs neither login nor cookie."""

import pytest
from django.utils.html import escape

from accounts.models import Actor
from surveys.library.pulse import ITEMS
from surveys.models import PulseComment, PulseInvitee
from surveys.selectors import pulse as found
from surveys.services import pulse
from tests.surveys.pulse.asking import ENTRY, FULL, address, counts


def test_every_item_is_asked_in_five_languages_with_the_customers_scale(client, opened):
    page = client.get(address(opened.invitees.first())).content.decode()

    for item in ITEMS:
        assert item.questions["en"] in page
    assert page.count("Completely") == page.count("Can&#x27;t say") == 6


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_the_page_can_be_read_in_another_language(client, opened, language):
    response = client.get(address(opened.invitees.first()), {"language": language})

    assert escape(ITEMS[1].questions[language]) in response.content.decode()
    assert response["Content-Language"] == language


def test_an_answer_raises_the_tallies_of_the_team(client, opened):
    client.post(address(opened.invitees.first()), {"valued": "3", "under_strain": "none"})

    assert counts("valued") == (0, 0, 0, 1, 0)
    assert counts("under_strain") == (0, 0, 0, 0, 0)
    assert opened.groups.get().answered == 1


def test_reading_the_page_writes_nothing(client, opened):
    before = PulseInvitee.objects.values_list().get(pk=opened.invitees.first().pk)

    client.get(address(opened.invitees.first()))

    assert PulseInvitee.objects.values_list().get(pk=before[0]) == before
    assert sum(counts()) == 0


def test_nobody_answers_twice(client, opened):
    invitee = opened.invitees.first()
    client.post(address(invitee), {"valued": "4"})

    again = client.post(address(invitee), {"valued": "0"}, follow=True)

    assert "Thank you" in again.content.decode()
    assert counts() == (0, 0, 0, 0, 1)


def test_a_race_for_one_code_is_counted_once(opened):
    invitee = opened.invitees.first()
    stale = PulseInvitee.objects.get(pk=invitee.pk)
    pulse.answer(invitee=invitee, values=FULL)

    with pytest.raises(pulse.Closed):
        pulse.answer(invitee=stale, values=FULL)

    assert sum(counts()) == 1


@pytest.mark.parametrize("value", ["5", "-1", "x", "12", "١"])
def test_a_value_off_the_scale_is_refused_and_what_was_ticked_stays(client, opened, value):
    response = client.post(
        address(opened.invitees.first()), {"valued": value, "energised": "2", "comment": "Kept"}
    )

    assert response.status_code == 422
    assert 'name="energised" value="2" checked' in response.content.decode()
    assert "Kept" in response.content.decode()
    assert sum(counts()) == 0


def test_an_empty_form_is_no_answer(client, opened):
    response = client.post(address(opened.invitees.first()), {"valued": "none"})

    assert response.status_code == 422
    assert "at least one question" in response.content.decode()
    assert not opened.invitees.filter(has_answered=True).exists()


def test_a_comment_alone_is_an_answer(client, opened):
    client.post(address(opened.invitees.first()), {"comment": "  More light.  "})

    assert PulseComment.objects.get().text == "More light."


def test_an_unknown_code_opens_nothing(client, opened):
    assert client.get("/s/pulse-abcdefghjkmn/").status_code == 404


def test_a_closed_round_cannot_be_answered(client, opened, olivia):
    invitee = opened.invitees.first()
    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    assert client.post(address(invitee), {"valued": "4"}).status_code == 404
    assert sum(counts()) == 0


def test_a_code_is_typed_off_a_slip_in_any_form(client, opened):
    invitee = opened.invitees.first()
    typed = f" {found.spelled(invitee.code).upper()} "

    response = client.post(ENTRY, {"code": typed})

    assert response.status_code == 302
    assert response["Location"] == address(invitee)


def test_a_wrong_code_says_so(client, opened):
    response = client.post(ENTRY, {"code": "nothing"})

    assert response.status_code == 422
    assert "do not know this code" in response.content.decode()


def test_the_page_is_kept_by_no_cache_and_sets_no_cookie(client, opened):
    response = client.get(address(opened.invitees.first()))

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
