"""Respected, by an apology that is one."""

from training.library.entries import ChoiceEntry, LessonEntry, scenario

BODY = """\
## Why it works

A good apology gives back what a mistake has taken: the feeling of being taken seriously. It says
that you see what happened as the customer sees it. A bad one takes more away, because it makes the
customer's anger the problem: "I am sorry *if you feel* that way."

## What to do

1. **Say what happened**, in plain words.
2. **Say that it was ours**, without a "but".
3. **Say sorry once.** Five times is begging.
4. **Say what you have done or are doing about it**, and when it will be finished.
5. **Stop talking**, and let them answer.

## What it sounds like

> "We sent your file to the wrong address. That was our mistake, and I am sorry. I have had it
> deleted, and here is the confirmation."

> "You are right. We promised Tuesday, and it was Friday."

> "I do not know yet why. I do know that it must not happen, and I will call you tomorrow at ten."

## What spoils it

- *If*, *but*, *unfortunately*, *any inconvenience caused*.
- Explaining before apologising. Reasons sound like excuses until somebody asks.
- Passing it on: "that was the other department". To them you are all one.
- Apologising for what cannot be helped in the tone for what can.
- Apologising in place of solving. In an emergency the solution is the apology.

Being sorry for what somebody went through confesses nothing: "I am sorry that you stood in the
rain" is simply true. Where liability is at stake, agree on the wording beforehand, not in the call.
"""

LESSON = LessonEntry(
    key="an_apology_that_is_one",
    title="An apology that is one",
    emotion="respected",
    action="apologise",
    body=BODY,
    scenarios=(
        scenario(
            "A customer writes that her name was misspelt in the letter, for the third time.",
            "I have told you twice now. Is it so difficult?",
            ChoiceEntry(
                -2,
                "We apologise for any inconvenience this may have caused.",
                "Nobody says that to a person whose name they know.",
            ),
            ChoiceEntry(
                -1,
                "I am sorry. Unfortunately the system takes the name from the old contract.",
                "The system may be at fault. She hears that nobody has corrected it twice.",
            ),
            ChoiceEntry(
                2,
                "You told us twice, and we got it wrong again. I am sorry, Ms Çelik. I have "
                "changed it in both places and sent you a new letter.",
                "What happened, whose fault it was, sorry once, done. And the name is right.",
            ),
            ChoiceEntry(
                1,
                "I am sorry, that should not have happened. I will correct it.",
                "Decent. Her question was about the two times; say that you know of them.",
            ),
        ),
        scenario(
            "The ordered wheelchair ramp is missing at the entrance. The guest is outside, in "
            "the cold.",
            "I asked for it on the telephone. I cannot get in.",
            ChoiceEntry(
                -2,
                "I am terribly sorry, I am so embarrassed, this is really unforgivable of us.",
                "Now the guest has to comfort you, in the cold.",
            ),
            ChoiceEntry(
                2,
                "The ramp is coming, two minutes. Here is a blanket, I am staying with you. We "
                "had it noted and did not put it up: that is our mistake.",
                "The way in comes first. The apology is short, and it blames nobody else.",
            ),
            ChoiceEntry(
                -1,
                "Nobody told me about it. Let me ask who took your call.",
                "Finding the culprit will not open the door.",
            ),
            ChoiceEntry(
                1,
                "I am fetching it at once. I am sorry!",
                "You are on your way. Do not leave them alone without a word on how long.",
            ),
            resolve_first=True,
        ),
    ),
)
