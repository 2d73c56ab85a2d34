"""Understood, by saying back what was understood."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Understanding happens in your head, where nobody can see it. The customer feels understood only
when they hear their own situation in your words, with the part that matters to them in the right
place. It also catches mistakes while they are still free: a wrong date corrected now costs a
sentence, and later a delivery.

## What to do

1. **Say back two things**: what they need, and why it matters to them.
2. **Use their important word.** If they said "nightmare", do not turn it into "inconvenience".
3. **End with a question**, and wait for a real yes.
4. **Take the correction gladly.** It is a present.

## What it sounds like

> "Let me check: you need the chairs before noon on Friday, because the guests come at two. Is that
> right?"

> "So it is not the price. It is that nobody told you it would rise. Did I get that?"

> "No? Then help me: which part did I miss?"

## What spoils it

- Reading the ticket aloud. That is a record, not an understanding.
- Only the facts. "You ordered on the third" leaves out the birthday.
- A summary that ends in your solution: "So you want our premium service."
- "As I said." It tells them they did not listen.

One good sentence is enough. Say it before you act, not after: once you have started to type,
nobody will correct you any more.
"""

LESSON = LessonEntry(
    key="say_back_what_you_understood",
    title="Say back what you understood",
    emotion="understood",
    action="repeat_back",
    body=BODY,
    scenarios=(
        scenario(
            "A father writes in the chat of a furniture shop.",
            "The cot comes on the 14th, it says. The baby comes on the 10th. I have called twice.",
            ChoiceEntry(
                -2,
                "Your order 4471 is scheduled for delivery on the 14th.",
                "He knows that. You have repeated the problem as if it were the answer.",
            ),
            ChoiceEntry(
                2,
                "So the cot has to be up before the 10th, and two calls have not brought you "
                "there. Have I got that right?",
                "The need, the reason and the trouble so far, in one sentence with a question.",
            ),
            ChoiceEntry(
                0,
                "Congratulations on the baby! Let me have a look.",
                "Friendly, but he cannot tell whether you saw the four days that are missing.",
            ),
            ChoiceEntry(
                1,
                "You need it before the 10th. I will see what I can do.",
                "The need is there. The two calls are missing, and there is no question to answer.",
            ),
        ),
        scenario(
            "A long-standing business customer on the telephone.",
            "Ten percent more is not what bothers me. I read it on the invoice!",
            ChoiceEntry(
                1,
                "You would have liked to hear of it before.",
                "Right, if a little mild. Add a question, so that they can say how it really was.",
            ),
            ChoiceEntry(
                -1,
                "I can offer you a discount of five percent.",
                "They have just said that it is not the money. Now it looks as if you haggle.",
            ),
            ChoiceEntry(
                -2,
                "The change was announced in our terms in March.",
                "You may be right. They feel even less understood than before.",
            ),
            ChoiceEntry(
                2,
                "It is not the amount, it is that nobody spoke to you first. Is that it?",
                "You separated what they separated, and let them confirm it.",
            ),
        ),
    ),
)
