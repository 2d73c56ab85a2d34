"""The library in English."""

from emotions.library.entries import EmotionTexts, Language, OutcomeTexts, ScaleTexts

EMOTIONS = {
    "cared_for": EmotionTexts(
        "cared for",
        "Somebody looked after my needs, even before I asked.",
        "After {interaction}, how far did you feel cared for?",
        "Did anyone offer you help before you had to ask?",
    ),
    "valued": EmotionTexts(
        "valued",
        "They want me as a customer and let me see it.",
        "After {interaction}, how far did you feel valued as a customer?",
        "Did we thank you or recognise your time with us?",
    ),
    "appreciated": EmotionTexts(
        "appreciated",
        "What I did, or put up with, was acknowledged.",
        "After {interaction}, how far did you feel appreciated for your effort?",
        "Did we acknowledge the effort this cost you?",
    ),
    "respected": EmotionTexts(
        "respected",
        "I was treated as an equal, with courtesy.",
        "After {interaction}, how far did you feel respected?",
        "Were you addressed the way you like to be?",
    ),
    "listened_to": EmotionTexts(
        "listened to",
        "I could say what mattered, and it was taken in.",
        "After {interaction}, how far did you feel listened to?",
        "Did the person repeat back what you needed?",
    ),
    "understood": EmotionTexts(
        "understood",
        "They grasped my situation, not only my case.",
        "After {interaction}, how far did you feel understood?",
        "Did we ask about your situation before proposing something?",
    ),
    "remembered": EmotionTexts(
        "known",
        "They knew my history with them and what I prefer.",
        "After {interaction}, how far did you feel that we know you and what you prefer?",
        "Did you have to repeat something you had told us before?",
    ),
    "trusting": EmotionTexts(
        "trusting",
        "I can rely on what they say.",
        "After {interaction}, how far did you feel you could trust our word?",
        "Did we do what we said, when we said it?",
    ),
    "safe": EmotionTexts(
        "safe",
        "My money, my data and I are in good hands.",
        "After {interaction}, how far did you feel safe with us?",
        "Did we tell you how your details or your payment are protected?",
    ),
    "confident": EmotionTexts(
        "confident",
        "I know what to do and that it will work.",
        "After {interaction}, how far did you feel confident about the next steps?",
        "Did you leave knowing the next step?",
    ),
    "informed": EmotionTexts(
        "informed",
        "I know where things stand.",
        "After {interaction}, how far did you feel informed about where things stand?",
        "Did we tell you about the progress without your asking?",
    ),
    "in_control": EmotionTexts(
        "in control",
        "The choices were mine.",
        "After {interaction}, how far did you feel in control?",
        "Were you offered a choice of time or way?",
    ),
    "relieved": EmotionTexts(
        "relieved",
        "A worry was taken off my shoulders.",
        "After {interaction}, how far did you feel relieved?",
        "Was the problem solved in that contact?",
    ),
    "pleased": EmotionTexts(
        "pleased",
        "I am content with how it went.",
        "After {interaction}, how far did you feel pleased with how it went?",
        "Was everything done as agreed?",
    ),
    "happy": EmotionTexts(
        "happy",
        "It lifted my mood.",
        "After {interaction}, how far did you feel happy?",
        "Was anything about it especially nice?",
    ),
    "delighted": EmotionTexts(
        "delighted",
        "It was better than I had expected.",
        "After {interaction}, how far did you feel delighted?",
        "Did we do something nice that you had not expected?",
    ),
    "interested": EmotionTexts(
        "interested",
        "It caught my attention, and I wanted to know more.",
        "After {interaction}, how far did you feel interested in what we showed you?",
        "Did you see anything new that suits you?",
    ),
    "energised": EmotionTexts(
        "energised",
        "I felt lively and ready to do something.",
        "After {interaction}, how far did you feel energised?",
        "Was there something to try or take part in?",
    ),
    "frustrated": EmotionTexts(
        "frustrated",
        "I was blocked or sent round in circles.",
        "After {interaction}, how far did you feel frustrated?",
        "Did you have to contact us again about the same thing?",
    ),
    "neglected": EmotionTexts(
        "neglected",
        "I was ignored and left alone with it.",
        "After {interaction}, how far did you feel neglected?",
        "Did you wait for an answer that did not come?",
    ),
    "hurried": EmotionTexts(
        "rushed",
        "I was given no time.",
        "After {interaction}, how far did you feel rushed?",
        "Did you have time to ask everything?",
    ),
    "disappointed": EmotionTexts(
        "disappointed",
        "A promise or an expectation was broken.",
        "After {interaction}, how far did you feel disappointed?",
        "Was anything different from what we promised?",
    ),
    "anxious": EmotionTexts(
        "worried",
        "I was uneasy about what would happen.",
        "After {interaction}, how far did you feel worried about what would happen next?",
        "Were you told what happens if something goes wrong?",
    ),
    "confused": EmotionTexts(
        "confused",
        "I could not follow.",
        "After {interaction}, how far did you feel confused?",
        "Did you need to look something up or ask again?",
    ),
}

OUTCOMES = {
    "recommend": OutcomeTexts(
        "Recommend",
        "How likely customers are to recommend you.",
        "After {interaction}, how likely are you to recommend us to a friend or colleague?",
    ),
    "purchase_more": OutcomeTexts(
        "Buy more",
        "How likely customers are to buy more from you.",
        "After {interaction}, how likely are you to buy more from us?",
    ),
    "forgive": OutcomeTexts(
        "Forgive",
        "How likely customers are to forgive you a mistake.",
        "After {interaction}, how likely would you be to forgive us a mistake?",
    ),
    "trust": OutcomeTexts(
        "Trust",
        "How much customers trust you.",
        "After {interaction}, how much do you trust us?",
    ),
    "csat": OutcomeTexts(
        "Satisfaction",
        "How satisfied customers are with the experience.",
        "After {interaction}, how satisfied are you overall?",
    ),
    "effort": OutcomeTexts(
        "Ease",
        "How easy it was for customers to get what they needed. Higher is easier.",
        "After {interaction}, how easy was it to get what you needed?",
    ),
    "success": OutcomeTexts(
        "Success",
        "Whether the customer's problem or request was resolved.",
        "After {interaction}, was your problem or request resolved?",
    ),
    "churn": OutcomeTexts(
        "Churn",
        "Whether the customer left you: 1 for left, 0 for stayed. Imported.",
    ),
    "spend": OutcomeTexts(
        "Spend",
        "What the customer spent with you in the period, in your currency. Imported.",
    ),
}

SCALES = {
    "intensity": ScaleTexts(
        ("Not at all", "A little", "Partly", "Mostly", "Completely"),
        "Can't say",
    ),
    "check": ScaleTexts(("Yes", "Partly", "No"), "Don't remember"),
    "success": ScaleTexts(("Yes", "Partly", "No"), "Can't say yet"),
    "likelihood": ScaleTexts(
        ("Very unlikely", "Rather unlikely", "Undecided", "Rather likely", "Very likely"),
        "Can't say",
    ),
    "trust": ScaleTexts(
        ("Not at all", "A little", "Somewhat", "A lot", "Completely"),
        "Can't say",
    ),
    "satisfaction": ScaleTexts(
        (
            "Very dissatisfied",
            "Rather dissatisfied",
            "In between",
            "Rather satisfied",
            "Very satisfied",
        ),
        "Can't say",
    ),
    "ease": ScaleTexts(
        ("Very hard", "Rather hard", "In between", "Rather easy", "Very easy"),
        "Can't say",
    ),
    "recommend": ScaleTexts(("Not at all likely", "Extremely likely"), "Can't say"),
}

ENGLISH = Language(EMOTIONS, OUTCOMES, SCALES)
