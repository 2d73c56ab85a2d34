"""What a row of another system points at by key: stages, touchpoints, personas, staff."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Organization, StaffMember
from journeys.models import Persona, Stage, Touchpoint

MOST_NAMED = 20


class Unknown(Exception):
    """Nothing goes by this key; the message lists what does."""


class Places:
    """Stages, touchpoints and personas of an organization, found by key or by name."""

    def __init__(self, org: Organization) -> None:
        stages = Stage.objects.for_org(org).current().filter(journey__archived_at__isnull=True)
        self.stages: list[Stage] = list(stages.select_related("journey"))
        touchpoints = Touchpoint.objects.for_org(org).current()
        self.touchpoints: list[Touchpoint] = list(touchpoints)
        self.personas: list[Persona] = list(Persona.objects.for_org(org).current())
        self._stage_of: dict[tuple[str, str], Stage] = {}

    def stage(self, stage: str, journey: str = "") -> Stage:
        """Keys are unique in a journey only, so two journeys may make it necessary."""
        wanted = (journey.casefold(), stage.casefold())
        if wanted not in self._stage_of:
            self._stage_of[wanted] = self._find_stage(stage, journey)
        return self._stage_of[wanted]

    def _within(self, journey: str) -> list[Stage]:
        within = [one for one in self.stages if not journey or _is(one.journey, journey)]
        if not within:
            journeys = sorted({one.journey.key for one in self.stages})
            raise Unknown(_nothing(_("There is no journey “%(key)s”."), journey, journeys))
        return within

    def _find_stage(self, stage: str, journey: str) -> Stage:
        within = self._within(journey)
        found = [one for one in within if _is(one, stage)]
        if not found:
            keys = [one.key for one in within]
            raise Unknown(_nothing(_("There is no stage “%(key)s”."), stage, keys))
        if len(found) > 1:
            journeys = [one.journey.key for one in found]
            several = _("Several journeys have a stage “%(key)s”; name the journey.")
            raise Unknown(_nothing(several, stage, journeys))
        return found[0]

    def stage_of(self, touchpoint: str, journey: str = "") -> Stage:
        """The stage of a touchpoint; keys are unique in a stage only, so it may have to be named."""
        within = {one.pk: one for one in self._within(journey)}
        met = [one for one in self.touchpoints if one.stage_id in within]
        found = [one for one in met if _is(one, touchpoint)]
        if not found:
            keys = [one.key for one in met]
            raise Unknown(_nothing(_("There is no touchpoint “%(key)s”."), touchpoint, keys))
        if len(found) > 1:
            keys = [within[one.stage_id].key for one in found]
            several = _("Several stages have a touchpoint “%(key)s”; name the stage.")
            raise Unknown(_nothing(several, touchpoint, keys))
        return within[found[0].stage_id]

    def touchpoint(self, stage: Stage, touchpoint: str) -> Touchpoint:
        within = [one for one in self.touchpoints if one.stage_id == stage.pk]
        found = next((one for one in within if _is(one, touchpoint)), None)
        if found is None:
            keys = [one.key for one in within]
            missing = _("This stage has no touchpoint “%(key)s”.")
            raise Unknown(_nothing(missing, touchpoint, keys))
        return found

    def persona(self, persona: str) -> Persona:
        found = next((one for one in self.personas if _is(one, persona)), None)
        if found is None:
            keys = [one.key for one in self.personas]
            raise Unknown(_nothing(_("There is no persona “%(key)s”."), persona, keys))
        return found


class Staff:
    """Those of the staff whom a batch names, by staff number or address."""

    def __init__(self, org: Organization, named: Iterable[str]) -> None:
        keys = {key.casefold() for key in named} | set(named)
        rows = StaffMember.objects.for_org(org).filter(Q(external_id__in=keys) | Q(email__in=keys))
        self._by_key: dict[str, StaffMember] = {}
        for person in rows.select_related("team"):
            for key in (person.external_id, person.email):
                self._by_key.setdefault(key.casefold(), person)

    def find(self, key: str) -> StaffMember:
        found = self._by_key.get(key.casefold())
        if found is None:
            raise Unknown(_("Nobody has the staff number or address “%(key)s”.") % {"key": key})
        return found


def _is(place: Any, word: str) -> bool:
    wanted = word.casefold()
    return bool(place.key.casefold() == wanted or place.name.casefold() == wanted)


def _nothing(message: str, key: str, known: list[str]) -> str:
    listed = ", ".join(dict.fromkeys(known[:MOST_NAMED])) or _("none yet")
    more = "…" if len(known) > MOST_NAMED else ""
    words = {"listed": listed + more}
    return message % {"key": key[:80]} + " " + _("Known: %(listed)s.") % words
