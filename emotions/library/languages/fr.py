"""The library in French: polite form, no agreement with the reader's gender.

Question marks follow a no-break space, so that they never start a line.
"""

from emotions.library.entries import EmotionTexts, Language, OutcomeTexts, ScaleTexts

EMOTIONS = {
    "cared_for": EmotionTexts(
        "prévenance",
        "On a pris soin de mes besoins, même sans que je le demande.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on prenait soin de vous ?",
        "Quelqu'un vous a-t-il proposé de l'aide avant que vous ne la demandiez ?",
    ),
    "valued": EmotionTexts(
        "considération",
        "On tient à ma clientèle et on me le montre.",
        "Après {interaction}, dans quelle mesure avez-vous eu le sentiment de compter pour nous ?",
        "Avons-nous dit merci ou salué votre fidélité ?",
    ),
    "appreciated": EmotionTexts(
        "reconnaissance",
        "Ce que j'ai fait ou supporté a été reconnu.",
        "Après {interaction}, dans quelle mesure vos efforts vous ont-ils semblé reconnus ?",
        "Avons-nous reconnu les efforts que cela vous a demandés ?",
    ),
    "respected": EmotionTexts(
        "respect",
        "On s'est comporté avec moi d'égal à égal, avec courtoisie.",
        "Après {interaction}, dans quelle mesure avez-vous senti du respect à votre égard ?",
        "S'est-on adressé à vous comme vous le souhaitez ?",
    ),
    "listened_to": EmotionTexts(
        "écoute",
        "J'ai pu dire ce qui comptait, et on l'a entendu.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on vous écoutait vraiment ?",
        "La personne a-t-elle reformulé ce dont vous aviez besoin ?",
    ),
    "understood": EmotionTexts(
        "compréhension",
        "On a saisi ma situation, pas seulement mon dossier.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on vous comprenait ?",
        "Vous a-t-on interrogé sur votre situation avant de vous proposer quelque chose ?",
    ),
    "remembered": EmotionTexts(
        "lien personnel",
        "On connaissait mon histoire et mes préférences.",
        "Après {interaction}, dans quelle mesure avez-vous senti que nous vous connaissions ?",
        "Avez-vous dû répéter quelque chose que vous nous aviez déjà dit ?",
    ),
    "trusting": EmotionTexts(
        "confiance",
        "Je peux me fier à ce que l'on me dit.",
        "Après {interaction}, dans quelle mesure avez-vous senti que notre parole était fiable ?",
        "Avons-nous fait ce que nous avions promis, au moment promis ?",
    ),
    "safe": EmotionTexts(
        "sécurité",
        "Mon argent, mes données et moi sommes entre de bonnes mains.",
        "Après {interaction}, dans quelle mesure vous sentiez-vous en sécurité avec nous ?",
        "Vous avons-nous expliqué comment vos données ou votre paiement sont protégés ?",
    ),
    "confident": EmotionTexts(
        "assurance",
        "Je sais quoi faire et je sais que cela marchera.",
        "Après {interaction}, dans quelle mesure abordiez-vous la suite avec assurance ?",
        "À la fin, connaissiez-vous la prochaine étape ?",
    ),
    "informed": EmotionTexts(
        "être au courant",
        "Je sais où en sont les choses.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on vous tenait au courant ?",
        "Avez-vous reçu des nouvelles de l'avancement sans avoir à les demander ?",
    ),
    "in_control": EmotionTexts(
        "maîtrise",
        "Les choix m'appartenaient.",
        "Après {interaction}, dans quelle mesure avez-vous eu le sentiment de garder la main ?",
        "Vous a-t-on laissé le choix du moment ou de la manière ?",
    ),
    "relieved": EmotionTexts(
        "soulagement",
        "On m'a ôté un souci.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti du soulagement ?",
        "Le problème a-t-il été résolu lors de cet échange ?",
    ),
    "pleased": EmotionTexts(
        "contentement",
        "La façon dont cela s'est passé me convient.",
        "Après {interaction}, dans quelle mesure le déroulement vous a-t-il plu ?",
        "Tout a-t-il été fait comme convenu ?",
    ),
    "happy": EmotionTexts(
        "joie",
        "Cela m'a mis de bonne humeur.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti de la joie ?",
        "Y a-t-il eu quelque chose de particulièrement agréable ?",
    ),
    "delighted": EmotionTexts(
        "enchantement",
        "C'était mieux que ce que j'attendais.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti de l'enchantement ?",
        "Avons-nous fait quelque chose d'agréable auquel vous ne vous attendiez pas ?",
    ),
    "interested": EmotionTexts(
        "intérêt",
        "Cela a retenu mon attention et piqué ma curiosité.",
        "Après {interaction}, dans quelle mesure avons-nous éveillé votre intérêt ?",
        "Avez-vous découvert quelque chose de nouveau qui vous convient ?",
    ),
    "energised": EmotionTexts(
        "énergie",
        "Cela m'a donné de l'élan et l'envie d'agir.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti un regain d'énergie ?",
        "Y avait-il quelque chose à essayer, ou une façon de participer ?",
    ),
    "frustrated": EmotionTexts(
        "frustration",
        "Je n'avançais pas, on me faisait tourner en rond.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti de la frustration ?",
        "Avez-vous dû nous recontacter pour la même raison ?",
    ),
    "neglected": EmotionTexts(
        "délaissement",
        "On ne s'est occupé ni de moi ni de mon problème.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on vous délaissait ?",
        "Avez-vous attendu une réponse qui n'est pas venue ?",
    ),
    "hurried": EmotionTexts(
        "précipitation",
        "On ne m'a pas accordé de temps.",
        "Après {interaction}, dans quelle mesure avez-vous senti que l'on vous bousculait ?",
        "Avez-vous eu le temps de poser toutes vos questions ?",
    ),
    "disappointed": EmotionTexts(
        "déception",
        "Une promesse ou une attente n'a pas été tenue.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti de la déception ?",
        "Quelque chose a-t-il été différent de ce que nous avions promis ?",
    ),
    "anxious": EmotionTexts(
        "inquiétude",
        "Ce qui allait se passer me mettait mal à l'aise.",
        "Après {interaction}, dans quelle mesure la suite vous inquiétait-elle ?",
        "Vous a-t-on dit ce qui se passe en cas de problème ?",
    ),
    "confused": EmotionTexts(
        "confusion",
        "Je n'arrivais pas à suivre.",
        "Après {interaction}, dans quelle mesure avez-vous ressenti de la confusion ?",
        "Avez-vous dû chercher une explication ou reposer une question ?",
    ),
}

OUTCOMES = {
    "recommend": OutcomeTexts(
        "Recommandation",
        "Quelle est la probabilité que l'on vous recommande.",
        "Après {interaction}, quelle est la probabilité que vous nous recommandiez à un proche ?",
    ),
    "purchase_more": OutcomeTexts(
        "Acheter davantage",
        "Quelle est la probabilité que l'on achète davantage chez vous.",
        "Après {interaction}, quelle est la probabilité que vous achetiez davantage chez nous ?",
    ),
    "forgive": OutcomeTexts(
        "Pardonner",
        "Quelle est la probabilité que l'on vous pardonne une erreur.",
        "Après {interaction}, quelle est la probabilité que vous nous pardonniez une erreur ?",
    ),
    "trust": OutcomeTexts(
        "Faire confiance",
        "À quel point on vous fait confiance.",
        "Après {interaction}, à quel point nous faites-vous confiance ?",
    ),
    "csat": OutcomeTexts(
        "Satisfaction",
        "À quel point l'expérience a donné satisfaction.",
        "Après {interaction}, quel est globalement votre niveau de satisfaction ?",
    ),
    "effort": OutcomeTexts(
        "Facilité",
        "À quel point il est facile d'obtenir ce dont on a besoin. Plus haut, plus facile.",
        "Après {interaction}, a-t-il été facile d'obtenir ce dont vous aviez besoin ?",
    ),
    "success": OutcomeTexts(
        "Réussite",
        "Si le problème ou la demande a été réglé.",
        "Après {interaction}, votre demande est-elle réglée ?",
    ),
    "churn": OutcomeTexts(
        "Départ",
        "Si la personne vous a quittés : 1 pour partie, 0 pour restée. Donnée importée.",
    ),
    "spend": OutcomeTexts(
        "Dépenses",
        "Ce que la personne a dépensé sur la période, dans votre devise. Donnée importée.",
    ),
}

SCALES = {
    "intensity": ScaleTexts(
        ("Pas du tout", "Un peu", "En partie", "En grande partie", "Tout à fait"),
        "Je ne saurais dire",
    ),
    "check": ScaleTexts(("Oui", "En partie", "Non"), "Je ne m'en souviens pas"),
    "success": ScaleTexts(("Oui", "En partie", "Non"), "Je ne sais pas encore"),
    "likelihood": ScaleTexts(
        ("Très faible", "Plutôt faible", "Moyenne", "Plutôt forte", "Très forte"),
        "Je ne saurais dire",
    ),
    "trust": ScaleTexts(
        ("Pas du tout", "Un peu", "Moyennement", "Beaucoup", "Totalement"),
        "Je ne saurais dire",
    ),
    "satisfaction": ScaleTexts(
        ("Très bas", "Plutôt bas", "Moyen", "Plutôt élevé", "Très élevé"),
        "Je ne saurais dire",
    ),
    "ease": ScaleTexts(
        (
            "Très difficile",
            "Plutôt difficile",
            "Ni facile ni difficile",
            "Plutôt facile",
            "Très facile",
        ),
        "Je ne saurais dire",
    ),
    "recommend": ScaleTexts(("Nulle", "Extrêmement forte"), "Je ne saurais dire"),
}

FRENCH = Language(EMOTIONS, OUTCOMES, SCALES)
