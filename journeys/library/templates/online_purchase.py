"""A customer buys something on the web and has it sent home."""

from journeys.library.entries import (
    JourneyTemplate,
    StageTemplate,
    design,
    targets,
    touchpoints,
)

ONLINE_PURCHASE = JourneyTemplate(
    key="online_purchase",
    name="Online purchase",
    trade="Retail",
    description="From the first look around the shop to the parcel on the table, and back again "
    "if it does not fit.",
    main_outcome="purchase_more",
    stages=(
        StageTemplate(
            key="look_around",
            name="Looking around",
            customer_goal="See quickly whether there is something for me.",
            asked_as={
                "en": "your visit to our online shop",
                "de": "Ihrem Besuch in unserem Onlineshop",
                "fr": "votre visite dans notre boutique en ligne",
                "es": "su visita a nuestra tienda en línea",
                "ar": "زيارتك لمتجرنا الإلكتروني",
            },
            touchpoints=touchpoints(
                shop_front=("Shop front", "web"), feed=("Social feed", "social")
            ),
            targets=targets(interested=65, confused=20),
            actions=(
                design(
                    "show_something_new",
                    "interested",
                    measure="Clicks on promoted articles",
                    effect="fights",
                    authority="The shop team may leave the banner empty",
                    material="What this customer bought and sent back",
                ),
                design(
                    "use_plain_words",
                    "confused",
                    time="One hour a week to shorten article texts",
                    material="Questions asked in the chat",
                ),
            ),
        ),
        StageTemplate(
            key="choose",
            name="Choosing",
            customer_goal="Pick the right one without doubt.",
            asked_as={
                "en": "your choice of product",
                "de": "Ihrer Produktauswahl",
                "fr": "le choix de votre article",
                "es": "la elección de su producto",
                "ar": "اختيارك للمنتج",
            },
            touchpoints=touchpoints(
                product_page=("Product page", "web"), advice_chat=("Advice chat", "chat")
            ),
            targets=targets(confident=70, understood=55),
            actions=(
                design(
                    "ask_situation",
                    "understood",
                    time="Five minutes a chat",
                    measure="Chats at the same time",
                    effect="fights",
                    authority="Advisers may say that the cheaper one is enough",
                ),
                design(
                    "let_them_try",
                    "confident",
                    measure="Share sent back because of size",
                    effect="rewards",
                    material="A size helper that compares with what fits already",
                ),
            ),
        ),
        StageTemplate(
            key="pay",
            name="Paying",
            customer_goal="Pay my way and be sure that it went through once.",
            asked_as={
                "en": "your payment",
                "de": "Ihrer Zahlung",
                "fr": "votre paiement",
                "es": "su pago",
                "ar": "إتمام الدفع",
            },
            touchpoints=touchpoints(checkout=("Checkout", "web")),
            targets=targets(safe=80, in_control=65, anxious=15),
            actions=(
                design(
                    "explain_protection",
                    "safe",
                    time="One line beside the card field",
                    measure="Share of started payments finished",
                    effect="rewards",
                ),
                design(
                    "offer_choice",
                    "in_control",
                    measure="Cost per payment",
                    effect="fights",
                    authority="Invoice and instalments without a surcharge",
                ),
            ),
        ),
        StageTemplate(
            key="payment_failed",
            name="When the payment fails",
            customer_goal="Know whether I have been charged, and still get my order.",
            asked_as={
                "en": "the problem with your payment",
                "de": "dem Problem mit Ihrer Zahlung",
                "fr": "le problème de paiement",
                "es": "el problema con su pago",
                "ar": "مشكلة الدفع التي واجهتها",
            },
            touchpoints=touchpoints(
                error_page=("Error page", "web"), payment_help=("Payment help line", "phone")
            ),
            targets=targets(relieved=75, anxious=20),
            actions=(
                design(
                    "solve_first",
                    "relieved",
                    time="Until the order is confirmed",
                    measure="Orders saved after a failed payment",
                    effect="rewards",
                    authority="Ship on invoice, refund a double charge the same hour",
                ),
                design(
                    "say_what_if",
                    "anxious",
                    time="Two sentences on the error page",
                    material="A page that knows whether money has moved",
                ),
            ),
            resolve_first=True,
            intention="A failed payment costs nobody their order.",
            reality="Charged twice, and the page says: please try again.",
        ),
        StageTemplate(
            key="wait",
            name="Waiting for the parcel",
            customer_goal="Know when it comes and be at home then.",
            asked_as={
                "en": "the wait for your delivery",
                "de": "der Wartezeit auf Ihre Lieferung",
                "fr": "l'attente de votre livraison",
                "es": "la espera de su entrega",
                "ar": "انتظار طلبك",
            },
            touchpoints=touchpoints(
                tracking=("Tracking page", "app"), shipping_mail=("Shipping mail", "email")
            ),
            targets=targets(informed=75, neglected=15),
            actions=(
                design(
                    "tell_progress",
                    "informed",
                    measure="Calls that ask where the parcel is",
                    effect="rewards",
                    material="The carrier's events, in our words",
                ),
                design(
                    "keep_the_time",
                    "neglected",
                    measure="Cost per parcel",
                    effect="fights",
                    authority="The shop may promise a later day and keep it",
                ),
            ),
            intention="Fast delivery.",
            reality="A day off work for a card that says: we missed you.",
        ),
        StageTemplate(
            key="unpack",
            name="Unpacking",
            customer_goal="Find what I ordered, and be glad of it.",
            asked_as={
                "en": "the arrival of your order",
                "de": "der Ankunft Ihrer Bestellung",
                "fr": "l'arrivée de votre commande",
                "es": "la llegada de su pedido",
                "ar": "وصول طلبك",
            },
            touchpoints=touchpoints(parcel=("Parcel", "post")),
            targets=targets(pleased=80, delighted=50, disappointed=15),
            actions=(
                design(
                    "do_it_as_agreed",
                    "pleased",
                    time="Ten seconds to compare picture and article",
                    measure="Parcels packed an hour",
                    effect="fights",
                ),
                design(
                    "little_extra",
                    "delighted",
                    time="Five seconds",
                    authority="Packers choose what goes in, up to 50 cents",
                    material="A shelf of small things by kind of order",
                ),
            ),
        ),
        StageTemplate(
            key="send_back",
            name="Sending it back",
            customer_goal="Get rid of it and have my money, without explaining myself.",
            asked_as={
                "en": "your return",
                "de": "Ihrer Rücksendung",
                "fr": "le retour de votre article",
                "es": "su devolución",
                "ar": "إرجاع المنتج",
            },
            touchpoints=touchpoints(
                return_portal=("Return page", "web"), drop_off=("Parcel shop", "in_person")
            ),
            targets=targets(in_control=70, frustrated=15),
            actions=(
                design(
                    "offer_choice",
                    "in_control",
                    authority="Collection at home for heavy articles at no charge",
                    material="A label without a printer",
                ),
                design(
                    "bridge_the_wait",
                    "frustrated",
                    time="A message when the parcel is scanned",
                    measure="Days until the refund",
                    effect="rewards",
                    authority="Refund at the scan, not after inspection, up to 100",
                ),
            ),
        ),
    ),
)
