"""The page of the empathy gaps: filtered, taken in parts, cheap."""

from tests.factories.accounts import TeamFactory
from tests.insights.empathy.behaviours import PAGE, ask, behave, forecast, practise


def test_a_filter_narrows_the_rows_and_an_unknown_one_does_not(
    sign_in, vera, acme, team, behaviour
):
    other = TeamFactory(organization=acme, name="Claims desk")
    behave(acme, other)
    client = sign_in(vera)

    assert 'id="team-' in client.get(PAGE, {"team": team.pk}).content.decode()
    assert f'id="team-{other.pk}"' not in client.get(PAGE, {"team": team.pk}).content.decode()
    unknown = client.get(PAGE, {"team": "x"}).content.decode()
    assert f'id="team-{other.pk}"' in unknown
    assert "not known" in unknown


def test_the_fragment_is_the_page_s_own_part(sign_in, vera, team, behaviour):
    client = sign_in(vera)

    page = client.get(PAGE).content.decode()
    fragment = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()

    assert fragment.strip() in page


def test_nothing_live_says_what_is_missing(sign_in, vera):
    assert "Nothing to compare yet" in sign_in(vera).get(PAGE).content.decode()


def test_twenty_behaviours_cost_no_more_statements(
    sign_in, vera, acme, team, django_assert_max_num_queries
):
    for _row in range(20):
        stage_action = behave(acme, team, TeamFactory(organization=acme))
        forecast(stage_action, team, 5)
        practise(stage_action, team, [2])
        ask(stage_action, team, [2])
    client = sign_in(vera)

    with django_assert_max_num_queries(22):
        client.get(PAGE)
