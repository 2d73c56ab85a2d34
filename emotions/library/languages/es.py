"""The library in Spanish: "usted", no agreement with the reader's gender.

Wordings begin with "tras", which never contracts with an article as "de" and "a" do.
"""

from emotions.library.entries import EmotionTexts, Language, OutcomeTexts, ScaleTexts

EMOTIONS = {
    "cared_for": EmotionTexts(
        "cuidado",
        "Alguien atendió mis necesidades, incluso sin que lo pidiera.",
        "Tras {interaction}, ¿hasta qué punto sintió que cuidamos de usted?",
        "¿Alguien le ofreció ayuda antes de que tuviera que pedirla?",
    ),
    "valued": EmotionTexts(
        "aprecio",
        "Quieren que sea su cliente y me lo demuestran.",
        "Tras {interaction}, ¿hasta qué punto sintió que nos importa tenerle con nosotros?",
        "¿Le dimos las gracias o reconocimos el tiempo que lleva con nosotros?",
    ),
    "appreciated": EmotionTexts(
        "reconocimiento",
        "Se reconoció lo que hice o lo que tuve que soportar.",
        "Tras {interaction}, ¿hasta qué punto sintió que reconocimos su esfuerzo?",
        "¿Reconocimos el esfuerzo que esto le supuso?",
    ),
    "respected": EmotionTexts(
        "respeto",
        "Me trataron de igual a igual y con cortesía.",
        "Tras {interaction}, ¿hasta qué punto sintió que le tratamos con respeto?",
        "¿Se dirigieron a usted de la forma que prefiere?",
    ),
    "listened_to": EmotionTexts(
        "escucha",
        "Pude decir lo que me importaba y lo tuvieron en cuenta.",
        "Tras {interaction}, ¿hasta qué punto sintió que le escuchamos de verdad?",
        "¿La persona repitió con sus palabras lo que usted necesitaba?",
    ),
    "understood": EmotionTexts(
        "comprensión",
        "Entendieron mi situación, no solo mi expediente.",
        "Tras {interaction}, ¿hasta qué punto sintió que entendimos su situación?",
        "¿Le preguntamos por su situación antes de proponerle algo?",
    ),
    "remembered": EmotionTexts(
        "trato personal",
        "Conocían mi historia con ellos y mis preferencias.",
        "Tras {interaction}, ¿hasta qué punto sintió que le conocemos y sabemos lo que prefiere?",
        "¿Tuvo que repetir algo que ya nos había contado?",
    ),
    "trusting": EmotionTexts(
        "confianza",
        "Puedo fiarme de lo que dicen.",
        "Tras {interaction}, ¿hasta qué punto sintió que podía confiar en nuestra palabra?",
        "¿Hicimos lo que dijimos y en el momento que dijimos?",
    ),
    "safe": EmotionTexts(
        "seguridad",
        "Mi dinero, mis datos y yo estamos en buenas manos.",
        "Tras {interaction}, ¿hasta qué punto sintió seguridad con nosotros?",
        "¿Le explicamos cómo se protegen sus datos o su pago?",
    ),
    "confident": EmotionTexts(
        "certeza",
        "Sé qué hacer y sé que funcionará.",
        "Tras {interaction}, ¿hasta qué punto sintió certeza sobre los pasos siguientes?",
        "Al terminar, ¿sabía cuál era el siguiente paso?",
    ),
    "informed": EmotionTexts(
        "estar al corriente",
        "Sé cómo están las cosas.",
        "Tras {interaction}, ¿hasta qué punto sintió que le manteníamos al corriente?",
        "¿Le contamos cómo avanzaba todo sin que tuviera que preguntar?",
    ),
    "in_control": EmotionTexts(
        "control",
        "Las decisiones eran mías.",
        "Tras {interaction}, ¿hasta qué punto sintió que las decisiones estaban en sus manos?",
        "¿Pudo elegir el momento o la forma?",
    ),
    "relieved": EmotionTexts(
        "alivio",
        "Me quitaron una preocupación de encima.",
        "Tras {interaction}, ¿hasta qué punto sintió alivio?",
        "¿Se resolvió el problema en ese contacto?",
    ),
    "pleased": EmotionTexts(
        "agrado",
        "Me gustó cómo fue todo.",
        "Tras {interaction}, ¿hasta qué punto le agradó cómo fue todo?",
        "¿Se hizo todo tal como se había acordado?",
    ),
    "happy": EmotionTexts(
        "alegría",
        "Me mejoró el ánimo.",
        "Tras {interaction}, ¿hasta qué punto sintió alegría?",
        "¿Hubo algo especialmente agradable?",
    ),
    "delighted": EmotionTexts(
        "encanto",
        "Fue mejor de lo que esperaba.",
        "Tras {interaction}, ¿hasta qué punto le encantó la experiencia?",
        "¿Hicimos algo agradable que no esperaba?",
    ),
    "interested": EmotionTexts(
        "interés",
        "Captó mi atención y quise saber más.",
        "Tras {interaction}, ¿hasta qué punto despertó su interés lo que le mostramos?",
        "¿Descubrió algo nuevo que le convenga?",
    ),
    "energised": EmotionTexts(
        "vitalidad",
        "Me dio ánimo y ganas de hacer cosas.",
        "Tras {interaction}, ¿hasta qué punto sintió vitalidad?",
        "¿Hubo algo que probar o en lo que participar?",
    ),
    "frustrated": EmotionTexts(
        "frustración",
        "Me topé con obstáculos o me mandaron de un lado a otro.",
        "Tras {interaction}, ¿hasta qué punto sintió frustración?",
        "¿Tuvo que volver a contactarnos por el mismo asunto?",
    ),
    "neglected": EmotionTexts(
        "abandono",
        "No me hicieron caso y me dejaron a mi suerte.",
        "Tras {interaction}, ¿hasta qué punto sintió abandono por nuestra parte?",
        "¿Esperó una respuesta que no llegó?",
    ),
    "hurried": EmotionTexts(
        "prisa",
        "No me dedicaron tiempo.",
        "Tras {interaction}, ¿hasta qué punto sintió prisa por nuestra parte?",
        "¿Tuvo tiempo de preguntar todo lo que quería?",
    ),
    "disappointed": EmotionTexts(
        "decepción",
        "Se incumplió una promesa o una expectativa.",
        "Tras {interaction}, ¿hasta qué punto sintió decepción?",
        "¿Hubo algo distinto de lo que le prometimos?",
    ),
    "anxious": EmotionTexts(
        "preocupación",
        "Me inquietaba lo que pudiera pasar.",
        "Tras {interaction}, ¿hasta qué punto sintió preocupación por lo que pudiera pasar?",
        "¿Le explicaron qué ocurre si algo sale mal?",
    ),
    "confused": EmotionTexts(
        "confusión",
        "No conseguía seguir lo que me decían.",
        "Tras {interaction}, ¿hasta qué punto sintió confusión?",
        "¿Tuvo que consultar algo o volver a preguntar?",
    ),
}

OUTCOMES = {
    "recommend": OutcomeTexts(
        "Recomendar",
        "Qué probabilidad hay de que le recomienden.",
        "Tras {interaction}, ¿qué probabilidad hay de que nos recomiende a alguien de su entorno?",
    ),
    "purchase_more": OutcomeTexts(
        "Comprar más",
        "Qué probabilidad hay de que le compren más.",
        "Tras {interaction}, ¿qué probabilidad hay de que nos compre más en el futuro?",
    ),
    "forgive": OutcomeTexts(
        "Perdonar",
        "Qué probabilidad hay de que le perdonen un error.",
        "Tras {interaction}, ¿qué probabilidad habría de que nos perdonara un error?",
    ),
    "trust": OutcomeTexts(
        "Confiar",
        "Cuánto confían en su empresa.",
        "Tras {interaction}, ¿cuánto confía en nosotros?",
    ),
    "csat": OutcomeTexts(
        "Satisfacción",
        "Qué grado de satisfacción deja la experiencia.",
        "Tras {interaction}, ¿cuál es en general su grado de satisfacción?",
    ),
    "effort": OutcomeTexts(
        "Facilidad",
        "Lo fácil que es conseguir lo que se necesita. Más alto, más fácil.",
        "Tras {interaction}, ¿le resultó fácil conseguir lo que necesitaba?",
    ),
    "success": OutcomeTexts(
        "Resolución",
        "Si se resolvió el problema o la solicitud.",
        "Tras {interaction}, ¿quedó resuelto su problema o su solicitud?",
    ),
    "churn": OutcomeTexts(
        "Abandono de clientes",
        "Si la persona dejó de ser cliente: 1 si se fue, 0 si se quedó. Dato importado.",
    ),
    "spend": OutcomeTexts(
        "Gasto",
        "Lo que la persona gastó en el periodo, en su moneda. Dato importado.",
    ),
}

SCALES = {
    "intensity": ScaleTexts(
        ("Nada", "Un poco", "En parte", "En gran medida", "Por completo"),
        "No sabría decirlo",
    ),
    "check": ScaleTexts(("Sí", "En parte", "No"), "No lo recuerdo"),
    "success": ScaleTexts(("Sí", "En parte", "No"), "Aún no lo sé"),
    "likelihood": ScaleTexts(
        ("Muy baja", "Más bien baja", "Media", "Más bien alta", "Muy alta"),
        "No sabría decirlo",
    ),
    "trust": ScaleTexts(("Nada", "Poco", "Algo", "Mucho", "Plenamente"), "No sabría decirlo"),
    "satisfaction": ScaleTexts(
        ("Muy bajo", "Más bien bajo", "Medio", "Más bien alto", "Muy alto"),
        "No sabría decirlo",
    ),
    "ease": ScaleTexts(
        (
            "Muy difícil",
            "Más bien difícil",
            "Ni fácil ni difícil",
            "Más bien fácil",
            "Muy fácil",
        ),
        "No sabría decirlo",
    ),
    "recommend": ScaleTexts(("Ninguna", "Altísima"), "No sabría decirlo"),
}

SPANISH = Language(EMOTIONS, OUTCOMES, SCALES)
