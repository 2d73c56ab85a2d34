"""The outcomes an emotion may move: what customers would do, and what they did."""

from emotions.library.entries import Benefit, OutcomeEntry, ScaleKind
from emotions.library.languages import BY_CODE


def _entry(
    key: str,
    scale: ScaleKind,
    benefit: Benefit,
    answers: str | None,
    *,
    is_predictor: bool = False,
    higher_is_better: bool = True,
) -> OutcomeEntry:
    texts = {code: language.outcomes[key] for code, language in BY_CODE.items()}
    return OutcomeEntry(
        key=key,
        scale=scale,
        benefit=benefit,
        answers=answers,
        names={code: text.name for code, text in texts.items()},
        definitions={code: text.definition for code, text in texts.items()},
        wordings={code: text.wording for code, text in texts.items()} if answers else {},
        is_predictor=is_predictor,
        is_imported=answers is None,
        higher_is_better=higher_is_better,
    )


OUTCOMES: tuple[OutcomeEntry, ...] = (
    _entry("recommend", "eleven", "direct", "recommend"),
    _entry("purchase_more", "five", "direct", "likelihood"),
    _entry("forgive", "five", "indirect", "likelihood"),
    _entry("trust", "five", "indirect", "trust"),
    _entry("csat", "five", "indirect", "satisfaction"),
    _entry("effort", "five", "indirect", "ease"),
    _entry("success", "three", "indirect", "success", is_predictor=True),
    _entry("churn", "number", "direct", None, higher_is_better=False),
    _entry("spend", "number", "direct", None),
)

BY_KEY = {outcome.key: outcome for outcome in OUTCOMES}
