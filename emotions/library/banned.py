"""Words that judge instead of naming an emotion.

"Positive" cannot be designed for, trained or asked about, so nobody may enter it as an emotion.
Words that do name one stay allowed even where they are broad: "happy" is in the library, and
"satisfied" is what "pleased" means in ordinary speech.
"""

import re
import unicodedata

VERDICTS = {
    "en": """
        positive positively negative negatively neutral mixed good better best bad worse worst
        well fine ok okay alright nice great super cool perfect excellent amazing awesome
        wonderful terrible awful horrible poor average mediocre so-so meh wow like dislike
        yes no plus minus pos neg star stars smile smiley smiling promoter detractor nps
    """,
    "de": """
        positiv positive positiver positives positiven negativ negative negativer negatives
        negativen neutral neutrale gemischt gut gute guter gutes besser beste bestes schlecht
        schlechte schlechter schlechtes mies mittel mittelmäßig durchschnittlich okay prima toll
        super klasse spitze perfekt nett schön ja nein lächeln lächelnd
    """,
    "fr": """
        positif positive positifs positives négatif négative négatifs négatives neutre mitigé
        bon bonne bons bonnes bien mieux meilleur meilleure mal mauvais mauvaise pire moyen
        moyenne correct parfait parfaite super génial géniale nul nulle excellent excellente
        agréable désagréable oui non sourire souriant
    """,
    "es": """
        positivo positiva positivos positivas negativo negativa negativos negativas neutral neutro
        neutra mixto buen bueno buena buenos buenas bien mejor mal malo mala malos malas peor
        regular normal perfecto perfecta genial excelente estupendo estupenda fatal agradable
        desagradable sí no sonrisa sonriente
    """,
    "ar": """
        إيجابي إيجابية ايجابيا سلبي سلبية محايد محايدة حياد متوسط جيد جيدة حسن حسنة سيئ سيئة سيء
        أفضل أسوأ ممتاز ممتازة رائع رائعة مقبول عادي عادية لطيف لطيفة تمام نعم لا ابتسامة مبتسم
        الإيجابية السلبية
    """,
}

# Said around a verdict without adding anything: "a very good feeling" is still only "good".
FILLERS = {
    "en": """
        a an the very really quite rather so more most less somewhat too and or about feel feels
        feeling feelings felt emotion emotions emotional experience mood vibe vibes something
        everything overall emoji emoticon customer customers is was be in towards us
    """,
    "de": """
        ein eine einen einem einer das die der sehr ganz echt eher mehr weniger und oder gefühl
        gefühle gefühlt emotion emotionen erlebnis stimmung alles etwas insgesamt kunde kunden
        kundin ist war sein
    """,
    "fr": """
        un une des le la les très assez plutôt plus moins et ou sentiment sentiments ressenti
        ressentir se sentir émotion émotions expérience humeur tout quelque chose client clients
        cliente est était être de du
    """,
    "es": """
        un una unos unas el la los las muy bastante más menos y o sentimiento sentimientos
        sentirse sentir emoción emociones experiencia ánimo todo algo cliente clientes es era
        estar ser de
    """,
    "ar": """
        جدا جدًا شعور الشعور مشاعر إحساس عاطفة تجربة عميل العميل العملاء كل شيء أكثر أقل و
    """,
}

FACES = (
    "happy face, sad face, neutral face, angry face, smiley face, thumbs up, thumbs down, "
    "happy customer, happy customers, "
    "glückliches Gesicht, fröhliches Gesicht, lachendes Gesicht, trauriges Gesicht, "
    "neutrales Gesicht, glücklicher Kunde, glückliche Kunden, Daumen hoch, Daumen runter, "
    "visage content, visage souriant, visage heureux, visage triste, bonhomme sourire, "
    "client heureux, clients heureux, pouce levé, pouce en bas, comme ci comme ça, "
    "cara feliz, carita feliz, cara sonriente, cara triste, carita triste, cara contenta, "
    "cliente feliz, clientes felices, pulgar arriba, pulgar abajo, "
    "وجه سعيد, وجه مبتسم, وجه ضاحك, وجه حزين, وجه محايد, عميل سعيد, عملاء سعداء"
)

EMOTICON = re.compile(r"""^[<>]?[:;=8xX][-~'^oc]?[()\[\]{}|/\\DPpdbOo03*$]+$|^[xX]+D+$""")


def is_vague(text: str) -> bool:
    """Whether the text gives a verdict, a smiley or nothing where an emotion should be named."""
    stripped = text.strip()
    words = _words(stripped)
    if not words or EMOTICON.match(stripped) or " ".join(words) in _FACES:
        return True
    telling = [word for word in words if word not in _FILLERS]
    return all(word in _VERDICTS for word in telling)


def _words(text: str) -> list[str]:
    """The words in lower case, without accents, punctuation, symbols and doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (char for char in decomposed if not unicodedata.combining(char))
    return "".join(char if char.isalpha() else " " for char in letters).split()


_VERDICTS = frozenset(word for words in VERDICTS.values() for word in _words(words))
_FILLERS = frozenset(word for words in FILLERS.values() for word in _words(words))
_FACES = frozenset(" ".join(_words(face)) for face in FACES.split(","))
