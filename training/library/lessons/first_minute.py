"""Safe, by stopping the damage at once."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Whoever reports fraud, a break-in or a leak is frightened, and fear does not listen. It asks one
question only: can it get worse? As long as that is open, no explanation arrives and no comfort
either. The first minute decides whether people feel safe with you for years.

## What to do

1. **Stop it.** Block, freeze, shut off. With as few questions as the law allows.
2. **Say that it has stopped**, in one short sentence, with a time.
3. **Say what cannot happen any more**: "nobody can take anything now".
4. **Then say what comes next**, and who does it.
5. **Ask for the story last.** Take your time for it.

## What it sounds like

> "Your card is blocked as of 14:06. Nobody can use it any more."

> "The main tap is under the sink on the left. Turn it to the right. I am waiting."

> "It was right to call at once. From here on we do this together."

## What spoils it

- "Before I can help you I need …" and then five questions. Ask for the one you need.
- Comforting first. "Don't worry" worries people.
- Any sentence that sounds like a hearing: "Did you give your number to anybody?"
- Promises you do not know to be true.

Afterwards, when all is quiet, come back to it: how are they, is everything working, what can they
do so that it does not happen again? That is where warmth belongs.
"""

LESSON = LessonEntry(
    key="the_first_minute",
    title="The first minute of an emergency",
    emotion="safe",
    action="make_safe_now",
    body=BODY,
    scenarios=(
        scenario(
            "Bank, evening shift. You see the account, and can block it with one click.",
            "I typed my password in on a page that was not yours, I think. I am shaking.",
            ChoiceEntry(
                -2,
                "Did you not see our warning about that? What exactly did you type in?",
                "A hearing, and the account is still open.",
            ),
            ChoiceEntry(
                -1,
                "Take a deep breath. It happens to the best of us, you do not need to be ashamed.",
                "Well meant, and true. But the account is open, and they know it.",
            ),
            ChoiceEntry(
                2,
                "Your account is locked as of now. Nobody gets in, not even with the password. "
                "Next I will look with you whether anything has gone out.",
                "Stopped, said so, and said what comes next. Now breathing is possible.",
            ),
            ChoiceEntry(
                1,
                "I am locking the account. Please hold on.",
                "Right. Say when it is done and what it means, else they sit in silence.",
            ),
            resolve_first=True,
        ),
        scenario(
            "Insurance claim line, Saturday night.",
            "Water is coming through the ceiling! Where do I find my contract number?",
            ChoiceEntry(
                2,
                "Leave the contract. Do you know where the main tap is? … Good, turn it off, I "
                "am staying on the line. A plumber is being called meanwhile.",
                "The damage first, together, and help is on its way. The number can wait.",
            ),
            ChoiceEntry(
                -2,
                "It is on the first page at the top right, it begins with HV.",
                "A kind answer to the question, while the water runs.",
            ),
            ChoiceEntry(
                -1,
                "Oh no, how terrible! I am really sorry for you.",
                "The ceiling is not impressed. Every second of sympathy is a litre.",
            ),
            ChoiceEntry(
                1,
                "First turn the water off, then call us back with the number.",
                "The right order. But you are leaving them alone at the worst moment.",
            ),
            resolve_first=True,
        ),
    ),
)
