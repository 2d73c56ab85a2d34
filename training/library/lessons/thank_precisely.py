"""Appreciated, by thanking for what somebody did right."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

"Thank you for your call" is addressed to nobody. "Thank you for the photo of the label" is
addressed to the person who knelt behind the machine to take it. Customers do much of the work in
every contact: they wait, search, explain, try again. To be appreciated is to have that seen.

## What to do

1. **Watch what they do**, not only what they want.
2. **Name one thing**, as precisely as you can.
3. **Say what it made possible**: "because of that we did not need to send anybody".
4. **Acknowledge what it cost**, where it cost something. Thanks alone sounds cheap then.

## What it sounds like

> "You wrote down the error number. That saves us both half an hour."

> "You have waited twenty minutes and you are still friendly. I noticed that."

> "Thank you for telling us. Eleven other people will not have this problem because you called."

## What spoils it

- Praise from above: "well done!" makes a pupil of a customer.
- Thanks as a full stop, to get somebody off the line.
- Thanking for patience that nobody had. "Thank you for waiting" to somebody furious is a
  provocation; "you had to wait too long" is true.
- Thanks instead of a solution. If it does not work yet, say what you are doing first.

Try it once in each conversation today: one thing, precisely. It costs one breath.
"""

LESSON = LessonEntry(
    key="thank_for_one_thing",
    title="Thank people for one thing, precisely",
    emotion="appreciated",
    action="thank_for_doing_right",
    body=BODY,
    scenarios=(
        scenario(
            "A customer has restarted the device three times with you and read out every number.",
            "There, now it says 'ready'. Finally!",
            ChoiceEntry(
                0,
                "Perfect. Thank you for calling, have a nice day.",
                "Polite, and said to everybody. The quarter of an hour has disappeared.",
            ),
            ChoiceEntry(
                -1,
                "Well done! You see, it was not that hard.",
                "It was hard for them. This is a pat on the head.",
            ),
            ChoiceEntry(
                2,
                "Ready! Because you read out every number, we found it without a visit. Thank "
                "you for staying with it.",
                "What they did, what it made possible, and that it took something.",
            ),
            ChoiceEntry(
                1,
                "Thank you for your patience with the three restarts.",
                "You name something real. It gains by saying what it was good for.",
            ),
        ),
        scenario(
            "A guest has waited forty minutes for a table that was booked, and is still standing.",
            "We had booked for seven, you know.",
            ChoiceEntry(
                -2,
                "Thank you so much for your patience!",
                "There is no table yet, and no patience either. It sounds like mockery.",
            ),
            ChoiceEntry(
                2,
                "You booked for seven and it is twenty to eight. Here is your table now, and the "
                "first drinks are ours.",
                "The table first. The trouble is named exactly, and something is done about it.",
            ),
            ChoiceEntry(
                -1,
                "I am sorry, it is very full tonight.",
                "That is your evening. They asked about theirs.",
            ),
            ChoiceEntry(
                1,
                "This table is yours now. I am sorry that you had to stand.",
                "It is solved and acknowledged. Name the forty minutes, and it is complete.",
            ),
            resolve_first=True,
        ),
    ),
)
