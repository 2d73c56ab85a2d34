"""Seven questions about a moment in which something has gone wrong.

Each answer suggests how to meet the customer once solving has begun, so that a team talks about the
moment before it designs actions into it. What the answers say together about solving first is
weighed in journeys/selectors/guide.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class GuideOption:
    """One possible answer and the way of acting it suggests."""

    key: str
    label: str
    suggests: str


@dataclass(frozen=True)
class GuideQuestion:
    """One question of the guide, with a line of help."""

    key: str
    question: str
    help: str
    options: tuple[GuideOption, ...]


QUESTIONS: tuple[GuideQuestion, ...] = (
    GuideQuestion(
        "horizon",
        "A short win, or a long relationship?",
        "Think of what this customer will remember in a year, not of today's queue.",
        (
            GuideOption(
                "short",
                "It is about this one case",
                "Solve it quickly and cleanly, say so in one sentence, and let them go.",
            ),
            GuideOption(
                "long",
                "It is about the years to come",
                "Solve it, then invest: one owner, a call afterwards, and make good what it cost.",
            ),
        ),
    ),
    GuideQuestion(
        "sounding_board",
        "Do they only want a sounding board?",
        "Some know that it cannot be undone and want somebody to hear it. Most want it solved.",
        (
            GuideOption(
                "heard",
                "They want to be heard",
                "Listen to the end, say back what you heard, and ask before you propose anything.",
            ),
            GuideOption(
                "solved",
                "They want it solved",
                "Take the first step while they are still talking; keep kind words for afterwards.",
            ),
            GuideOption(
                "unclear",
                "We cannot tell yet",
                "Ask: would it help most if I fixed this now, or do you want to tell me first?",
            ),
        ),
    ),
    GuideQuestion(
        "urgency",
        "How urgent is it for them?",
        "Urgent is what gets worse by the hour in the customer's life, not in your process.",
        (
            GuideOption(
                "now",
                "It gets worse by the hour",
                "Stop the damage first and say that it has stopped. No questions before that.",
            ),
            GuideOption(
                "days",
                "It has to be done within days",
                "Name a day you can keep, one person who owns it, and report before they ask.",
            ),
            GuideOption(
                "whenever",
                "There is time",
                "Let them choose the time and the way, and do it exactly as agreed.",
            ),
        ),
    ),
    GuideQuestion(
        "past_feedback",
        "What have they told you before?",
        "Look at earlier answers, complaints and notes before the first word.",
        (
            GuideOption(
                "same_again",
                "They have complained about this before",
                "Say that you know it is not the first time. Give it to somebody who may decide.",
            ),
            GuideOption(
                "content",
                "They were content until now",
                "Show that you know their history; a slip is forgiven when it is put right.",
            ),
            GuideOption(
                "nothing",
                "We know nothing",
                "Ask one open question, and write the answer down for the next person.",
            ),
        ),
    ),
    GuideQuestion(
        "manner",
        "Do they talk to be friendly, or to tell a story?",
        "How somebody begins shows how they want to be met.",
        (
            GuideOption(
                "friendly",
                "Amicable, even now",
                "Answer in kind, use the name, and still solve it before the small talk.",
            ),
            GuideOption(
                "story",
                "They tell the whole story",
                "Do not cut it short: the reason is in it. Then sum it up in two sentences.",
            ),
            GuideOption(
                "brief",
                "Short and to the point",
                "Be as short. First the result, then the date, then goodbye.",
            ),
        ),
    ),
    GuideQuestion(
        "evidence",
        "Do facts convince them, or how it feels?",
        "Listen for figures and dates, or for people and moments.",
        (
            GuideOption(
                "facts",
                "They argue with facts",
                "Bring times, amounts and the rule in writing, and own the figure that is wrong.",
            ),
            GuideOption(
                "experience",
                "They tell what it was like",
                "Acknowledge what it put them through, with their own words, then act on it.",
            ),
        ),
    ),
    GuideQuestion(
        "first_reaction",
        "How do they react to your first attempt?",
        "The first answer tells more than any profile. Watch it, and change course if needed.",
        (
            GuideOption(
                "softens",
                "They calm down",
                "Go on as you are, and close with the next step and when you will check back.",
            ),
            GuideOption(
                "hardens",
                "They get angrier",
                "Stop soothing. Say what you are doing this minute, and do it where they see it.",
            ),
            GuideOption(
                "silent",
                "They go silent",
                "Do not take it for consent. Ask what is still open, and confirm in writing.",
            ),
        ),
    ),
)

BY_KEY = {question.key: question for question in QUESTIONS}
