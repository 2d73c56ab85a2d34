import pytest

from accounts.models import Event

ADDRESS = "/accounts/profile/"
TYPED = {"name": "Edgar Lind", "language": "de", "theme": "dark"}


def test_name_language_and_appearance_are_saved(sign_in, edgar):
    response = sign_in(edgar).post(ADDRESS, TYPED)

    edgar.user.refresh_from_db()
    assert (edgar.user.name, edgar.user.language) == ("Edgar Lind", "de")
    assert response.cookies["theme"].value == "dark"


def test_following_the_system_forgets_the_choice(sign_in, edgar):
    client = sign_in(edgar)
    client.post(ADDRESS, TYPED)

    client.post(ADDRESS, TYPED | {"theme": ""})

    assert client.cookies["theme"].value == ""


def test_pages_speak_the_chosen_language(sign_in, edgar):
    client = sign_in(edgar)
    client.post(ADDRESS, TYPED | {"language": "ar"})

    assert 'dir="rtl"' in client.get("/acme/").text


def test_the_log_says_that_somebody_changed_their_name_but_not_what_to(sign_in, edgar):
    sign_in(edgar).post(ADDRESS, TYPED)

    event = Event.objects.get(verb="profile_changed")
    assert event.after == {"name": "…", "language": "de"}


def test_saving_nothing_new_is_no_event(sign_in, edgar):
    client = sign_in(edgar)
    client.post(ADDRESS, TYPED)
    client.post(ADDRESS, TYPED)

    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"name": "x" * 121}, {"language": "xx"}, {"theme": "pink"}]
)
def test_what_cannot_be_is_refused(sign_in, edgar, typed):
    assert sign_in(edgar).post(ADDRESS, TYPED | typed).status_code == 422


def test_a_stranger_signs_in_first(client):
    assert "/accounts/login/" in client.get(ADDRESS)["Location"]
