"""Listened to, by listening with full attention."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

People can tell within seconds whether somebody is listening or waiting for their turn. Somebody
who feels listened to explains better, forgives a delay, and calls once instead of twice. It takes
less time than it seems: left alone, most people have finished their story in under two minutes.

## What to do

1. **Put everything else away.** Hands off the keyboard, eyes off the other window.
2. **Let them finish.** Short sounds are fine. Questions wait.
3. **Note their words, not yours.** "The kids' shower is cold" is worth more than "heating fault".
4. **Then ask one open question**, and listen again.

## What it sounds like

> "Please tell me everything from the start. I am not typing, I am listening."

> "And what did that do to your weekend?"

> "Is there anything else I should know before I begin?"

## What spoils it

- Asking for the customer number in the middle of a sentence. Ask for it at the beginning or at
  the end.
- "I understand" after five seconds. Nobody understands anything after five seconds.
- Finishing their sentence, even correctly.
- Typing that can be heard. If you have to type, say what for.

Silence feels longer to you than to them. Count to two before you speak, and you will hear what
they had not meant to say at first. That is often the real reason for the call.
"""

LESSON = LessonEntry(
    key="listen_until_they_finish",
    title="Listen until they have finished",
    emotion="listened_to",
    action="listen_fully",
    body=BODY,
    scenarios=(
        scenario(
            "A caller on the support line. She has been talking for forty seconds.",
            "So first the update would not start, then the screen went black, and then your "
            "colleague told me on Monday that, well, and that is really what annoys me …",
            ChoiceEntry(
                -2,
                "Let me stop you there. Can I have your customer number first?",
                "She was just coming to what matters. A form has interrupted her.",
            ),
            ChoiceEntry(
                -1,
                "I completely understand how annoying that is.",
                "You cannot understand it yet: she has not said it. It sounds like a formula.",
            ),
            ChoiceEntry(
                2,
                "(Say nothing, then:) What did my colleague tell you on Monday?",
                "The pause let her get there, and the question shows that you heard the word "
                "that weighed most.",
            ),
            ChoiceEntry(
                1,
                "Mhm. Please go on.",
                "You leave her the room. It would be better still to pick up what annoyed her.",
            ),
        ),
        scenario(
            "A guest at the front desk while the telephone rings.",
            "I do not want to make a fuss, but I slept really badly, and it was not the noise.",
            ChoiceEntry(
                1,
                "I am sorry to hear that. What was it, then?",
                "A real question. With the telephone ringing, half of you is elsewhere.",
            ),
            ChoiceEntry(
                2,
                "(Let the telephone ring, turn to the guest.) Please tell me what happened.",
                "Everybody can see what you have just decided: this person comes first.",
            ),
            ChoiceEntry(
                -2,
                "One moment, please. (Take the call.)",
                "The guest had gathered courage for this sentence. It will not be said again.",
            ),
            ChoiceEntry(
                -1,
                "I can offer you a room on the courtyard side tonight.",
                "You are solving the noise, and it was not the noise.",
            ),
        ),
    ),
)
