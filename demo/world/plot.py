"""What is planted in the sample company: the truth that its figures have to find again."""

from dataclasses import dataclass

COMPANY = "Larkfield Insurance"
SLUG = "larkfield"
TIME_ZONE = "Europe/Berlin"
LANGUAGES = ["en", "de", "fr", "es", "ar"]
WEEKS = 52
TURN = 26  # the planted actions begin with week 27

JOURNEYS = ("support_case", "insurance_claim")
# How many of a week's interactions happen at each stage; the first has to carry a verdict.
REACH = {
    "first_contact": 0.42,
    "solve": 0.07,
}
REST = 0.051


@dataclass(frozen=True)
class Planted:
    """An action that began in week 27, what it did to its emotion, and to how often it happens."""

    journey: str
    stage: str
    action: str
    emotion: str
    effect: float  # raw points of the emotion, towards its direction
    done_before: float
    done_after: float


WORKS = Planted("support_case", "first_contact", "listen_fully", "listened_to", 6.0, 0.35, 0.75)
DUD = Planted("insurance_claim", "decision", "offer_choice", "respected", 0.0, 0.40, 0.70)
HARMS = Planted("insurance_claim", "assessment", "use_name", "respected", -5.0, 0.45, 0.75)
PLANTED = (WORKS, DUD, HARMS)
ALREADY_LIVE = 0.6  # share of the other designed actions that have been live all year
DONE = 0.6

# What an emotion really adds to the outcomes, per standard deviation of its performance.
EFFECTS = {
    "listened_to": 0.50,
    "relieved": 0.40,
    "informed": 0.28,
    "cared_for": 0.20,
    "frustrated": 0.28,
    "trusting": 0.12,
    "respected": 0.06,
    "confident": 0.0,
    "safe": 0.0,
}
FOCUS = {
    "listened_to": (
        "Those who felt listened to came back to us after a claim; those who did not, left.",
        "41 of 60 cancelled contracts mention having to repeat the story.",
    ),
    "relieved": (
        "A claim is a worry. Taking it away is what people pay us for.",
        "Interviews with 18 customers after a water damage, spring.",
    ),
    "informed": (
        "Not knowing where things stand is the most frequent reason to call again.",
        "Every third call to the claims line asks for the state of the case.",
    ),
}

OVER_BELIEF, BELIEF_SPREAD = 10.0, 6.0
ANSWERS, HAPPIER_ANSWER, EXTREMES_ANSWER = 0.25, 0.15, 0.10
TIERS = {"standard": 0.7, "plus": 0.3}
TIER_ANSWERS = {"standard": -0.05, "plus": 0.15}  # on the logit of answering
PERSONAS = {
    "Needs it settled": "Has no time for this; wants one call and one person.",
    "Wants to understand": "Reads the small print and asks why.",
}
CONSENTS = {"granted": 0.62, "legitimate": 0.33, "refused": 0.05}
LANGUAGE_SHARES = {"en": 0.62, "de": 0.18, "fr": 0.08, "es": 0.08, "ar": 0.04}
CANNOT_SAY = 0.04
COMMENTS = 0.22
