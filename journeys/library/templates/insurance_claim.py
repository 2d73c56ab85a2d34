"""Something was damaged, and the insurer has to keep its promise."""

from journeys.library.entries import (
    JourneyTemplate,
    StageTemplate,
    design,
    targets,
    touchpoints,
)

INSURANCE_CLAIM = JourneyTemplate(
    key="insurance_claim",
    name="Insurance claim",
    trade="Insurance",
    description="From the evening the water came through the ceiling to the day all is as it was.",
    main_outcome="trust",
    stages=(
        StageTemplate(
            key="report",
            name="Reporting the damage",
            customer_goal="Have somebody tell me what to do right now.",
            asked_as={
                "en": "the report of your claim",
                "de": "Ihrer Schadenmeldung",
                "fr": "votre déclaration de sinistre",
                "es": "la comunicación de su siniestro",
                "ar": "إبلاغك عن الضرر",
            },
            touchpoints=touchpoints(
                claim_line=("Claim line", "phone"), claim_app=("Photo report", "app")
            ),
            targets=targets(safe=70, listened_to=75, anxious=30),
            actions=(
                design(
                    "make_safe_now",
                    "safe",
                    time="Before the first question about the contract",
                    measure="Calls taken an hour",
                    effect="fights",
                    authority="Send a plumber or a locksmith at once",
                    material="A list of tradespeople who answer at night",
                ),
                design(
                    "listen_fully",
                    "listened_to",
                    time="Three minutes without typing",
                    measure="Fields filled in at the first call",
                    effect="fights",
                ),
            ),
            resolve_first=True,
            intention="We are there when it counts.",
            reality="The first question was for the contract number. I stood in the water.",
        ),
        StageTemplate(
            key="first_answer",
            name="The first answer",
            customer_goal="Know whether I am covered and what comes next.",
            asked_as={
                "en": "our first answer to your claim",
                "de": "unserer ersten Antwort auf Ihre Schadenmeldung",
                "fr": "notre première réponse à votre déclaration",
                "es": "nuestra primera respuesta a su siniestro",
                "ar": "ردّنا الأول على مطالبتك",
            },
            touchpoints=touchpoints(
                first_letter=("First letter", "post"), first_mail=("First mail", "email")
            ),
            targets=targets(informed=75, confused=20),
            actions=(
                design(
                    "say_next_step",
                    "informed",
                    time="Ten minutes a case",
                    measure="Days until the first answer",
                    effect="rewards",
                    authority="A clerk may say yes to simple cases at once",
                ),
                design(
                    "use_plain_words",
                    "confused",
                    measure="Letters without objection from the legal department",
                    effect="fights",
                    material="Letters tested with five people from outside",
                ),
            ),
        ),
        StageTemplate(
            key="assessment",
            name="The assessor's visit",
            customer_goal="Be believed, and show everything in peace.",
            asked_as={
                "en": "the visit of our assessor",
                "de": "dem Besuch zur Begutachtung",
                "fr": "la visite d'expertise",
                "es": "la visita de peritación",
                "ar": "زيارة المعاينة",
            },
            touchpoints=touchpoints(
                visit=("Visit at home", "in_person"), appointment=("Appointment", "phone")
            ),
            targets=targets(respected=75, understood=65, hurried=15),
            actions=(
                design("use_name", "respected", material="How the customer wants to be addressed"),
                design(
                    "ask_situation",
                    "understood",
                    time="Ten minutes at the table before the walk",
                    measure="Visits a day",
                    effect="fights",
                ),
                design(
                    "take_your_time",
                    "hurried",
                    time="Fifteen minutes' air between two visits",
                    measure="Second visits needed",
                    effect="rewards",
                ),
            ),
        ),
        StageTemplate(
            key="decision",
            name="The decision",
            customer_goal="Get a fair answer that I can follow, even if it is no.",
            asked_as={
                "en": "our decision on your claim",
                "de": "unserer Entscheidung über Ihren Schaden",
                "fr": "notre décision sur votre sinistre",
                "es": "nuestra decisión sobre su siniestro",
                "ar": "قرارنا بشأن مطالبتك",
            },
            touchpoints=touchpoints(
                decision_call=("Call before the letter", "phone"),
                decision_letter=("Decision letter", "post"),
            ),
            targets=targets(trusting=70, respected=70, disappointed=25),
            actions=(
                design(
                    "be_open_about_limits",
                    "trusting",
                    time="A call before every no",
                    measure="Cost of claims",
                    effect="fights",
                    authority="Clerks may explain the reason in their own words",
                ),
                design(
                    "offer_choice",
                    "respected",
                    authority="Money, repair or replacement, as the customer likes",
                ),
            ),
        ),
        StageTemplate(
            key="payment",
            name="The payment",
            customer_goal="Have the money before the bills are due.",
            asked_as={
                "en": "the payment of your claim",
                "de": "der Auszahlung Ihrer Entschädigung",
                "fr": "le versement de votre indemnité",
                "es": "el pago de su indemnización",
                "ar": "صرف تعويضك",
            },
            touchpoints=touchpoints(
                transfer=("Bank transfer", "web"), payment_line=("Payment line", "phone")
            ),
            targets=targets(relieved=80, frustrated=15),
            actions=(
                design(
                    "solve_first",
                    "relieved",
                    time="Paid within two days of the decision",
                    measure="Days from decision to money",
                    effect="rewards",
                    authority="Payment on account up to 1,000 by any clerk",
                ),
                design(
                    "one_owner",
                    "frustrated",
                    measure="Cases closed a week",
                    effect="fights",
                    material="A direct number in the letter",
                ),
            ),
            resolve_first=True,
            intention="Quick and without red tape.",
            reality="Approved three weeks ago; every caller is told that it is on its way.",
        ),
        StageTemplate(
            key="back_to_normal",
            name="Back to normal",
            customer_goal="Live at home as before.",
            asked_as={
                "en": "the repair of the damage",
                "de": "der Behebung des Schadens",
                "fr": "la réparation des dommages",
                "es": "la reparación de los daños",
                "ar": "إصلاح الأضرار",
            },
            touchpoints=touchpoints(
                tradespeople=("Tradespeople", "in_person"), last_call=("Last call", "phone")
            ),
            targets=targets(pleased=75, cared_for=70, neglected=15),
            actions=(
                design(
                    "do_it_as_agreed",
                    "pleased",
                    time="A walk through the rooms together",
                    authority="Final payment to the firm only after the customer's yes",
                ),
                design(
                    "check_back",
                    "cared_for",
                    time="One call a week later",
                    measure="Cases closed a week",
                    effect="fights",
                ),
            ),
        ),
    ),
)
