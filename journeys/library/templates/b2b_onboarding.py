"""A company has bought software and starts to work with it."""

from journeys.library.entries import (
    JourneyTemplate,
    StageTemplate,
    design,
    targets,
    touchpoints,
)

B2B_ONBOARDING = JourneyTemplate(
    key="b2b_onboarding",
    name="B2B onboarding",
    trade="Business software",
    description="From the signed contract to the first review, when the customer's own people "
    "work with it every day.",
    main_outcome="recommend",
    stages=(
        StageTemplate(
            key="handover",
            name="From sales to the project",
            customer_goal="Not have to explain it all a second time.",
            asked_as={
                "en": "the handover to your project team",
                "de": "der Übergabe an Ihr Projektteam",
                "fr": "le passage de relais à votre équipe projet",
                "es": "el traspaso a su equipo de proyecto",
                "ar": "تسليم مشروعك إلى فريق التنفيذ",
            },
            touchpoints=touchpoints(handover_call=("Handover call", "phone")),
            targets=targets(remembered=75, trusting=70, disappointed=15),
            actions=(
                design(
                    "warm_handover",
                    "remembered",
                    time="Thirty minutes with both people in the call",
                    measure="Contracts signed a quarter",
                    effect="fights",
                    material="Two pages: goals, people, promises, worries",
                ),
                design(
                    "be_open_about_limits",
                    "trusting",
                    measure="Projects in time",
                    effect="rewards",
                    authority="The project lead may correct what sales promised",
                ),
            ),
            intention="We know our customers from the first day.",
            reality="The project team asked for everything that sales had already written down.",
        ),
        StageTemplate(
            key="kick_off",
            name="Kick-off",
            customer_goal="See that they understand our business, and who does what.",
            asked_as={
                "en": "the kick-off meeting",
                "de": "dem Auftakttreffen",
                "fr": "la réunion de lancement",
                "es": "la reunión inicial",
                "ar": "الاجتماع الافتتاحي",
            },
            touchpoints=touchpoints(kick_off=("Kick-off meeting", "in_person")),
            targets=targets(understood=75, confident=65),
            actions=(
                design(
                    "ask_situation",
                    "understood",
                    time="The first half hour, before any slide",
                    measure="Meetings per project lead",
                    effect="fights",
                    material="A walk through one real order of theirs",
                ),
                design(
                    "say_next_step",
                    "confident",
                    time="The last ten minutes",
                    measure="Milestones reached on their day",
                    effect="rewards",
                    material="One page with names and dates",
                ),
            ),
        ),
        StageTemplate(
            key="set_up",
            name="Setting up",
            customer_goal="Watch it grow without chasing anybody.",
            asked_as={
                "en": "the set-up of your system",
                "de": "der Einrichtung Ihres Systems",
                "fr": "la mise en place de votre système",
                "es": "la puesta a punto de su sistema",
                "ar": "إعداد نظامك",
            },
            touchpoints=touchpoints(
                project_page=("Project page", "web"), project_mail=("Weekly mail", "email")
            ),
            targets=targets(informed=70, in_control=60, frustrated=20),
            actions=(
                design(
                    "tell_progress",
                    "informed",
                    time="Fifteen minutes every Friday",
                    measure="Billable hours",
                    effect="fights",
                ),
                design(
                    "one_owner",
                    "frustrated",
                    measure="Open questions older than three days",
                    effect="rewards",
                    authority="The project lead may pull in an engineer for a day",
                ),
            ),
        ),
        StageTemplate(
            key="move_data",
            name="Moving the data",
            customer_goal="Nothing lost, nothing public, work goes on.",
            asked_as={
                "en": "the transfer of your data",
                "de": "der Übernahme Ihrer Daten",
                "fr": "le transfert de vos données",
                "es": "el traslado de sus datos",
                "ar": "نقل بياناتك",
            },
            touchpoints=touchpoints(
                transfer=("Transfer report", "email"), night_line=("Night line", "phone")
            ),
            targets=targets(safe=80, relieved=70, anxious=20),
            actions=(
                design(
                    "make_safe_now",
                    "safe",
                    measure="Minutes until the old system runs again",
                    effect="rewards",
                    authority="Anybody on the team may stop the transfer",
                    material="A copy that was restored once as a rehearsal",
                ),
                design(
                    "solve_first",
                    "relieved",
                    time="No other project in the week of the transfer",
                    measure="Billable hours",
                    effect="fights",
                ),
                design("say_what_if", "anxious", time="Ten minutes, a week before"),
            ),
            resolve_first=True,
            intention="Your data is safe with us.",
            reality="On Monday half of the orders were missing, and everybody was very kind.",
        ),
        StageTemplate(
            key="learn",
            name="Learning to use it",
            customer_goal="Manage my own tasks in it by myself.",
            asked_as={
                "en": "your training",
                "de": "Ihrer Schulung",
                "fr": "votre formation",
                "es": "su formación",
                "ar": "تدريبك",
            },
            touchpoints=touchpoints(
                workshop=("Workshop", "in_person"), practice=("Practice account", "app")
            ),
            targets=targets(energised=60, confident=75, hurried=15),
            actions=(
                design(
                    "let_them_try",
                    "energised",
                    time="Two thirds of the workshop",
                    material="A practice account with their own articles in it",
                ),
                design(
                    "take_your_time",
                    "hurried",
                    time="Thirty minutes at the end, on the agenda",
                    measure="People trained a day",
                    effect="fights",
                ),
            ),
        ),
        StageTemplate(
            key="go_live",
            name="Going live",
            customer_goal="Get through the first day without losing a customer of ours.",
            asked_as={
                "en": "your first days with the new system",
                "de": "Ihren ersten Tagen mit dem neuen System",
                "fr": "vos premiers jours avec le nouveau système",
                "es": "sus primeros días con el nuevo sistema",
                "ar": "أيامك الأولى مع النظام الجديد",
            },
            touchpoints=touchpoints(
                on_site=("Somebody on site", "in_person"), live_chat=("Chat", "chat")
            ),
            targets=targets(cared_for=75, anxious=25),
            actions=(
                design(
                    "help_before_asked",
                    "cared_for",
                    time="Two people for three days",
                    measure="Travel cost",
                    effect="fights",
                    material="A live view of who is stuck where",
                ),
                design(
                    "say_what_if",
                    "anxious",
                    authority="The customer's own lead may call off the day until noon",
                ),
            ),
        ),
        StageTemplate(
            key="review",
            name="First review",
            customer_goal="Show at home that it was the right decision.",
            asked_as={
                "en": "our first review together",
                "de": "unserem ersten gemeinsamen Rückblick",
                "fr": "notre premier bilan commun",
                "es": "nuestra primera revisión conjunta",
                "ar": "مراجعتنا المشتركة الأولى",
            },
            touchpoints=touchpoints(review_meeting=("Review meeting", "in_person")),
            targets=targets(appreciated=70, valued=75, neglected=15),
            actions=(
                design(
                    "celebrate_progress",
                    "appreciated",
                    time="An hour to look up three figures",
                    material="Figures from before, kept at the kick-off",
                ),
                design(
                    "remember_preferences",
                    "valued",
                    measure="Add-ons sold at the review",
                    effect="fights",
                    material="The worries written down at the handover",
                ),
            ),
        ),
    ),
)
