"""Actions for when something has gone wrong: solving comes before kind words."""

from actions.library.entries import action

ACTIONS = (
    action(
        "solve_first",
        "Solve it, in the same contact",
        do="Fix the problem before anything else and stay on it until the customer confirms that "
        "it works. Explanations come afterwards.",
        say="I am correcting it now. Please look again: is the amount right on your side?",
        evokes={"relieved": 3, "confident": 2},
        eases={"frustrated": 3, "anxious": 2},
        cost=1,
        effort=3,
        check="relieved",
    ),
    action(
        "make_safe_now",
        "Stop the damage at once",
        do="Block the card, stop the shipment, freeze the contract: first make sure it cannot get "
        "worse, then say so, then find out what happened.",
        say="Your card is blocked as of this second. Nobody can take anything more.",
        evokes={"safe": 3, "relieved": 2},
        eases={"anxious": 3},
        cost=1,
        effort=2,
        check={
            "en": "Did we stop further damage at once?",
            "de": "Haben wir weiteren Schaden sofort verhindert?",
            "fr": "Avons-nous tout de suite évité que la situation ne s'aggrave ?",
            "es": "¿Evitamos de inmediato que el daño fuera a más?",
            "ar": "هل منعنا تفاقم الضرر على الفور؟",
        },
    ),
    action(
        "apologise",
        "Apologise once, for the thing itself",
        do="Say what went wrong, that it was ours, and that you are sorry. No 'if', no 'any "
        "inconvenience', no reasons in the same breath.",
        say="We sent it to the wrong address. That was our mistake, and I am sorry.",
        evokes={"respected": 2, "appreciated": 2},
        eases={"disappointed": 2, "frustrated": 2},
        cost=0,
        effort=1,
        check={
            "en": "Did we apologise for what went wrong?",
            "de": "Haben wir uns für das entschuldigt, was schiefgelaufen ist?",
            "fr": "Avons-nous présenté nos excuses pour ce qui s'est mal passé ?",
            "es": "¿Nos disculpamos por lo que salió mal?",
            "ar": "هل اعتذرنا عما حدث من خطأ؟",
        },
    ),
    action(
        "acknowledge_trouble",
        "Acknowledge what it put them through",
        do="Name the trouble in the customer's terms: the lost afternoon, the three calls, the "
        "child without a seat. Do it after the first step towards the solution.",
        say="You took an afternoon off for this, and nobody came. I can see what that cost you.",
        evokes={"appreciated": 3, "understood": 2},
        eases={"frustrated": 1},
        cost=0,
        effort=1,
        check="appreciated",
    ),
    action(
        "one_owner",
        "One person owns it to the end",
        do="Whoever hears of the problem keeps it: gives a direct number, does the asking inside "
        "the company, and closes it with the customer.",
        say="This is mine now. Here is my number; you will not need anybody else.",
        evokes={"cared_for": 3, "trusting": 2},
        eases={"frustrated": 3, "neglected": 3},
        cost=1,
        effort=3,
        check={
            "en": "Did one person stay responsible for you until the end?",
            "de": "War bis zum Schluss dieselbe Person für Sie zuständig?",
            "fr": "La même personne s'est-elle occupée de vous jusqu'au bout ?",
            "es": "¿Se ocupó de usted la misma persona hasta el final?",
            "ar": "هل تولّى شخص واحد متابعة أمرك حتى النهاية؟",
        },
    ),
    action(
        "make_good",
        "Make good what it cost them",
        do="Give back the money, the fee, the fare or the day without being asked, at once, and "
        "say what it is for.",
        say="I have refunded the delivery and added the taxi you had to take.",
        evokes={"valued": 2, "relieved": 2},
        eases={"disappointed": 3},
        cost=2,
        effort=1,
        check={
            "en": "Did we make good what the mistake cost you?",
            "de": "Haben wir ausgeglichen, was der Fehler Sie gekostet hat?",
            "fr": "Avons-nous compensé ce que l'erreur vous a coûté ?",
            "es": "¿Compensamos lo que le costó el error?",
            "ar": "هل عوّضناك عما كلّفك إياه الخطأ؟",
        },
    ),
    action(
        "check_back",
        "Check back that it holds",
        do="Two or three days after the solution, ask in one line whether it still works. If it "
        "does not, it goes to the top of the pile.",
        say="It is Thursday: is the heating still warm?",
        evokes={"cared_for": 3, "trusting": 2, "delighted": 1},
        eases={"neglected": 2},
        cost=0,
        effort=1,
        check={
            "en": "Did we check back with you afterwards that all was well?",
            "de": "Haben wir danach noch einmal gefragt, ob alles in Ordnung ist?",
            "fr": "Avons-nous vérifié ensuite avec vous que tout allait bien ?",
            "es": "¿Comprobamos después con usted que todo iba bien?",
            "ar": "هل تأكدنا منك لاحقًا من أن كل شيء على ما يرام؟",
        },
    ),
)
