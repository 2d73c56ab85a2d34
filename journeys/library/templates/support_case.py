"""A customer has a problem and asks for help."""

from journeys.library.entries import (
    JourneyTemplate,
    StageTemplate,
    design,
    targets,
    touchpoints,
)

SUPPORT_CASE = JourneyTemplate(
    key="support_case",
    name="Support case",
    trade="Customer service",
    description="From the moment something does not work to the moment the customer knows that "
    "it will not happen again.",
    main_outcome="recommend",
    stages=(
        StageTemplate(
            key="find_help",
            name="Looking for help",
            customer_goal="Find out in a minute whether I can fix it myself, and if not, whom to "
            "ask.",
            asked_as={
                "en": "your search for help",
                "de": "Ihrer Suche nach Hilfe",
                "fr": "votre recherche d'aide",
                "es": "su búsqueda de ayuda",
                "ar": "بحثك عن المساعدة",
            },
            touchpoints=touchpoints(
                help_pages=("Help pages", "web"), assistant=("Chat assistant", "chat")
            ),
            targets=targets(in_control=60, confused=20),
            actions=(
                design(
                    "use_plain_words",
                    "confused",
                    time="Half a day a month to rewrite the ten most read pages",
                    measure="Share of readers who still call",
                    effect="rewards",
                    material="The words customers type into the search box",
                ),
                design(
                    "offer_choice",
                    "in_control",
                    measure="Calls avoided",
                    effect="fights",
                    authority="The phone number may stand on every help page",
                ),
            ),
            intention="Customers find the answer themselves, at any hour.",
            reality="The number to call is hidden, so that they have to.",
        ),
        StageTemplate(
            key="first_contact",
            name="First contact",
            customer_goal="Reach somebody who listens, and say it once.",
            asked_as={
                "en": "your first contact with our support team",
                "de": "Ihrem ersten Kontakt mit unserem Kundendienst",
                "fr": "votre premier contact avec notre assistance",
                "es": "su primer contacto con nuestro servicio de atención",
                "ar": "تواصلك الأول مع فريق الدعم",
            },
            touchpoints=touchpoints(
                hotline=("Support line", "phone"), support_mail=("Support mailbox", "email")
            ),
            targets=targets(listened_to=75, respected=70, neglected=15),
            actions=(
                design(
                    "listen_fully",
                    "listened_to",
                    time="No limit on the first three minutes",
                    measure="Average handling time",
                    effect="fights",
                    material="A second screen, so that notes do not need a new window",
                ),
                design(
                    "pick_up_at_once",
                    "neglected",
                    measure="Share answered within 30 seconds",
                    effect="rewards",
                    authority="The shift lead may call people in from back office",
                ),
                design(
                    "use_name",
                    "respected",
                    time="Ten seconds",
                    material="A field for how the customer wants to be addressed",
                ),
            ),
        ),
        StageTemplate(
            key="find_cause",
            name="Finding the cause",
            customer_goal="Feel that they are on to it, and know how long it takes.",
            asked_as={
                "en": "our search for the cause of your problem",
                "de": "unserer Suche nach der Ursache Ihres Problems",
                "fr": "notre recherche de la cause de votre problème",
                "es": "nuestra búsqueda de la causa de su problema",
                "ar": "بحثنا عن سبب مشكلتك",
            },
            touchpoints=touchpoints(
                remote_session=("Remote session", "app"), call_back=("Call-back", "phone")
            ),
            targets=targets(understood=70, informed=65, frustrated=25),
            actions=(
                design(
                    "ask_situation",
                    "understood",
                    time="Two minutes before the first test",
                    measure="Share solved without a second ticket",
                    effect="rewards",
                    material="Three questions on a card, none of them yes or no",
                ),
                design(
                    "tell_progress",
                    "informed",
                    time="One message a day for every open case",
                    measure="Tickets closed a day",
                    effect="fights",
                    authority="Agents may say that there is nothing new",
                ),
            ),
        ),
        StageTemplate(
            key="solve",
            name="Solving it",
            customer_goal="Have it work again, today.",
            asked_as={
                "en": "our work on your problem",
                "de": "der Bearbeitung Ihres Problems",
                "fr": "le traitement de votre problème",
                "es": "la gestión de su problema",
                "ar": "معالجة مشكلتك",
            },
            touchpoints=touchpoints(
                support_call=("Support call", "phone"), exchange=("Exchange by parcel", "post")
            ),
            targets=targets(relieved=80, frustrated=15),
            actions=(
                design(
                    "solve_first",
                    "relieved",
                    time="As long as it takes, in this contact",
                    measure="Share solved in the first contact",
                    effect="rewards",
                    authority="Exchange or credit up to 150 without asking",
                    material="Spare devices in every branch",
                ),
                design(
                    "one_owner",
                    "frustrated",
                    time="An hour a day without calls, for open cases",
                    measure="Average handling time",
                    effect="fights",
                    authority="The owner may give tasks to other departments",
                ),
            ),
            resolve_first=True,
            intention="We are proud to fix problems.",
            reality="I had to repeat it to four people.",
        ),
        StageTemplate(
            key="check",
            name="Making sure it holds",
            customer_goal="Not have to think of it again.",
            asked_as={
                "en": "our follow-up on your case",
                "de": "unserer Nachfrage zu Ihrem Anliegen",
                "fr": "notre suivi de votre demande",
                "es": "nuestro seguimiento de su caso",
                "ar": "متابعتنا لطلبك",
            },
            touchpoints=touchpoints(
                follow_up_mail=("Follow-up mail", "email"),
                follow_up_call=("Follow-up call", "phone"),
            ),
            targets=targets(cared_for=70, trusting=70),
            actions=(
                design(
                    "check_back",
                    "cared_for",
                    time="Twenty minutes a day",
                    measure="Share of cases reopened within 14 days",
                    effect="fights",
                    material="A list of yesterday's solved cases, with what depended on them",
                ),
                design(
                    "keep_the_time",
                    "trusting",
                    measure="Promises kept to the hour",
                    effect="rewards",
                    material="Reminders in the ticket, not in somebody's head",
                ),
            ),
        ),
        StageTemplate(
            key="close",
            name="Closing the case",
            customer_goal="Know what to do should it come back.",
            asked_as={
                "en": "the closing of your case",
                "de": "dem Abschluss Ihres Anliegens",
                "fr": "la clôture de votre demande",
                "es": "el cierre de su caso",
                "ar": "إغلاق طلبك",
            },
            touchpoints=touchpoints(closing_mail=("Closing mail", "email")),
            targets=targets(appreciated=65, confident=70, disappointed=15),
            actions=(
                design(
                    "written_summary",
                    "confident",
                    time="Five minutes",
                    measure="Tickets closed a day",
                    effect="fights",
                    material="A text module with five empty lines, not with five paragraphs",
                ),
                design("thank_for_doing_right", "appreciated", time="One sentence"),
            ),
        ),
    ),
)
