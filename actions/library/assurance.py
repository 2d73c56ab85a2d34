"""Actions that let customers be sure: of us, of the next step, of their own choice."""

from actions.library.entries import action

ACTIONS = (
    action(
        "pick_up_at_once",
        "Pick up at once",
        do="Answer within three rings or one minute of chat, with a person and a name. Where that "
        "is impossible, offer to call back at a time they choose.",
        say="Good morning, this is Jonas. What can I do for you?",
        evokes={"relieved": 1, "valued": 2},
        eases={"neglected": 3, "frustrated": 2},
        cost=2,
        effort=2,
        check={
            "en": "Did somebody answer you right away?",
            "de": "Haben Sie sofort jemanden erreicht?",
            "fr": "Quelqu'un vous a-t-il répondu tout de suite ?",
            "es": "¿Le atendió alguien enseguida?",
            "ar": "هل رُدّ عليك على الفور؟",
        },
    ),
    action(
        "say_next_step",
        "End with the next step, who does it and when",
        do="Close every contact with three things: what happens next, who does it, by when. Have "
        "the customer hear their own part last.",
        say="I will order the part today, it is with you on Thursday, and you need to do nothing "
        "until the fitter calls.",
        evokes={"confident": 3, "informed": 2},
        eases={"anxious": 2, "confused": 2},
        cost=0,
        effort=1,
        check="confident",
    ),
    action(
        "tell_progress",
        "Report before they ask",
        do="Send word at fixed moments, also when there is nothing new: when it has started, when "
        "it is half done, when it takes longer.",
        say="A short word on your order: the frame is finished, the paint is drying, and Tuesday "
        "still holds.",
        evokes={"informed": 3, "cared_for": 1},
        eases={"anxious": 2, "neglected": 3},
        cost=1,
        effort=1,
        check="informed",
    ),
    action(
        "offer_choice",
        "Offer two real choices",
        do="Put two or three workable ways or times before the customer, say what each means for "
        "them, and let them decide.",
        say="We could send it today by courier, or you pick it up tomorrow from eight. Which suits "
        "you better?",
        evokes={"in_control": 3, "respected": 2},
        cost=0,
        effort=1,
        check="in_control",
    ),
    action(
        "keep_the_time",
        "Name a time and keep it",
        do="Promise a time you control, put it in the calendar with the customer's name, and get "
        "in touch then, with or without a result.",
        say="I will call you tomorrow at ten. If I have no answer by then, I will call to say so.",
        evokes={"trusting": 3, "cared_for": 1},
        eases={"disappointed": 3, "neglected": 2},
        cost=0,
        effort=2,
        check={
            "en": "Did we get in touch when we said we would?",
            "de": "Haben wir uns zum zugesagten Zeitpunkt gemeldet?",
            "fr": "Avons-nous repris contact au moment annoncé ?",
            "es": "¿Nos pusimos en contacto cuando dijimos que lo haríamos?",
            "ar": "هل تواصلنا معك في الموعد الذي حددناه؟",
        },
    ),
    action(
        "be_open_about_limits",
        "Say openly what you cannot do",
        do="Tell the customer early and plainly what is not possible, why, and what is possible "
        "instead. No hiding behind rules.",
        say="I cannot bring the date forward, the workshop is full. I can lend you one until then.",
        evokes={"trusting": 3, "respected": 2},
        eases={"disappointed": 2},
        cost=0,
        effort=2,
        check={
            "en": "Were we open about what we could not do?",
            "de": "Haben wir offen gesagt, was wir nicht tun können?",
            "fr": "Avons-nous dit franchement ce que nous ne pouvions pas faire ?",
            "es": "¿Fuimos claros sobre lo que no podíamos hacer?",
            "ar": "هل كنا صريحين بشأن ما لا نستطيع فعله؟",
        },
    ),
    action(
        "explain_protection",
        "Explain how money and data are protected",
        do="At the moment a customer hands over a card, a document or a signature, say in one "
        "sentence what happens to it and who can see it.",
        say="Only the payment provider sees your card number. We keep the last four digits.",
        evokes={"safe": 3, "trusting": 2},
        eases={"anxious": 2},
        cost=0,
        effort=1,
        check="safe",
    ),
    action(
        "use_plain_words",
        "Explain it in plain words",
        do="Use the customer's own words, one thought a sentence, and a picture or an example "
        "where a term cannot be avoided. Ask what is still open.",
        say="The excess is simply the part you pay yourself: here the first 200 euros.",
        evokes={"confident": 2, "respected": 1},
        eases={"confused": 3},
        cost=0,
        effort=2,
        check={
            "en": "Did we explain it in words you could follow?",
            "de": "Haben wir es in verständlichen Worten erklärt?",
            "fr": "L'avons-nous expliqué avec des mots clairs ?",
            "es": "¿Se lo explicamos con palabras claras?",
            "ar": "هل شرحنا لك الأمر بكلمات واضحة؟",
        },
    ),
    action(
        "say_what_if",
        "Say what happens if it goes wrong",
        do="Before the customer lies awake over it, tell them the plan for the bad case: who will "
        "notice, what you will do, what it will cost them.",
        say="Should the payment bounce, nothing is cut off. We write to you, and you have 14 days.",
        evokes={"safe": 2, "confident": 2},
        eases={"anxious": 3},
        cost=0,
        effort=1,
        check="anxious",
    ),
    action(
        "written_summary",
        "Send a summary in writing",
        do="Within the hour, send five lines: what was agreed, who does what, by when, the number "
        "to reply to. In the customer's language.",
        say="Here is what we agreed, in five lines. Tell me if I left something out.",
        evokes={"informed": 2, "confident": 2, "trusting": 2},
        eases={"confused": 2},
        cost=0,
        effort=2,
        check={
            "en": "Did you receive a short written summary of what was agreed?",
            "de": "Haben Sie eine kurze schriftliche Zusammenfassung erhalten?",
            "fr": "Avez-vous reçu un court résumé écrit de ce qui a été convenu ?",
            "es": "¿Recibió un breve resumen por escrito de lo acordado?",
            "ar": "هل وصلك ملخص مكتوب قصير لما اتُّفق عليه؟",
        },
    ),
)
