"""An alert is told once, and ends with what gave rise to it."""

from accounts.models import Actor, Event
from insights.models import Alert
from insights.services import alerts
from tests.factories.insights import AlertFactory

SYSTEM = Actor.system()


def test_looking_twice_opens_one_alert(fallen):
    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 1
    first = Alert.objects.get().figures

    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 0
    assert Alert.objects.get().figures == first
    assert Event.objects.filter(verb="alert_opened").count() == 1


def test_an_alert_ends_when_what_gave_rise_to_it_does(stage):
    alert = AlertFactory(organization=stage.organization, journey=stage.journey)

    alerts.check(journey=stage.journey, by=SYSTEM)

    alert.refresh_from_db()
    assert alert.ended_at is not None
    assert Event.objects.filter(verb="alert_ended").exists()


def test_what_somebody_has_noted_is_not_told_again(fallen, mona):
    alerts.check(journey=fallen.journey, by=SYSTEM)
    alerts.acknowledge(alert=Alert.objects.get(), note="New script.", by=Actor.member(mona))

    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 0


def test_the_log_holds_neither_figures_nor_notes_of_an_alert(fallen, mona):
    alerts.check(journey=fallen.journey, by=SYSTEM)
    alerts.acknowledge(alert=Alert.objects.get(), note="New script.", by=Actor.member(mona))

    said = str(list(Event.objects.filter(object_type="alert").values("before", "after", "label")))

    assert "New script" not in said
    assert "62" not in said
