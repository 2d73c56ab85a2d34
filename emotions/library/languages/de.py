"""The library in German: polite form; `{interaction}` is a dative after "nach" or "bei"."""

from emotions.library.entries import EmotionTexts, Language, OutcomeTexts, ScaleTexts

EMOTIONS = {
    "cared_for": EmotionTexts(
        "umsorgt",
        "Jemand hat sich um mich gekümmert, auch ungefragt.",
        "Wie sehr haben Sie sich nach {interaction} umsorgt gefühlt?",
        "Hat Ihnen jemand Hilfe angeboten, bevor Sie darum bitten mussten?",
    ),
    "valued": EmotionTexts(
        "wertgeschätzt",
        "Man möchte mich hier haben und zeigt es mir.",
        "Wie sehr haben Sie sich nach {interaction} von uns wertgeschätzt gefühlt?",
        "Haben wir Ihnen gedankt oder gewürdigt, wie lange Sie schon bei uns sind?",
    ),
    "appreciated": EmotionTexts(
        "gewürdigt",
        "Was ich getan oder in Kauf genommen habe, wurde anerkannt.",
        "Wie sehr hatten Sie nach {interaction} das Gefühl, dass Ihre Mühe gewürdigt wurde?",
        "Haben wir anerkannt, welche Mühe Sie das gekostet hat?",
    ),
    "respected": EmotionTexts(
        "respektiert",
        "Ich wurde höflich und auf Augenhöhe behandelt.",
        "Wie sehr haben Sie sich nach {interaction} respektiert gefühlt?",
        "Wurden Sie so angesprochen, wie Sie es sich wünschen?",
    ),
    "listened_to": EmotionTexts(
        "gehört",
        "Ich konnte sagen, was mir wichtig war, und es kam an.",
        "Wie sehr hatten Sie nach {interaction} das Gefühl, dass Ihnen zugehört wurde?",
        "Hat die Person in eigenen Worten wiederholt, was Sie brauchten?",
    ),
    "understood": EmotionTexts(
        "verstanden",
        "Man hat meine Lage begriffen, nicht nur meinen Vorgang.",
        "Wie sehr haben Sie sich nach {interaction} verstanden gefühlt?",
        "Haben wir nach Ihrer Situation gefragt, bevor wir etwas vorgeschlagen haben?",
    ),
    "remembered": EmotionTexts(
        "wiedererkannt",
        "Man kannte meine Vorgeschichte und meine Vorlieben.",
        "Wie sehr hatten Sie nach {interaction} das Gefühl, dass wir Sie und Ihre Wünsche kennen?",
        "Mussten Sie etwas wiederholen, das Sie uns schon einmal gesagt hatten?",
    ),
    "trusting": EmotionTexts(
        "voller Vertrauen",
        "Ich kann mich auf das verlassen, was man mir sagt.",
        "Wie sehr hatten Sie nach {interaction} das Gefühl, unserem Wort vertrauen zu können?",
        "Haben wir getan, was wir zugesagt hatten, und zwar zum zugesagten Zeitpunkt?",
    ),
    "safe": EmotionTexts(
        "sicher aufgehoben",
        "Mein Geld, meine Daten und ich sind in guten Händen.",
        "Wie sehr haben Sie sich nach {interaction} bei uns sicher aufgehoben gefühlt?",
        "Haben wir Ihnen erklärt, wie Ihre Daten oder Ihre Zahlung geschützt sind?",
    ),
    "confident": EmotionTexts(
        "zuversichtlich",
        "Ich weiß, was zu tun ist und dass es klappt.",
        "Wie zuversichtlich waren Sie nach {interaction}, was die nächsten Schritte angeht?",
        "Wussten Sie am Ende, was der nächste Schritt ist?",
    ),
    "informed": EmotionTexts(
        "informiert",
        "Ich weiß, wie die Dinge stehen.",
        "Wie sehr haben Sie sich nach {interaction} über den Stand der Dinge informiert gefühlt?",
        "Haben wir Sie von uns aus über den Fortgang informiert?",
    ),
    "in_control": EmotionTexts(
        "selbstbestimmt",
        "Die Entscheidung lag bei mir.",
        "Wie sehr hatten Sie nach {interaction} das Gefühl, selbst bestimmen zu können?",
        "Konnten Sie den Zeitpunkt oder den Weg selbst wählen?",
    ),
    "relieved": EmotionTexts(
        "erleichtert",
        "Mir wurde eine Sorge abgenommen.",
        "Wie erleichtert waren Sie nach {interaction}?",
        "Wurde das Problem bei diesem Kontakt gelöst?",
    ),
    "pleased": EmotionTexts(
        "erfreut",
        "Ich bin froh darüber, wie es gelaufen ist.",
        "Wie erfreut waren Sie nach {interaction} darüber, wie alles gelaufen ist?",
        "Ist alles so gemacht worden wie vereinbart?",
    ),
    "happy": EmotionTexts(
        "glücklich",
        "Es hat meine Stimmung gehoben.",
        "Wie glücklich haben Sie sich nach {interaction} gefühlt?",
        "War etwas daran besonders schön?",
    ),
    "delighted": EmotionTexts(
        "begeistert",
        "Es war besser, als ich erwartet hatte.",
        "Wie begeistert waren Sie nach {interaction}?",
        "Haben wir etwas Schönes getan, womit Sie nicht gerechnet hatten?",
    ),
    "interested": EmotionTexts(
        "interessiert",
        "Es hat mich aufmerksam und neugierig gemacht.",
        "Wie interessiert waren Sie nach {interaction} an dem, was wir Ihnen gezeigt haben?",
        "Haben Sie etwas Neues entdeckt, das zu Ihnen passt?",
    ),
    "energised": EmotionTexts(
        "belebt",
        "Ich war munter und hatte Lust, etwas zu tun.",
        "Wie belebt haben Sie sich nach {interaction} gefühlt?",
        "Gab es etwas zum Ausprobieren oder Mitmachen?",
    ),
    "frustrated": EmotionTexts(
        "frustriert",
        "Ich kam nicht weiter oder wurde im Kreis geschickt.",
        "Wie frustriert waren Sie nach {interaction}?",
        "Mussten Sie sich wegen derselben Sache noch einmal bei uns melden?",
    ),
    "neglected": EmotionTexts(
        "alleingelassen",
        "Man hat mich nicht beachtet und damit alleingelassen.",
        "Wie sehr haben Sie sich nach {interaction} alleingelassen gefühlt?",
        "Haben Sie auf eine Antwort gewartet, die nicht kam?",
    ),
    "hurried": EmotionTexts(
        "gehetzt",
        "Man hat sich für mich keine Zeit genommen.",
        "Wie gehetzt haben Sie sich nach {interaction} gefühlt?",
        "Hatten Sie genug Zeit, alles zu fragen?",
    ),
    "disappointed": EmotionTexts(
        "enttäuscht",
        "Ein Versprechen oder eine Erwartung wurde nicht erfüllt.",
        "Wie enttäuscht waren Sie nach {interaction}?",
        "War etwas anders, als wir es versprochen hatten?",
    ),
    "anxious": EmotionTexts(
        "besorgt",
        "Mir war nicht wohl bei dem, was kommen würde.",
        "Wie besorgt waren Sie nach {interaction}, wie es weitergeht?",
        "Hat man Ihnen gesagt, was geschieht, falls etwas schiefgeht?",
    ),
    "confused": EmotionTexts(
        "verwirrt",
        "Ich konnte nicht folgen.",
        "Wie verwirrt waren Sie nach {interaction}?",
        "Mussten Sie etwas nachschlagen oder noch einmal nachfragen?",
    ),
}

OUTCOMES = {
    "recommend": OutcomeTexts(
        "Weiterempfehlung",
        "Wie wahrscheinlich Sie weiterempfohlen werden.",
        "Wie wahrscheinlich ist es nach {interaction}, dass Sie uns weiterempfehlen?",
    ),
    "purchase_more": OutcomeTexts(
        "Mehr kaufen",
        "Wie wahrscheinlich es ist, dass mehr bei Ihnen gekauft wird.",
        "Wie wahrscheinlich ist es nach {interaction}, dass Sie künftig mehr bei uns kaufen?",
    ),
    "forgive": OutcomeTexts(
        "Verzeihen",
        "Wie wahrscheinlich es ist, dass Ihnen ein Fehler verziehen wird.",
        "Wie wahrscheinlich ist es nach {interaction}, dass Sie uns einen Fehler verzeihen würden?",
    ),
    "trust": OutcomeTexts(
        "Vertrauen",
        "Wie sehr Ihnen vertraut wird.",
        "Wie sehr vertrauen Sie uns nach {interaction}?",
    ),
    "csat": OutcomeTexts(
        "Zufriedenheit",
        "Wie zufrieden man mit dem Erlebnis ist.",
        "Wie zufrieden sind Sie nach {interaction} insgesamt?",
    ),
    "effort": OutcomeTexts(
        "Leichtigkeit",
        "Wie leicht man bekommt, was man braucht. Höher heißt leichter.",
        "Wie leicht war es für Sie, bei {interaction} zu bekommen, was Sie brauchten?",
    ),
    "success": OutcomeTexts(
        "Erfolg",
        "Ob das Anliegen gelöst wurde.",
        "Ist Ihr Anliegen nach {interaction} gelöst?",
    ),
    "churn": OutcomeTexts(
        "Abwanderung",
        "Ob jemand Sie verlassen hat: 1 für gegangen, 0 für geblieben. Wird importiert.",
    ),
    "spend": OutcomeTexts(
        "Umsatz",
        "Was jemand im Zeitraum bei Ihnen ausgegeben hat, in Ihrer Währung. Wird importiert.",
    ),
}

SCALES = {
    "intensity": ScaleTexts(
        ("Gar nicht", "Ein wenig", "Teilweise", "Weitgehend", "Vollkommen"),
        "Kann ich nicht sagen",
    ),
    "check": ScaleTexts(("Ja", "Teilweise", "Nein"), "Weiß ich nicht mehr"),
    "success": ScaleTexts(("Ja", "Teilweise", "Nein"), "Kann ich noch nicht sagen"),
    "likelihood": ScaleTexts(
        (
            "Sehr unwahrscheinlich",
            "Eher unwahrscheinlich",
            "Unentschieden",
            "Eher wahrscheinlich",
            "Sehr wahrscheinlich",
        ),
        "Kann ich nicht sagen",
    ),
    "trust": ScaleTexts(
        ("Gar nicht", "Ein wenig", "Teilweise", "Weitgehend", "Vollkommen"),
        "Kann ich nicht sagen",
    ),
    "satisfaction": ScaleTexts(
        (
            "Sehr unzufrieden",
            "Eher unzufrieden",
            "Teils, teils",
            "Eher zufrieden",
            "Sehr zufrieden",
        ),
        "Kann ich nicht sagen",
    ),
    "ease": ScaleTexts(
        ("Sehr schwer", "Eher schwer", "Teils, teils", "Eher leicht", "Sehr leicht"),
        "Kann ich nicht sagen",
    ),
    "recommend": ScaleTexts(
        ("Überhaupt nicht wahrscheinlich", "Äußerst wahrscheinlich"),
        "Kann ich nicht sagen",
    ),
}

GERMAN = Language(EMOTIONS, OUTCOMES, SCALES)
