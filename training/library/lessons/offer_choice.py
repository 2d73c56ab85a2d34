"""In control, by offering two real choices."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Much of what annoys customers is not the result but the feeling of being processed: an appointment
between eight and six, a form without a way back. A choice, even a small one, gives them back the
reins. It also makes them part of the solution, and people stand by what they have chosen.

## What to do

1. **Offer two or three ways.** One is an order, seven are a burden.
2. **Only ways that you will really go.** An alternative nobody could want is a trick.
3. **Say what each means for them**, in their terms: time, money, effort.
4. **Say which one you would take**, if they ask, and why.
5. **Do what they chose**, and leave a way back for as long as there is one.

## What it sounds like

> "We can send it tonight by courier, or you fetch it tomorrow from eight on. Which suits you
> better?"

> "You could keep the old contract until summer, or change now and save nine a month. I would wait."

> "Would you like me to explain it, or just to do it?"

## What spoils it

- "It is up to you", without saying what depends on it.
- A choice where help was needed. Somebody in shock wants you to decide the first step.
- Choices about your process: "shall I open a ticket or a case?"
- Asking, and then doing the other thing.

In an emergency act first, and give back the reins with the second step.
"""

LESSON = LessonEntry(
    key="two_real_choices",
    title="Offer two real choices",
    emotion="in_control",
    action="offer_choice",
    body=BODY,
    scenarios=(
        scenario(
            "The technician cannot come on Tuesday any more.",
            "I took the day off for this. And now?",
            ChoiceEntry(
                -1,
                "The next free appointment is on Thursday between eight and two.",
                "Another order, and another day off. Nobody has asked what is possible.",
            ),
            ChoiceEntry(
                2,
                "I am sorry, that day is lost. Either somebody comes tonight after six, or on "
                "Saturday at nine on the dot. Which is better for you?",
                "Two real ways, both without a day off, and the loss was not talked away.",
            ),
            ChoiceEntry(
                0,
                "Tell me when it suits you, and I will see what can be done.",
                "It sounds open, but all the work is theirs, and you may still say no.",
            ),
            ChoiceEntry(
                1,
                "Would Saturday be easier for you?",
                "You have thought of the work. A second way would make it a choice.",
            ),
        ),
        scenario(
            "A caller has just seen three payments that are not hers.",
            "Somebody is buying things with my card, right now!",
            ChoiceEntry(
                -2,
                "We have several options. Would you like to block the card, restrict it or watch "
                "it for the moment?",
                "A menu while the house burns. Here the first step is yours.",
            ),
            ChoiceEntry(
                2,
                "I have blocked the card this second, nothing more can go out. Now to you: new "
                "card to your home, or to the branch for tomorrow?",
                "Act first, then hand back the reins.",
            ),
            ChoiceEntry(
                -1,
                "Please stay calm. This happens often, and we understand how upsetting it is.",
                "Kind, and the card is still open.",
            ),
            resolve_first=True,
        ),
    ),
)
