"""A guest books a room, stays and goes home."""

from journeys.library.entries import (
    JourneyTemplate,
    StageTemplate,
    design,
    targets,
    touchpoints,
)

HOTEL_STAY = JourneyTemplate(
    key="hotel_stay",
    name="Hotel stay",
    trade="Hospitality",
    description="From the booking to the goodbye at the door, with the night in between.",
    main_outcome="recommend",
    stages=(
        StageTemplate(
            key="book",
            name="Booking",
            customer_goal="Find the right room and be sure of it.",
            asked_as={
                "en": "your booking",
                "de": "Ihrer Buchung",
                "fr": "votre réservation",
                "es": "su reserva",
                "ar": "حجزك",
            },
            touchpoints=touchpoints(
                booking_page=("Booking page", "web"), reservations=("Reservations", "phone")
            ),
            targets=targets(safe=75, confused=15),
            actions=(
                design(
                    "use_plain_words",
                    "confused",
                    measure="Share of bookings without a question",
                    effect="rewards",
                    material="One price that holds everything",
                ),
                design(
                    "explain_protection",
                    "safe",
                    time="One line beside the card field",
                    authority="No card needed for guests who have stayed before",
                ),
            ),
        ),
        StageTemplate(
            key="prepare",
            name="Before the journey",
            customer_goal="Look forward to it, with nothing left to arrange.",
            asked_as={
                "en": "the preparation of your stay",
                "de": "der Vorbereitung Ihres Aufenthalts",
                "fr": "la préparation de votre séjour",
                "es": "la preparación de su estancia",
                "ar": "التحضير لإقامتك",
            },
            touchpoints=touchpoints(welcome_mail=("Mail before arrival", "email")),
            targets=targets(remembered=60, interested=55),
            actions=(
                design(
                    "remember_preferences",
                    "remembered",
                    time="Half an hour each morning over the arrivals",
                    material="A guest file with wishes, not only with invoices",
                ),
                design(
                    "show_something_new",
                    "interested",
                    measure="Extras sold before arrival",
                    effect="fights",
                    material="What is on in town that week",
                ),
            ),
        ),
        StageTemplate(
            key="arrive",
            name="Arrival",
            customer_goal="Put the bags down and be somewhere.",
            asked_as={
                "en": "your arrival",
                "de": "Ihrer Ankunft",
                "fr": "votre arrivée",
                "es": "su llegada",
                "ar": "وصولك",
            },
            touchpoints=touchpoints(
                front_desk=("Front desk", "in_person"), mobile_key=("Key on the phone", "app")
            ),
            targets=targets(valued=75, relieved=65, hurried=10),
            actions=(
                design(
                    "personal_welcome",
                    "valued",
                    time="The first minute without a form",
                    measure="Check-ins an hour",
                    effect="fights",
                    material="Names and arrival times at the desk",
                ),
                design(
                    "pick_up_at_once",
                    "relieved",
                    measure="Minutes from door to room",
                    effect="rewards",
                    authority="Anybody in the house may check a guest in",
                ),
            ),
            intention="A warm welcome.",
            reality="A queue, a form, a signature, a plastic card.",
        ),
        StageTemplate(
            key="settle_in",
            name="In the room",
            customer_goal="Find it as promised, and sleep.",
            asked_as={
                "en": "your first night with us",
                "de": "Ihrer ersten Nacht bei uns",
                "fr": "votre première nuit chez nous",
                "es": "su primera noche con nosotros",
                "ar": "ليلتك الأولى لدينا",
            },
            touchpoints=touchpoints(room=("The room", "in_person")),
            targets=targets(pleased=80, cared_for=65, disappointed=15),
            actions=(
                design(
                    "do_it_as_agreed",
                    "pleased",
                    time="Five minutes to walk through the room once more",
                    measure="Rooms cleaned a shift",
                    effect="fights",
                ),
                design(
                    "help_before_asked",
                    "cared_for",
                    authority="Housekeeping may put in what a guest will miss",
                    material="Cots, adapters, blankets on every floor",
                ),
            ),
        ),
        StageTemplate(
            key="something_wrong",
            name="When something is wrong",
            customer_goal="Have it put right tonight.",
            asked_as={
                "en": "the problem during your stay",
                "de": "dem Problem während Ihres Aufenthalts",
                "fr": "le problème survenu pendant votre séjour",
                "es": "el problema durante su estancia",
                "ar": "المشكلة التي واجهتها أثناء إقامتك",
            },
            touchpoints=touchpoints(
                night_desk=("Night desk", "phone"), message=("Message from the room", "chat")
            ),
            targets=targets(relieved=80, respected=75, neglected=10),
            actions=(
                design(
                    "solve_first",
                    "relieved",
                    time="Fifteen minutes to the first step",
                    measure="Complaints solved the same night",
                    effect="rewards",
                    authority="The night desk may move a guest to any free room",
                ),
                design("apologise", "respected", authority="No need to ask whose fault it was"),
                design(
                    "check_back",
                    "neglected",
                    time="One call in the morning",
                    measure="Complaints on file",
                    effect="fights",
                ),
            ),
            resolve_first=True,
            intention="We turn a complaint into a friend.",
            reality="The desk was charming, and the heating stayed cold.",
        ),
        StageTemplate(
            key="breakfast",
            name="Breakfast",
            customer_goal="Start the day well.",
            asked_as={
                "en": "your breakfast",
                "de": "Ihrem Frühstück",
                "fr": "votre petit-déjeuner",
                "es": "su desayuno",
                "ar": "إفطارك",
            },
            touchpoints=touchpoints(breakfast_room=("Breakfast room", "in_person")),
            targets=targets(happy=65, delighted=50),
            actions=(
                design(
                    "personal_welcome",
                    "happy",
                    time="A moment at each table",
                    measure="Tables turned a morning",
                    effect="fights",
                ),
                design(
                    "little_extra",
                    "delighted",
                    authority="The kitchen may cook one thing that is not on the list",
                ),
            ),
        ),
        StageTemplate(
            key="leave",
            name="Departure",
            customer_goal="Get away in time, with a bill that is right.",
            asked_as={
                "en": "your departure",
                "de": "Ihrer Abreise",
                "fr": "votre départ",
                "es": "su salida",
                "ar": "مغادرتك",
            },
            touchpoints=touchpoints(
                checkout_desk=("Front desk", "in_person"), bill=("Bill by mail", "email")
            ),
            targets=targets(pleased=75, appreciated=65, hurried=15),
            actions=(
                design(
                    "personal_goodbye",
                    "pleased",
                    time="A minute, also at ten in the morning",
                    measure="Guests who come back within two years",
                    effect="rewards",
                ),
                design(
                    "thank_for_doing_right",
                    "appreciated",
                    time="One sentence",
                    material="What the guest told us during the stay",
                ),
            ),
        ),
    ),
)
