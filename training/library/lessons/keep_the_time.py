"""Trusting, by naming a time and keeping it."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Trust is not made by large promises but by small ones that are kept, one after another. "I will
call you tomorrow at ten", and then the telephone rings at ten: that is worth more than any
brochure. It even works without good news. Whoever calls at the promised time to say "I do not know
yet" is believed the next time too.

## What to do

1. **Promise what is in your hands**: your call, not the carrier's arrival.
2. **Name a clock time.** "Soon" is no promise, "shortly" is none either.
3. **Put it where it will remind you**, with the name and what you will say.
4. **Get in touch then**, with or without a result.
5. **If you cannot keep it, say so before**, not after.

## What it sounds like

> "I will call you at ten tomorrow. If I have no answer by then, I will call to tell you that."

> "I promised you news today. There is none yet. I will call again on Thursday at four."

> "I would rather say Friday and be sure than say Wednesday and hope."

## What spoils it

- The friendly early date. It feels good for a day.
- Promises in somebody else's name: "the fitter will be there at eight".
- Silence, because there is nothing to tell.
- Keeping it "more or less". Ten past ten is not ten to somebody who is waiting.

Make fewer promises this week than last week, and keep every one.
"""

LESSON = LessonEntry(
    key="promise_less_keep_all",
    title="Promise less and keep all of it",
    emotion="trusting",
    action="keep_the_time",
    body=BODY,
    scenarios=(
        scenario(
            "The spare part is on its way from abroad. Customs takes between two and six days.",
            "Just tell me: when will it be here?",
            ChoiceEntry(
                -2,
                "In two days, if all goes well.",
                "They hear: in two days. On the third day you have broken your word.",
            ),
            ChoiceEntry(
                -1,
                "I am afraid I really cannot say.",
                "Honest, but it leaves them with nothing, and makes them call you every day.",
            ),
            ChoiceEntry(
                2,
                "Between Tuesday and Saturday; customs decides that. I will call you on Monday "
                "at four and tell you where it is, even if it has not moved.",
                "The truth about what is not in your hands, and a promise about what is.",
            ),
            ChoiceEntry(
                1,
                "By Saturday at the latest.",
                "A date with room in it. Add when you will report, and nobody has to wait blindly.",
            ),
        ),
        scenario(
            "You promised to call at three. It is ten to three, and the laboratory has not "
            "answered.",
            "(The customer is waiting for your call.)",
            ChoiceEntry(
                2,
                "(Call at three.) I have no result yet, and I said three. They answer by noon "
                "tomorrow; I will call you at half past twelve.",
                "You kept the promise that you could keep. The next one will be believed.",
            ),
            ChoiceEntry(
                -2,
                "(Wait for the laboratory and call in the evening with the result.)",
                "The result was good. What stays is that three o'clock meant nothing.",
            ),
            ChoiceEntry(
                0,
                "(Write a short mail at three that it takes longer.)",
                "Better than silence. But you had promised your voice, and there is no new time.",
            ),
        ),
    ),
)
