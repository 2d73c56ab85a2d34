"""The starter library's 24 emotions; keys are stable, texts live in `languages`."""

from emotions.library.entries import Direction, EmotionEntry, Group
from emotions.library.languages import BY_CODE


def _entry(key: str, group: Group, tradition: str, *, yes_is_good: bool = True) -> EmotionEntry:
    direction: Direction = "avoid" if group == "strain" else "seek"
    texts = {code: language.emotions[key] for code, language in BY_CODE.items()}
    return EmotionEntry(
        key=key,
        group=group,
        direction=direction,
        yes_is_good=yes_is_good,
        tradition=tradition,
        names={code: text.name for code, text in texts.items()},
        definitions={code: text.definition for code, text in texts.items()},
        wordings={code: text.wording for code, text in texts.items()},
        checks={code: text.check for code, text in texts.items()},
    )


EMOTIONS: tuple[EmotionEntry, ...] = (
    _entry("cared_for", "belonging", "Shaw's emotions that build recommendation; service practice"),
    _entry("valued", "belonging", "Shaw's emotions that build recommendation; Forrester CX Index"),
    _entry("appreciated", "belonging", "Forrester CX Index"),
    _entry("respected", "belonging", "Forrester CX Index"),
    _entry("listened_to", "belonging", "Shaw's practice of asking for the designed action"),
    _entry("understood", "belonging", "Service practice: the situation before the case"),
    _entry("remembered", "belonging", "Service practice: nothing asked twice", yes_is_good=False),
    _entry("trusting", "assurance", "Shaw's emotions that build recommendation; XM Institute"),
    _entry("safe", "assurance", "Shaw's emotions that build recommendation"),
    _entry("confident", "assurance", "Forrester CX Index"),
    _entry("informed", "assurance", "Heartline's own"),
    _entry("in_control", "assurance", "Heartline's own"),
    _entry("relieved", "assurance", "XM Institute; service practice: solving comes first"),
    _entry("pleased", "enjoyment", "Shaw's emotions that build advocacy"),
    _entry("happy", "enjoyment", "Shaw's emotions that build advocacy"),
    _entry("delighted", "enjoyment", "XM Institute; service practice: a little extra"),
    _entry("interested", "enjoyment", "Shaw's emotions that hold attention"),
    _entry("energised", "enjoyment", "Shaw's emotions that hold attention"),
    _entry(
        "frustrated",
        "strain",
        "Shaw's emotions that destroy value; Forrester CX Index",
        yes_is_good=False,
    ),
    _entry("neglected", "strain", "Shaw's emotions that destroy value", yes_is_good=False),
    _entry("hurried", "strain", "Shaw's emotions that destroy value"),
    _entry(
        "disappointed",
        "strain",
        "Shaw's emotions that destroy value; Forrester CX Index",
        yes_is_good=False,
    ),
    _entry("anxious", "strain", "Shaw's emotions that destroy value"),
    _entry("confused", "strain", "Heartline's own", yes_is_good=False),
)

BY_KEY = {emotion.key: emotion for emotion in EMOTIONS}
