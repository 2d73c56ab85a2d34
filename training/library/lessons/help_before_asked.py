"""Cared for, by helping before being asked."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

Help that was asked for is service. Help that comes first tells people that somebody has thought
about them while they were not there. That is why such a small thing is remembered for so long, and
why it costs so little: you are looking at the screen anyway, a step ahead of the customer.

## What to do

1. **Finish what they came for.** Nobody wants extras on top of an open question.
2. **Look one step ahead**: what will this person need next? What trips people over here?
3. **Do it or offer it**, in one sentence, with the reason.
4. **Make no easy an answer.** Care that has to be accepted is selling.

## What it sounds like

> "While I was in there I saw that your card runs out in May. Shall I send the new one to your
> office?"

> "You are arriving after eleven. I will leave soup in your room."

> "You did not ask, but with two children the lift at the back is nearer."

## What spoils it

- An offer that helps you: the customer feels it at once.
- Advice in place of help: "you should have …".
- Surprising people with what you know about them. Say how you know: "I can see in your booking
  that …".
- Too many offers. One that fits is care, three are a brochure.

A good test: would you do it if nobody ever found out? Then it is care.
"""

LESSON = LessonEntry(
    key="see_the_next_need",
    title="See the next need",
    emotion="cared_for",
    action="help_before_asked",
    body=BODY,
    scenarios=(
        scenario(
            "A traveller at the station counter. You have just changed the ticket.",
            "Great, so that is the 18:04. And that is the last one, is it?",
            ChoiceEntry(
                0,
                "Yes, that is the last one.",
                "Correct, and nothing more. What does the question tell you?",
            ),
            ChoiceEntry(
                2,
                "Yes. If your first train is late, it will wait five minutes; I have just told "
                "them you are on it. Platform 7, right across from yours.",
                "You heard the worry behind the question and removed it before it was said.",
            ),
            ChoiceEntry(
                -1,
                "For a little more you could have a flexible ticket.",
                "The worry is about tonight. You are talking about your till.",
            ),
            ChoiceEntry(
                1,
                "Yes. If you miss it, there is a bus at 19:30 from the front.",
                "A good thought ahead. Seeing to it that they do not miss it would be better.",
            ),
        ),
        scenario(
            "A customer on the phone, whose order cannot be paid: the card has been refused.",
            "It says declined again. I have the money! The party is tomorrow.",
            ChoiceEntry(
                -2,
                "Don't worry, I know how stressful a party can be! What are you celebrating?",
                "Warm words while the clock runs. Nothing has moved, and now it is small talk.",
            ),
            ChoiceEntry(
                -1,
                "That must be your bank. Please call them.",
                "It may well be. The customer is alone with it again.",
            ),
            ChoiceEntry(
                2,
                "I am sending it today on invoice, so it will be there. Shall I also keep the "
                "bank's number ready for you?",
                "Solved first. The second sentence is the help that nobody had asked for.",
            ),
            ChoiceEntry(
                1,
                "I can put it on invoice for you, if you like.",
                "That solves it. Look one step further: will it be there tomorrow?",
            ),
            resolve_first=True,
        ),
    ),
)
