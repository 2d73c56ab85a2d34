import pytest

from accounts.models import Event

ADDRESS = "/acme/settings/"


@pytest.fixture
def typed(acme):
    return {
        "name": "Acme",
        "timezone": "Europe/Berlin",
        "language": "de",
        "languages": ["en", "de"],
        "brand_colour": "#123456",
        "sender_name": "Acme Care",
        "sender_email": "care@acme.example",
        "reply_to": "help@acme.example",
        "postal_address": "1 Main Street",
        "privacy_url": "https://acme.example/privacy",
        "reporting_segments": "plan, region",
        "answer_readers": ["owner", "editor"],
        "answer_months": "24",
        "comment_months": "12",
        "interaction_months": "12",
        "asking_cap_days": "45",
        "version": "1",
    }


def test_every_setting_is_saved(sign_in, acme, olivia, typed):
    response = sign_in(olivia).post(ADDRESS, typed)

    acme.refresh_from_db()
    assert response.status_code == 302
    assert acme.timezone == "Europe/Berlin"
    assert acme.languages == ["de", "en"]
    assert acme.reporting_segments == ["plan", "region"]
    assert acme.answer_readers == ["owner", "editor"]
    assert (acme.asking_cap_days, acme.version) == (45, 2)


def test_the_main_language_comes_first_even_if_it_is_not_ticked(sign_in, acme, olivia, typed):
    sign_in(olivia).post(ADDRESS, typed | {"language": "ar", "languages": ["en"]})

    acme.refresh_from_db()
    assert acme.languages == ["ar", "en"]


def test_only_what_changed_is_recorded(sign_in, acme, olivia, typed):
    client = sign_in(olivia)
    client.post(ADDRESS, typed)
    client.post(ADDRESS, typed | {"version": "2", "asking_cap_days": "60"})

    event = Event.objects.filter(verb="organization_changed").first()
    assert (event.before, event.after) == ({"asking_cap_days": 45}, {"asking_cap_days": 60})


def test_saving_nothing_new_is_no_event(sign_in, olivia, typed):
    client = sign_in(olivia)
    client.post(ADDRESS, typed)
    client.post(ADDRESS, typed | {"version": "2"})

    assert Event.objects.filter(verb="organization_changed").count() == 1


def test_the_second_tab_learns_what_changed_and_keeps_what_was_typed(sign_in, acme, olivia, typed):
    client = sign_in(olivia)
    client.post(ADDRESS, typed | {"name": "Acme Insurance"})

    second = client.post(ADDRESS, typed | {"sender_name": "Somebody", "timezone": "Asia/Tokyo"})

    acme.refresh_from_db()
    assert second.status_code == 409
    assert acme.name == "Acme Insurance"
    assert "Acme Insurance" in second.text
    assert 'value="Somebody"' in second.text
    assert "Berlin</ins>" in second.text


def test_saving_again_after_the_warning_wins(sign_in, acme, olivia, typed):
    client = sign_in(olivia)
    client.post(ADDRESS, typed | {"name": "Acme Insurance"})
    second = client.post(ADDRESS, typed | {"name": "Acme Bank"})
    assert 'name="version" value="2"' in second.text

    client.post(ADDRESS, typed | {"name": "Acme Bank", "version": "2"})

    acme.refresh_from_db()
    assert acme.name == "Acme Bank"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("name", "Ac\0me"),
        ("timezone", "Mars/Olympus"),
        ("brand_colour", "red; background: url(//x.example)"),
        ("sender_email", "care@acme.example\nBcc: all@x.example"),
        ("privacy_url", "javascript:alert(1)"),
        ("reporting_segments", "a, b, c"),
        ("reporting_segments", "<script>"),
        ("answer_readers", []),
        ("answer_readers", ["viewer"]),
        ("answer_months", "0"),
        ("asking_cap_days", "366"),
        ("asking_cap_days", "9" * 30),
        ("version", "seven"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form(sign_in, acme, olivia, typed, field, value):
    response = sign_in(olivia).post(ADDRESS, typed | {field: value, "postal_address": "Kept Road"})

    acme.refresh_from_db()
    assert response.status_code == 422
    assert "Kept Road" in response.text
    assert acme.version == 1


@pytest.mark.parametrize("name", ["🎉 Fête", "شركة القلب", "x" * 100, "O'Neil & Söhne <b>"])
def test_any_name_is_shown_as_it_was_typed(sign_in, acme, olivia, typed, name):
    from django.utils.html import escape

    sign_in(olivia).post(ADDRESS, typed | {"name": name})

    acme.refresh_from_db()
    page = sign_in(olivia).get(ADDRESS).text
    assert acme.name == name
    assert escape(name) in page
    assert "Söhne <b>" not in page


def test_those_who_may_not_edit_read_the_settings(sign_in, vera):
    page = sign_in(vera).get(ADDRESS).text

    assert "An owner changes these" in page
    assert '<form class="hl-form' not in page


def test_who_may_read_answers_follows_the_setting(acme, mona):
    from accounts.permissions import Permission

    assert mona.can(Permission.ANSWER_READ)
    acme.answer_readers = ["owner"]
    mona.organization = acme

    assert not mona.can(Permission.ANSWER_READ)


def test_the_roles_page_shows_the_whole_table(sign_in, mona):
    from accounts.permissions import LABELS, Permission

    page = sign_in(mona).get("/acme/settings/roles/").text

    assert set(LABELS) == set(Permission)
    assert all(str(label).replace("'", "&#x27;") in page for label in LABELS.values())
