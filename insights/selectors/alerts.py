"""Alerts as pages, mails and other systems show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Membership, Organization
from accounts.permissions import Permission
from insights.models import Alert, AlertReader
from insights.selectors import evidence
from insights.selectors.signs import signed
from journeys.models import BeliefInvitee
from journeys.selectors import beliefs

STATES = ("open", "known", "over", "all")


@dataclass(frozen=True)
class TellableAlert:
    """An alert as one person sees it; whoever has still to estimate sees that there is one.

    Its figures are of days, and so only for those who may read single answers.
    """

    alert: Alert
    sentence: str
    figures: dict[str, float | str] | None
    is_blind: bool


def alert_list(org: Organization, state: str = "open") -> QuerySet[Alert]:
    """The newest first: open and not yet known to anybody, known, over, or all."""
    found: QuerySet[Alert] = Alert.objects.for_org(org).select_related(
        "journey", "stage", "emotion", "acknowledged_by__user", "organization"
    )
    narrowed = {
        "open": {"ended_at__isnull": True, "acknowledged_at__isnull": True},
        "known": {"ended_at__isnull": True, "acknowledged_at__isnull": False},
        "over": {"ended_at__isnull": False},
        "all": {},
    }
    return found.filter(**narrowed[state])


def told(alerts: Iterable[Alert], *, membership: Membership) -> list[TellableAlert]:
    """With their sentences, except those of journeys whose figures this member must not see yet."""
    rows = list(alerts)
    blind = beliefs.blind_journeys(membership=membership) if rows else frozenset()
    may_read = membership.can(Permission.ANSWER_READ)
    return [_told(alert, alert.journey_id in blind, may_read) for alert in rows]


def _told(alert: Alert, is_blind: bool, may_read: bool) -> TellableAlert:
    if is_blind:
        return TellableAlert(alert, "", None, is_blind=True)
    if may_read or alert.kind == Alert.Kind.RATE:
        return TellableAlert(alert, sentence(alert), alert.figures, is_blind=False)
    return TellableAlert(alert, without_figures(alert), None, is_blind=False)


def sentence(alert: Alert) -> str:
    """What happened, with its figures, in the language of whoever reads it now."""
    if alert.kind == Alert.Kind.TREND:
        return _trend(alert)
    if alert.kind == Alert.Kind.WORST:
        return _worst(alert)
    return _verdict(alert) if alert.kind == Alert.Kind.VERDICT else _rate(alert)


def without_figures(alert: Alert) -> str:
    """The same in words only; a response rate says nothing of what anybody answered."""
    words: dict[str, Any] = {"stage": alert.stage, "emotion": alert.emotion}
    if alert.kind == Alert.Kind.WORST:
        text = _("“%(emotion)s” at “%(stage)s” is now furthest from what you design.")
    elif alert.kind == Alert.Kind.VERDICT:
        words["verdict"] = evidence.verdict_word(alert.figures["verdict"])
        text = _(
            "The evaluation date of what was done for “%(emotion)s” at “%(stage)s” has come. "
            "Verdict: %(verdict)s."
        )
    elif alert.figures["now"] > alert.figures["before"]:
        text = _("“%(emotion)s” at “%(stage)s” has risen above its usual range.")
    else:
        text = _("“%(emotion)s” at “%(stage)s” has fallen below its usual range.")
    return text % words


def _trend(alert: Alert) -> str:
    words = _words(alert, 1)
    if words["now"] > words["before"]:
        text = _(
            "“%(emotion)s” at “%(stage)s” has risen: its smoothed weekly score is %(now)d of 100, "
            "above its usual range of %(low)d to %(high)d (%(n)d answers)."
        )
    else:
        text = _(
            "“%(emotion)s” at “%(stage)s” has fallen: its smoothed weekly score is %(now)d of 100, "
            "below its usual range of %(low)d to %(high)d (%(n)d answers)."
        )
    return text % words


def _worst(alert: Alert) -> str:
    return _(
        "“%(emotion)s” at “%(stage)s” is now furthest from what you design: felt at %(now)d of 100 "
        "(%(low)d to %(high)d, %(n)d answers) where %(intended)d is intended; "
        "the quarter before it was %(before)d."
    ) % _words(alert, 1)


def _rate(alert: Alert) -> str:
    words = _words(alert, 100)
    if words["now"] > words["before"]:
        text = _(
            "More customers answer: %(now)d %% (%(low)d to %(high)d %%) of %(n)d asked, "
            "%(before)d %% before. Changes of felt figures may come from who answers."
        )
    else:
        text = _(
            "Fewer customers answer: %(now)d %% (%(low)d to %(high)d %%) of %(n)d asked, "
            "%(before)d %% before. Changes of felt figures may come from who answers."
        )
    return text % words


def _verdict(alert: Alert) -> str:
    return _(
        "The evaluation date of what was done for “%(emotion)s” at “%(stage)s” has come. "
        "Verdict: %(verdict)s, %(points)s points (%(low)s to %(high)s), grade %(grade)s, "
        "%(n)d answers since."
    ) % {
        **_words(alert, 1),
        **{name: signed(alert.figures[name]) for name in ("points", "low", "high")},
        "verdict": evidence.verdict_word(alert.figures["verdict"]),
    }


def _words(alert: Alert, scale: int) -> dict[str, Any]:
    figures = {
        name: value if name == "n" or isinstance(value, str) else round(scale * value)
        for name, value in alert.figures.items()
    }
    return {**figures, "stage": alert.stage, "emotion": alert.emotion}


def wants_mail(membership: Membership) -> bool:
    """Whether this member gets alerts by mail."""
    return bool(AlertReader.objects.filter(membership=membership).exists())


def readers() -> QuerySet[AlertReader]:
    """Everybody who wants alerts by mail and has not left."""
    found: QuerySet[AlertReader] = AlertReader.objects.filter(membership__left_at__isnull=True)
    return found.select_related("membership__user", "membership__organization")


def unsent(membership: Membership) -> list[Alert]:
    """What nobody has acknowledged, this member has not been written about and may see."""
    blind = beliefs.blind_journeys(membership=membership)
    waiting = alert_list(membership.organization).exclude(mails__membership=membership)
    return list(waiting.exclude(journey__in=blind))


def tellable_outside(org: Organization) -> QuerySet[Alert]:
    """Open alerts that may leave the house: of no journey where somebody has still to estimate.

    A chat room that an alert is posted to is read by those who are asked, too.
    """
    waiting = BeliefInvitee.objects.for_org(org).waiting().values("round__journey")
    return alert_list(org).exclude(journey__in=waiting)
