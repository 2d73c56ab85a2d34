"""Relieved, by solving it before kind words."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

There are moments in which empathy without a solution makes things worse: a failed payment, a
defective product, a broken promise for the second time. Whoever hears "I can well understand your
frustration" there, while nothing moves, feels handled. Relief has only one source: it works again.
The kind words do count, but afterwards, and then very much.

## What to do

1. **Start solving in your first sentence.** "I am doing it now" calms more than "calm down".
2. **Let them follow it**: say what you are doing while you do it.
3. **Stay until they confirm it**, in their words, on their side.
4. **Only then** acknowledge what it put them through, and apologise if it was ours.
5. **If you cannot solve it**, bring in somebody who can, while they wait with you.

## What it sounds like

> "I am opening your account now … there is the double charge … it is cancelled. Do you see it?"

> "It works again? Good. And now: you lost an evening over this. I am sorry."

> "I may not decide that. Stay on the line, I am fetching the person who may."

## What spoils it

- Two sentences of sympathy before the first step.
- "Unfortunately the system …". They did not buy a system.
- A ticket number in place of a solution.
- "Is there anything else I can do for you?" when the first thing is not done.

We call the opposite *kind but unsolved*. It is the most expensive politeness there is.
"""

LESSON = LessonEntry(
    key="solve_first_then_be_kind",
    title="Solve first, then be kind",
    emotion="relieved",
    action="solve_first",
    body=BODY,
    scenarios=(
        scenario(
            "Support line. You can cancel double charges yourself.",
            "You have taken my rent money twice. Twice! My landlord wants his money tomorrow.",
            ChoiceEntry(
                -2,
                "I can completely understand how you feel. I would be upset as well. Thank you "
                "for telling us about it.",
                "Three kind sentences, and the money is still gone. Each makes it longer.",
            ),
            ChoiceEntry(
                2,
                "I am cancelling the second one now … done, it is back on your account today. "
                "Can you see it on your side?",
                "The first sentence already solves it, and they confirm it themselves.",
            ),
            ChoiceEntry(
                -1,
                "I will open a ticket for the payments team. You will hear from us within three "
                "days.",
                "Tomorrow comes before three days. The worry goes home with them.",
            ),
            ChoiceEntry(
                1,
                "That must not happen, I am sorry. I am cancelling it now.",
                "Solved, and said well. The first step could have come before the first regret.",
            ),
            resolve_first=True,
        ),
        scenario(
            "The pump has failed for the second time. You have one in the van.",
            "You repaired it last week! We have no water. I have three children here.",
            ChoiceEntry(
                1,
                "I will have a look at it straight away.",
                "You are moving. But it is the same sentence as last week.",
            ),
            ChoiceEntry(
                -2,
                "Oh dear, three children and no water, that must be awful. I really feel for you.",
                "It is awful. They did not call for sympathy, they called for water.",
            ),
            ChoiceEntry(
                2,
                "I am not repairing it a second time, I am putting in a new one. Water in half "
                "an hour. May I come through?",
                "A better solution than last time, a time, and the first step at once.",
            ),
            ChoiceEntry(
                -1,
                "I would have to check first whether that is still under guarantee.",
                "Your question, not theirs. Solve it, and settle the bill with the office.",
            ),
            resolve_first=True,
        ),
        scenario(
            "It is solved. The customer has just confirmed that it works again.",
            "All right. It is working. But really, four calls!",
            ChoiceEntry(
                -1,
                "Great! Is there anything else I can do for you?",
                "Now, of all times, is the moment for the kind words, and you skip it.",
            ),
            ChoiceEntry(
                2,
                "Four calls, and a lost afternoon. That was our doing, and I am sorry. I will "
                "call on Thursday to see whether it holds.",
                "Once it is solved, acknowledging carries weight. The call will tell them you "
                "mean it.",
            ),
            ChoiceEntry(
                0,
                "The main thing is that it works now.",
                "For you. They are still counting the calls.",
            ),
        ),
    ),
)
