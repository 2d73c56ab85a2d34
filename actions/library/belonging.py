"""Actions that tell customers: you matter here, and we know you."""

from actions.library.entries import action

ACTIONS = (
    action(
        "listen_fully",
        "Listen with full attention",
        do="Turn away from everything else, let the customer finish, and take notes in their own "
        "words. Ask the first question only when they have stopped.",
        say="Please tell me everything. I have put the other things aside.",
        evokes={"listened_to": 3, "respected": 2},
        eases={"hurried": 2},
        cost=0,
        effort=2,
        check={
            "en": "Did the person give you their full attention?",
            "de": "Hat Ihnen die Person ihre volle Aufmerksamkeit geschenkt?",
            "fr": "La personne vous a-t-elle accordé toute son attention ?",
            "es": "¿La persona le prestó toda su atención?",
            "ar": "هل حظيت بكامل الانتباه خلال الحديث؟",
        },
    ),
    action(
        "repeat_back",
        "Say back what you understood",
        do="Before you act, sum up in one or two sentences what the customer needs and why it "
        "matters to them, and wait for their yes.",
        say="Let me check that I have it right: the delivery has to be there before Friday, "
        "because the party is on Saturday. Is that it?",
        evokes={"listened_to": 3, "understood": 2},
        eases={"frustrated": 1},
        cost=0,
        effort=1,
        check="listened_to",
    ),
    action(
        "ask_situation",
        "Ask about the situation before proposing anything",
        do="Ask at least one question about what the customer is trying to do and what depends on "
        "it. Propose something only after that.",
        say="Before I suggest anything: what is this for, and what would a good result look like?",
        evokes={"understood": 3, "cared_for": 1},
        cost=0,
        effort=2,
        check="understood",
    ),
    action(
        "acknowledge_busy",
        "Acknowledge how busy they are",
        do="Say that you know their time is scarce, tell them how long this will take, and keep "
        "to it.",
        say="I can hear that you are in the middle of your day. This takes four minutes, and then "
        "you are done.",
        evokes={"respected": 2, "appreciated": 2},
        eases={"frustrated": 1},
        cost=0,
        effort=1,
        check={
            "en": "Did we tell you that we appreciate your time?",
            "de": "Haben wir Ihnen gesagt, dass wir Ihre Zeit zu schätzen wissen?",
            "fr": "Vous avons-nous dit que nous savons votre temps précieux ?",
            "es": "¿Le dijimos que valoramos su tiempo?",
            "ar": "هل قلنا لك إننا نقدّر وقتك؟",
        },
    ),
    action(
        "help_before_asked",
        "Help before being asked",
        do="Look one step ahead: what will this customer need next, or trip over? Offer it or fix "
        "it now.",
        say="While I was in there I saw that your card runs out next month. Shall I send the new "
        "one to your holiday address?",
        evokes={"cared_for": 3, "delighted": 1},
        eases={"neglected": 2},
        cost=0,
        effort=2,
        check="cared_for",
    ),
    action(
        "thank_for_doing_right",
        "Thank them for what they did right",
        do="Name one thing the customer did that helped: the reference number at hand, the photo, "
        "the patience. Thank them for that, not in general.",
        say="Thank you for sending the photos straight away. They saved us two days.",
        evokes={"appreciated": 3, "valued": 1},
        cost=0,
        effort=1,
        check={
            "en": "Did we thank you for something you had done well?",
            "de": "Haben wir Ihnen für etwas gedankt, das Sie gut gemacht hatten?",
            "fr": "Avons-nous salué quelque chose que vous aviez bien fait ?",
            "es": "¿Le dimos las gracias por algo que usted había hecho bien?",
            "ar": "هل شكرناك على شيء أحسنت فعله؟",
        },
    ),
    action(
        "thank_for_loyalty",
        "Show that you know how long they have been with you",
        do="Have the date of the first contract on the screen, and mention it where it is natural. "
        "Never as the opening line of a sale.",
        say="You have been with us since 2016. Thank you for that.",
        evokes={"valued": 3, "remembered": 2},
        cost=0,
        effort=1,
        check="valued",
    ),
    action(
        "use_name",
        "Use the name, the way they like it",
        do="Ask once how the customer wants to be addressed, write it down, and use it at the "
        "beginning and the end. Not in every sentence.",
        say="How may I address you? Good, thank you, Dr Okafor.",
        evokes={"respected": 3, "remembered": 1},
        cost=0,
        effort=1,
        check={
            "en": "Did we address you by your name?",
            "de": "Haben wir Sie mit Ihrem Namen angesprochen?",
            "fr": "S'est-on adressé à vous par votre nom ?",
            "es": "¿Nos dirigimos a usted por su nombre?",
            "ar": "هل خاطبناك باسمك؟",
        },
    ),
    action(
        "remember_preferences",
        "Remember preferences",
        do="Write down what a customer prefers (time of day, channel, room, size) and act on it "
        "the next time without asking again.",
        say="I have put you on the quiet side again, as you liked it last time.",
        evokes={"remembered": 3, "valued": 2, "delighted": 1},
        cost=1,
        effort=2,
        check={
            "en": "Did we remember what you prefer without asking again?",
            "de": "Haben wir an Ihre Vorlieben gedacht, ohne noch einmal zu fragen?",
            "fr": "Avons-nous tenu compte de vos préférences sans vous les redemander ?",
            "es": "¿Tuvimos en cuenta sus preferencias sin volver a preguntar?",
            "ar": "هل راعينا تفضيلاتك دون أن نسألك عنها مجددًا؟",
        },
    ),
    action(
        "warm_handover",
        "Hand over with the story",
        do="When somebody else has to take over, tell them the story yourself while the customer "
        "can hear it, introduce them by name, and leave only then.",
        say="I am bringing in Amira, who looks after repairs. I have told her what happened, so "
        "you do not have to start again.",
        evokes={"remembered": 3, "cared_for": 2},
        eases={"frustrated": 3},
        cost=1,
        effort=2,
        check="remembered",
    ),
)
