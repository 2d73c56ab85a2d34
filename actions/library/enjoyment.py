"""Actions that make a contact pleasant, surprising, or at least never dreary."""

from actions.library.entries import action

ACTIONS = (
    action(
        "little_extra",
        "A little extra",
        do="Add something small that fits this customer and that nobody expects: a spare part, a "
        "sketch for the child, the better seat that is free anyway.",
        say="I put in two spare filters. You will want them in the spring.",
        evokes={"delighted": 3, "valued": 2},
        cost=1,
        effort=1,
        check="delighted",
    ),
    action(
        "personal_welcome",
        "Welcome the person, not the case",
        do="Read the name and the reason before the customer arrives, look up, greet them, and "
        "show that they were expected.",
        say="Ms Rossi, good to see you. We have been looking forward to today.",
        evokes={"valued": 2, "happy": 2, "remembered": 1},
        cost=0,
        effort=1,
        check={
            "en": "Were you welcomed personally?",
            "de": "Wurden Sie persönlich begrüßt?",
            "fr": "Vous a-t-on réservé un accueil personnel ?",
            "es": "¿Recibió una bienvenida personal?",
            "ar": "هل حظيت بترحيب شخصي؟",
        },
    ),
    action(
        "celebrate_progress",
        "Celebrate what they achieved",
        do="Notice the customer's own milestone (first report, first month, hundredth order) and "
        "say what it means for them.",
        say="Your team sent its first hundred invoices this week. That used to be two days' work.",
        evokes={"happy": 2, "energised": 2, "appreciated": 2},
        cost=0,
        effort=1,
        check={
            "en": "Did we notice what you had achieved?",
            "de": "Haben wir bemerkt, was Sie erreicht haben?",
            "fr": "Avons-nous remarqué ce que vous avez accompli ?",
            "es": "¿Nos fijamos en lo que usted había logrado?",
            "ar": "هل لاحظنا ما حققته؟",
        },
    ),
    action(
        "show_something_new",
        "Show one thing that fits",
        do="Show one new thing, chosen for what this customer does, with the reason. Stop after "
        "one.",
        say="You travel with a pushchair, so this may interest you: there is a lift on platform 4.",
        evokes={"interested": 3, "understood": 1},
        cost=0,
        effort=2,
        check="interested",
    ),
    action(
        "let_them_try",
        "Let them try it themselves",
        do="Put it in the customer's hands early, with a task that succeeds within five minutes, "
        "and keep your own hands in your pockets.",
        say="Would you like to try? Press here, and your first page is online.",
        evokes={"energised": 3, "in_control": 2, "confident": 2},
        cost=1,
        effort=2,
        check="energised",
    ),
    action(
        "take_your_time",
        "Give the last question its time",
        do="When all seems said, leave a pause and invite the question that was too small to ask. "
        "Nobody is counted by the minute here.",
        say="We have time. What else have you been meaning to ask?",
        evokes={"cared_for": 2, "listened_to": 2},
        eases={"hurried": 3},
        cost=1,
        effort=1,
        check="hurried",
    ),
    action(
        "bridge_the_wait",
        "Make the wait honest and short",
        do="Tell people at once how long it takes, give them something to do or drink meanwhile, "
        "and come back before the time is up.",
        say="It will be ten minutes. There is coffee over there, and I will come and fetch you.",
        evokes={"informed": 2, "respected": 2},
        eases={"neglected": 2, "frustrated": 2},
        cost=1,
        effort=1,
        check={
            "en": "Did we tell you how long you would have to wait?",
            "de": "Haben wir Ihnen gesagt, wie lange Sie warten müssen?",
            "fr": "Vous a-t-on indiqué le temps d'attente ?",
            "es": "¿Le dijimos cuánto tendría que esperar?",
            "ar": "هل أخبرناك بمدة الانتظار المتوقعة؟",
        },
    ),
    action(
        "personal_goodbye",
        "Say goodbye to the person",
        do="End with something from this very contact, not with a formula, and let the customer "
        "leave first.",
        say="Enjoy the wedding on Saturday. I hope the sun is out for you.",
        evokes={"pleased": 2, "happy": 2, "remembered": 1},
        cost=0,
        effort=1,
        check={
            "en": "Did we say goodbye to you in a personal way?",
            "de": "Haben wir uns persönlich von Ihnen verabschiedet?",
            "fr": "Vous a-t-on dit au revoir de façon personnelle ?",
            "es": "¿Nos despedimos de usted de forma personal?",
            "ar": "هل ودّعناك بطريقة شخصية؟",
        },
    ),
    action(
        "do_it_as_agreed",
        "Do it exactly as agreed",
        do="Read the agreement before you start, tick off each point with the customer at the end, "
        "and leave nothing for later.",
        say="Shall we go through the list together? All six points are done.",
        evokes={"pleased": 3, "trusting": 2},
        eases={"disappointed": 2},
        cost=0,
        effort=2,
        check="pleased",
    ),
)
