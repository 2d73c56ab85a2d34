"""What customers of the sample company write, by language and by how it went."""

VOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "low": (
            "I had to tell the same story to three people.",
            "Nobody called back although I was promised a call by Friday.",
            "I still don't know what happens next with my case.",
            "Friendly enough, but my problem is not solved.",
            "I felt like a number. He read from a script the whole time.",
            "Two weeks of silence, then a letter I did not understand.",
            "The hold music is all I remember.",
            "You ask for photos I have already sent twice.",
        ),
        "middle": (
            "It worked out in the end, it just took long.",
            "Okay. A short message in between would have helped.",
            "The person was nice, the form was not.",
            "Fine, but I had to ask for everything myself.",
            "Quick answer, though not quite to my question.",
        ),
        "high": (
            "She let me finish and then repeated exactly what I needed. That calmed me down.",
            "One call and it was settled. Thank you!",
            "He called before I could, just to say where things stood.",
            "I felt taken seriously from the first minute.",
            "They remembered what I had told them last time.",
            "Honest about what is not covered, and helped me anyway.",
            "I hung up relieved. That does not happen often with insurers.",
        ),
    },
    "de": {
        "low": (
            "Ich musste alles dreimal erzählen.",
            "Der versprochene Rückruf kam nicht.",
            "Freundlich, aber gelöst ist nichts.",
            "Seit zwei Wochen höre ich nichts mehr.",
        ),
        "middle": (
            "Am Ende ging es, aber es hat gedauert.",
            "Eine kurze Zwischennachricht hätte mir geholfen.",
            "Nett am Telefon, das Formular weniger.",
        ),
        "high": (
            "Er hat mich ausreden lassen und genau verstanden, worum es ging.",
            "Ein Anruf, und die Sorge war weg. Danke!",
            "Ich wurde angerufen, bevor ich selbst nachfragen musste.",
        ),
    },
    "fr": {
        "low": (
            "J'ai dû répéter mon histoire à chaque appel.",
            "Personne ne m'a rappelée comme promis.",
            "Aimable, mais rien n'est réglé.",
        ),
        "middle": ("C'était long, mais cela a fini par aboutir.", "Correct, sans plus."),
        "high": (
            "On m'a écoutée jusqu'au bout, cela m'a rassurée.",
            "Tout a été réglé en un seul appel, merci !",
        ),
    },
    "es": {
        "low": (
            "Tuve que contar lo mismo a tres personas.",
            "Nadie me llamó el día que dijeron.",
            "Muy amables, pero sigo sin solución.",
        ),
        "middle": ("Al final salió bien, aunque tardó.", "Bien, pero tuve que preguntar por todo."),
        "high": (
            "Me escuchó sin prisas y lo resolvió.",
            "Me llamaron para contarme cómo iba, sin tener que preguntar.",
        ),
    },
    "ar": {
        "low": ("اضطررت إلى شرح المشكلة لأكثر من شخص.", "لم يتصل بي أحد كما وُعدت."),
        "middle": ("انتهى الأمر على خير لكنه استغرق وقتًا طويلًا.",),
        "high": ("استمعت إليّ حتى النهاية ثم حلّت المشكلة.", "مكالمة واحدة وانتهى القلق، شكرًا لكم."),
    },
}
