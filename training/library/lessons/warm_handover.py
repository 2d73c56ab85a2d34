"""Known, by handing over with the story."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Nothing makes a customer smaller than starting over. Each time they tell it again they tell it
shorter and angrier, and the company looks as if it had no memory. A handover with the story turns
the same moment into its opposite: several people, one memory, and it is about me.

## What to do

1. **Ask yourself first**: can I keep it? Every handover avoided is the best one.
2. **Say whom and why**, by name, before anything clicks.
3. **Tell the story yourself**, while the customer can hear it: what happened, what was tried, what
   matters to them.
4. **Leave only when the other person has taken it up**, and say goodbye.

## What it sounds like

> "Amira looks after repairs. I am telling her now what you told me; correct me if I miss
> anything."

> "Amira, this is Mr Sand. The boiler failed on Friday for the second time, he has restarted it,
> and there is a baby in the flat."

> "You are in good hands now. Goodbye, Mr Sand."

## What spoils it

- The blind transfer, with music.
- "My colleague will ask you a few questions." That means: again.
- A note with nothing but the number of the case.
- Handing over to be rid of it. Customers hear that in your voice.

If you pick up what was handed over badly, do not pass the fault on. Say: "I have your notes here.
Let me read them for a moment, so that you do not have to tell it again."
"""

LESSON = LessonEntry(
    key="hand_over_with_the_story",
    title="Hand over with the story",
    emotion="remembered",
    action="warm_handover",
    body=BODY,
    scenarios=(
        scenario(
            "You have to bring in somebody from billing. The caller has explained for five "
            "minutes.",
            "And who do I have to tell all this to next?",
            ChoiceEntry(
                2,
                "Nobody. I am calling Ben from billing and telling him myself, while you listen. "
                "Stop me if I get anything wrong.",
                "You carry the story, and they stay in charge of it.",
            ),
            ChoiceEntry(
                -2,
                "I will put you through to billing, they will help you.",
                "To whom? With what? The answer to the question was: everybody.",
            ),
            ChoiceEntry(
                0,
                "I will write it all into the ticket.",
                "Useful. But they have heard that before and have told it again anyway.",
            ),
            ChoiceEntry(
                1,
                "Ben from billing. I will give him a short summary first.",
                "A name and a story. Let them hear it, and they will believe it.",
            ),
        ),
        scenario(
            "A call arrives on your line from another department, without a word.",
            "Hello? Is that the next one now? Should I start from the beginning again?",
            ChoiceEntry(
                -1,
                "I am sorry, my colleagues really should have told me. What is it about?",
                "An apology at the others' expense, and then: from the beginning.",
            ),
            ChoiceEntry(
                -2,
                "Yes, please. May I have your customer number?",
                "The worst of both: the whole story again, and a number first.",
            ),
            ChoiceEntry(
                2,
                "No. Give me half a minute to read what is here … You called on Friday about the "
                "second boiler failure. What has happened since?",
                "You took on the work of remembering, and asked only for what is new.",
            ),
            ChoiceEntry(
                1,
                "I can see you called on Friday. Just tell me the main point.",
                "You know something at least. Half a minute of reading would have spared them "
                "the rest.",
            ),
        ),
    ),
)
