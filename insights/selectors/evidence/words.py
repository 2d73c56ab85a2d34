"""What a judged registration says, in words a manager can repeat to a sceptical board."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from insights.engine.evidence import ANSWERS_FROM, Grade, Method, Outcome
from insights.selectors.evidence.judgement import PLANNED, WITHDRAWN, Judged
from insights.selectors.signs import negative


@dataclass(frozen=True)
class Reason:
    """One thing that the grade rests on: whether it is so, and what that means."""

    is_met: bool
    text: str


def verdict_word(verdict: str) -> str:
    """The verdict of the ledger. Never "proved"."""
    return {
        Outcome.IMPROVED: pgettext("verdict of evidence", "improved"),
        Outcome.NO_CHANGE_SHOWN: pgettext("verdict of evidence", "no change shown"),
        Outcome.WORSE: pgettext("verdict of evidence", "worse"),
        Outcome.TOO_EARLY: pgettext("verdict of evidence", "too early"),
        Outcome.NOT_ENOUGH: pgettext("verdict of evidence", "not enough answers"),
        PLANNED: pgettext("verdict of evidence", "not started"),
        WITHDRAWN: pgettext("verdict of evidence", "withdrawn"),
    }[verdict]


def grade_word(grade: Grade) -> str:
    """What a grade means."""
    return {
        Grade.A: _("planned, compared and really done"),
        Grade.B: _("compared with stages without it"),
        Grade.C: _("may be season or chance"),
        Grade.D: _("not enough answers"),
    }[grade]


def sentence(judged: Judged) -> str:
    """The whole finding: what changed, against what, how sure, and on how many answers."""
    if judged.verdict == WITHDRAWN:
        return _("Withdrawn: %(reason)s") % {"reason": judged.registration.withdrawn_because}
    if judged.verdict == PLANNED:
        return _("It has not begun yet; it is planned to start on %(day)s.") % {
            "day": date_format(judged.registration.planned_start)
        }
    if judged.effect is None:
        return f"{_too_few(judged)} {_answers(judged)}"
    parts = [effect(judged), _interim(judged), _no_change(judged), _grade(judged), _answers(judged)]
    return " ".join(part for part in parts if part)


def effect(judged: Judged) -> str:
    """How far the emotion moved, with its range; raw points of the named emotion."""
    found = judged.effect
    if found is None:
        return _too_few(judged)
    words = {
        "start": date_format(judged.start),
        "emotion": judged.registration.emotion,
        "stage": judged.registration.stage,
        "points": in_points(found.effect),
        "low": negative(found.low),
        "high": negative(found.high),
        "stages": len(judged.stages),
    }
    moved = _moved(judged, round(found.effect)) % words
    return f"{moved} {_alone(judged)}".strip()


def _moved(judged: Judged, points: int) -> str:
    if judged.evidence.method is Method.TREND:
        return _broken_trend(points)
    if judged.evidence.method is Method.BEFORE_AFTER:
        return _before_after(points)
    stages = len(judged.stages)
    if points > 0:
        return ngettext(
            "Since %(start)s, “%(emotion)s” at “%(stage)s” rose by %(points)s more than at the one "
            "stage without the action (plausible range %(low)s to %(high)s).",
            "Since %(start)s, “%(emotion)s” at “%(stage)s” rose by %(points)s more than at the "
            "%(stages)d stages without the action (plausible range %(low)s to %(high)s).",
            stages,
        )
    if points < 0:
        return ngettext(
            "Since %(start)s, “%(emotion)s” at “%(stage)s” fell by %(points)s compared with the one "
            "stage without the action (plausible range %(low)s to %(high)s).",
            "Since %(start)s, “%(emotion)s” at “%(stage)s” fell by %(points)s compared with the "
            "%(stages)d stages without the action (plausible range %(low)s to %(high)s).",
            stages,
        )
    return ngettext(
        "Since %(start)s, “%(emotion)s” at “%(stage)s” moved as at the one stage without the action "
        "(plausible range of the difference %(low)s to %(high)s).",
        "Since %(start)s, “%(emotion)s” at “%(stage)s” moved as at the %(stages)d stages without "
        "the action (plausible range of the difference %(low)s to %(high)s).",
        stages,
    )


def _broken_trend(points: int) -> str:
    if points < 0:
        return _(
            "Since %(start)s, “%(emotion)s” at “%(stage)s” lies %(points)s below its trend "
            "(plausible range %(low)s to %(high)s)."
        )
    return _(
        "Since %(start)s, “%(emotion)s” at “%(stage)s” lies %(points)s above its trend "
        "(plausible range %(low)s to %(high)s)."
    )


def _before_after(points: int) -> str:
    if points < 0:
        return _(
            "Since %(start)s, “%(emotion)s” at “%(stage)s” fell by %(points)s "
            "(plausible range %(low)s to %(high)s)."
        )
    return _(
        "Since %(start)s, “%(emotion)s” at “%(stage)s” rose by %(points)s "
        "(plausible range %(low)s to %(high)s)."
    )


def _alone(judged: Judged) -> str:
    if judged.evidence.method is Method.COMPARED:
        return ""
    return _("There is nothing to compare it with, so it may be season or chance.")


def in_points(effect: float) -> str:
    """How far, whichever way: "1 point", "6 points"."""
    points = abs(round(effect))
    return ngettext("%(n)d point", "%(n)d points", points) % {"n": points}


def _interim(judged: Judged) -> str:
    if not judged.is_interim:
        return ""
    return _("This is interim: it is judged on %(day)s.") % {
        "day": date_format(judged.registration.evaluate_on)
    }


def _no_change(judged: Judged) -> str:
    if not judged.includes_zero:
        return ""
    detectable = judged.evidence.detectable
    known = judged.registration.detectable
    if not judged.is_due and known is not None:
        detectable = known
    words = {
        "points": in_points(detectable or 0),
        "day": date_format(judged.registration.evaluate_on),
    }
    if not judged.is_due:
        return (
            _(
                "No change can be shown yet; with your volume a change under %(points)s would not "
                "show before %(day)s."
            )
            % words
        )
    return (
        _("No change is shown; with your volume a change under %(points)s would not show.") % words
    )


def _grade(judged: Judged) -> str:
    return _("Grade %(grade)s.") % {"grade": judged.grade}


def _answers(judged: Judged) -> str:
    return _("Answers: %(before)d before, %(after)d after.") % {
        "before": judged.n_before,
        "after": judged.n_after,
    }


def _too_few(judged: Judged) -> str:
    if judged.is_due:
        return _("There are not enough answers to say anything, before or after.")
    return _("It is too early to say anything; it is judged on %(day)s.") % {
        "day": date_format(judged.registration.evaluate_on)
    }


def reasons(judged: Judged) -> list[Reason]:
    """What the grade rests on, each in a sentence of its own."""
    found = [_enough(judged), _compared(judged), _drift(judged), _dose(judged)]
    found += [_beforehand(judged), _kept(judged), _assigned(judged)]
    return found


def _enough(judged: Judged) -> Reason:
    if judged.grade is Grade.D:
        return Reason(
            False,
            _("Too few answers: at least %(n)d and four weeks are needed, before as well as after.")
            % {"n": ANSWERS_FROM},
        )
    return Reason(True, _("There are answers enough, before and after."))


def _compared(judged: Judged) -> Reason:
    n = len(judged.stages)
    if not n:
        return Reason(
            False,
            _(
                "Nothing to compare with: it may be season or chance. In tests this kind of "
                "comparison cries wolf 1 to 4 times in 10."
            ),
        )
    return Reason(
        True,
        ngettext(
            "Compared with %(n)d stage that went without it.",
            "Compared with %(n)d stages that went without it.",
            n,
        )
        % {"n": n},
    )


def _drift(judged: Judged) -> Reason:
    drift = judged.evidence.pre_trend
    if drift.drifting:
        return Reason(False, _("The stages were already drifting apart before it began."))
    if drift.t is None:
        return Reason(False, _("Too few weeks before to see whether the stages moved in parallel."))
    return Reason(True, _("Before it began the stages moved in parallel."))


def _dose(judged: Judged) -> Reason:
    if judged.check is None:
        return Reason(False, _("Customers were not asked whether it happened."))
    if judged.check.dose is None:
        return Reason(False, _("Too few customers were asked whether it happened."))
    if judged.check.dose.rises:
        return Reason(True, _("Customers say that it happened more often than before."))
    return Reason(
        False,
        _("Customers do not say that it happened more often, so a change is not shown to be its."),
    )


def _beforehand(judged: Judged) -> Reason:
    if judged.was_before_start:
        return Reason(True, _("Goal and date were set before the start."))
    return Reason(False, _("Goal and date were set after the start."))


def _kept(judged: Judged) -> Reason:
    if judged.late_amendments:
        return Reason(False, _("Goal or date were changed after the start."))
    return Reason(True, _("Nobody changed the goal or the date after the start."))


def _assigned(judged: Judged) -> Reason:
    if judged.registration.is_drawn_or_staggered:
        return Reason(True, judged.registration.get_start_decided_display() + ".")
    return Reason(False, _("Stage and day were chosen, not drawn or staggered."))
