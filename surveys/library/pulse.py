"""What staff are asked in the employee pulse: the customers' scale, about their own two weeks."""

from typing import NamedTuple


class PulseItem(NamedTuple):
    """One item: what figures call it, and the whole sentence that is asked, by language."""

    key: str
    direction: str
    names: dict[str, str]
    questions: dict[str, str]


ITEMS = (
    PulseItem(
        "cared_for",
        "seek",
        {
            "en": "cared for by the manager",
            "de": "von der Führungskraft umsorgt",
            "fr": "soutien du responsable",
            "es": "cuidado por parte del responsable",
            "ar": "اهتمام المدير",
        },
        {
            "en": "In the last two weeks at work, how far did you feel cared for by your manager?",
            "de": "Wie sehr haben Sie sich in den letzten zwei Wochen bei der Arbeit von Ihrer "
            "Führungskraft umsorgt gefühlt?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure avez-vous senti que "
            "votre responsable prenait soin de vous ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto ha sentido que la "
            "persona responsable de su equipo se preocupaba por usted?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت باهتمام مديرك بك؟",
        },
    ),
    PulseItem(
        "valued",
        "seek",
        {
            "en": "valued",
            "de": "wertgeschätzt",
            "fr": "estime",
            "es": "aprecio",
            "ar": "تقدير",
        },
        {
            "en": "In the last two weeks at work, how far did you feel valued?",
            "de": "Wie sehr haben Sie sich in den letzten zwei Wochen bei der Arbeit "
            "wertgeschätzt gefühlt?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure avez-vous senti que "
            "l'on vous estimait ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto ha sentido que se le "
            "valoraba?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت بالتقدير؟",
        },
    ),
    PulseItem(
        "listened_to",
        "seek",
        {
            "en": "listened to",
            "de": "gehört",
            "fr": "écoute",
            "es": "escucha",
            "ar": "إصغاء",
        },
        {
            "en": "In the last two weeks at work, how far did you feel listened to?",
            "de": "Wie sehr hatten Sie in den letzten zwei Wochen bei der Arbeit das Gefühl, dass "
            "Ihnen zugehört wurde?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure avez-vous senti que "
            "l'on vous écoutait ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto ha sentido que se le "
            "escuchaba?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت بأن هناك من يصغي إليك؟",
        },
    ),
    PulseItem(
        "equipped",
        "seek",
        {
            "en": "equipped to help customers",
            "de": "gerüstet, Kunden zu helfen",
            "fr": "moyens d'aider les clients",
            "es": "medios para ayudar a los clientes",
            "ar": "القدرة على مساعدة العملاء",
        },
        {
            "en": "In the last two weeks at work, how far did you feel equipped to help customers?",
            "de": "Wie sehr fühlten Sie sich in den letzten zwei Wochen bei der Arbeit gerüstet, "
            "Kunden zu helfen?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure avez-vous senti que "
            "vous aviez les moyens d'aider les clients ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto ha sentido que tenía "
            "los medios para ayudar a los clientes?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت بأن لديك ما يلزم لمساعدة العملاء؟",
        },
    ),
    PulseItem(
        "energised",
        "seek",
        {
            "en": "energised",
            "de": "voller Energie",
            "fr": "énergie",
            "es": "energía",
            "ar": "نشاط",
        },
        {
            "en": "In the last two weeks at work, how far did you feel energised?",
            "de": "Wie sehr haben Sie sich in den letzten zwei Wochen bei der Arbeit voller "
            "Energie gefühlt?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure vous êtes-vous "
            "senti(e) plein(e) d'énergie ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto se ha sentido con "
            "energía?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت بالنشاط والحيوية؟",
        },
    ),
    PulseItem(
        "under_strain",
        "avoid",
        {
            "en": "under strain",
            "de": "unter Druck",
            "fr": "pression",
            "es": "presión",
            "ar": "ضغط",
        },
        {
            "en": "In the last two weeks at work, how far did you feel under strain?",
            "de": "Wie sehr haben Sie sich in den letzten zwei Wochen bei der Arbeit unter Druck "
            "gefühlt?",
            "fr": "Au travail, ces deux dernières semaines, dans quelle mesure vous êtes-vous "
            "senti(e) sous pression ?",
            "es": "En las últimas dos semanas en el trabajo, ¿hasta qué punto se ha sentido bajo "
            "presión?",
            "ar": "خلال الأسبوعين الماضيين في العمل، إلى أي مدى شعرت بأنك تحت ضغط؟",
        },
    ),
)
KEYS = tuple(item.key for item in ITEMS)
