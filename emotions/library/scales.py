"""The answers customers choose from, in each language."""

from emotions.library.entries import ScaleEntry, ScaleKind
from emotions.library.languages import BY_CODE

ELEVEN_POINTS = tuple(str(point) for point in range(11))


def _entry(key: str, kind: ScaleKind) -> ScaleEntry:
    texts = {code: language.scales[key] for code, language in BY_CODE.items()}
    labels = {code: text.points for code, text in texts.items()}
    return ScaleEntry(
        key=key,
        kind=kind,
        points=dict.fromkeys(labels, ELEVEN_POINTS) if kind == "eleven" else labels,
        missing={code: text.missing for code, text in texts.items()},
        ends={code: (points[0], points[-1]) for code, points in labels.items()},
    )


INTENSITY = _entry("intensity", "five")
CHECK = _entry("check", "three")
SUCCESS = _entry("success", "three")
LIKELIHOOD = _entry("likelihood", "five")
TRUST = _entry("trust", "five")
SATISFACTION = _entry("satisfaction", "five")
EASE = _entry("ease", "five")
RECOMMEND = _entry("recommend", "eleven")

SCALES = (INTENSITY, CHECK, SUCCESS, LIKELIHOOD, TRUST, SATISFACTION, EASE, RECOMMEND)
BY_KEY = {scale.key: scale for scale in SCALES}
