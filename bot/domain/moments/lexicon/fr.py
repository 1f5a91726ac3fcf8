"""French."""

from __future__ import annotations

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "lundi|lun",
        1: "mardi|mar",
        2: "mercredi|mer|mercredit",
        3: "jeudi|jeu",
        4: "vendredi|ven|vend",
        5: "samedi|sam|samdi",
        6: "dimanche|dim",
    },
    "weekdays": {
        0: "lundis",
        1: "mardis",
        2: "mercredis",
        3: "jeudis",
        4: "vendredis",
        5: "samedis",
        6: "dimanches",
    },
    "month": {
        1: "janvier|janv|jan",
        2: "février|fév|févr|fevrier",
        3: "mars",
        4: "avril|avr",
        5: "mai",
        6: "juin",
        7: "juillet|juil|juill",
        8: "août|aou|aout",
        9: "septembre|sept|sep",
        10: "octobre|oct",
        11: "novembre|nov",
        12: "décembre|déc",
    },
    "monthafter": {3: "mar"},
    "rel": {
        0: "aujourd'hui|aujourdhui|auj|ajd|aujourd hui|ce jour",
        1: "demain|dem1",
        2: "après-demain|apres demain|surlendemain",
    },
    "relnoon": "ce midi",
    "relpart": {3: "ce soir|c'soir|cette soirée"},
    "part": {
        1: "matin|matinée|au matin|mat",
        2: "après-midi|aprèm|aprem|apm|apres midi",
        3: "soir|soirée|au soir",
        4: "nuit",
        5: "heure du déjeuner|le midi",
    },
    "parts": {1: "matins", 2: "après-midis", 3: "soirs", 4: "nuits"},
    "noon": "midi|midi pile",
    "midnight": "minuit",
    "unit": {
        1: "minute|minutes|min|mn|mins",
        60: "heure|heures|h",
        1440: "jour|jours|j",
        10080: "semaine|semaines|sem",
        14: "quinzaine",
        30: "mois",
        365: "an|ans|année|années",
        -1: "seconde|secondes",
    },
    "hmark": {0: "h|heure|heures|hrs|heures du|heures pile"},
    "ampm": {0: "am|a m", 12: "pm|p m"},
    "minmark": "minute|minutes|min|mn",
    "art": "un|une",
    "couple": "une paire de",
    "half": "demi|demie",
    "quarter": "quart|un quart",
    "threequarters": "trois quarts|trois quart",
    "plus": "et",
    "less": "moins",
    "passed": "passé de|passées de|passé|passées",
    "at": "à|a|vers|vers les|environ à|autour de|aux alentours de|aux environs de|à partir de|dès"
    "|plutôt vers|plutôt à|pour"
    "|à environ|vers environ|sur les|début|début à|début vers|ouverture à|ouverture des portes"
    "|ouverture des portes à|portes à",
    "meeting": "rdv|rendez-vous|on se voit|on se retrouve",
    "about": "environ|plutôt|à peu près",
    "sharp": "pile|précises|précise|environ|tapantes|pétantes|svp|max|maximum|grand max",
    "on": "en date du",
    "in": "dans|d'ici|sous",
    "inword": "dans|en",
    "the": "le|la|les|l'",
    "thisday": "ce|cet|cette",
    "of": "de|du|d'|des|de l'|de la",
    "from": {0: "de|du|des|depuis|d'|de la", 1: "à partir de|à partir du|dès|à compter de|à compter du"},
    "between": "entre",
    "to": {
        0: "à|a|au|aux|et jusqu'à|puis",
        1: "jusqu'à|jusqu'au|jusque|jusqu'a|jusqu'aux|jusqu'en|jusqua|jusquà|jusquau",
    },
    "and": "et|&",
    "or": "ou|ou bien|ou alors|sinon",
    "next": "prochain|prochaine|suivant|suivante|d'après|pro",
    "coming": "qui vient|à venir|qui arrive",
    "this": "ce|cet|cette",
    "last": "dernier|dernière|derniers|dernières",
    "fromnow": "plus tard|à partir de maintenant|à partir d'aujourd'hui",
    "froman": "après|à partir de",
    "inweeks": {1: "en huit|en 8", 2: "en quinze|en 15"},
    "thisweek": "cette semaine|la semaine en cours|de cette semaine",
    "nextweek": "semaine prochaine|semaine suivante|semaine d'après|semaine qui vient|sem prochaine"
    "|semaine pro|sem pro",
    "thismonth": "ce mois|ce mois-ci|mois en cours|mois courant",
    "nextmonth": "mois prochain|mois suivant|mois d'après|mois qui vient",
    "length": "pendant|durant|pour|sur|durée|durée de",
    "dayword": "jour|journée|date",
    "every": "tous les|toutes les|chaque|tout les|ts les",
    "other": "autre",
    "adverb": {
        1: "quotidien|quotidienne|quotidiennement|tous les jours|chaque jour|journalier|une fois par jour",
        7: "hebdomadaire|hebdo|hebdomadairement|toutes les semaines|chaque semaine|une fois par semaine",
        14: "bimensuel|tous les quinze jours|tous les 15 jours|une semaine sur deux|une semaine sur 2",
        30: "mensuel|mensuelle|mensuellement|tous les mois|chaque mois|une fois par mois",
        90: "trimestriel|trimestrielle",
        365: "annuel|annuelle|annuellement|tous les ans|chaque année|une fois par an",
    },
    "onintwo": "sur deux|sur 2",
    "weekends": "week-ends|weekends",
    "weekend": "week-end|weekend|week-ends|weekends",
    "workdays": "jours de semaine|jours ouvrés|jours ouvrables|en semaine",
    "monthunit": "mois",
    "monthend": "la fin|fin",
    "monthbegin": "le début|début",
    "times": "fois|x|séances|rencontres|occurrences",
    "past": "hier|avant-hier|il y a|passé|passée|dernier|dernière|derniers|dernières|la semaine dernière",
    "vague": "bientôt|prochainement|tard|tôt|fin|début|milieu|mi|saison|printemps|été|automne|hiver"
    "|ce week-end|we|wk"
    "|week-end|weekend|week end|quelques|prochains|prochaines|dès que possible|asap|plus tard|aube"
    "|crépuscule|trimestre"
    "|année|années|an|ans|mois|semaine|semaines|matin|midi|vacances|noël|pâques|pentecôte"
    "|toussaint|ascension|réveillon|nouvel an|jour de l'an|saint-sylvestre|saint-valentin|st-valentin"
    "|carnaval|halloween|jour férié|rentrée|avant|après"
    "|courant|jour|jours"
    "|lendemain|coucher|lever|soleil|déjeuner|dîner|petit",
}
NUMBERS = (
    "zéro|un/une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|dix-sept|dix-huit|dix-neuf"
)
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}
TENS_JOINED = "{ten}-{unit}|{ten} et {unit}"
YEARS = "deux mille {number}|deux-mille-{number}"
ORDINAL_SUFFIXES = "er|ere|e|eme|ieme|nd|nde|re"
CLOCK_24 = True
DOT_IS_ORDINAL = False
WORDS["ord"] = {
    1: "premier|première|premiers|premières",
    2: "deuxième|second|seconde|deuxièmes|seconds",
    3: "troisième",
    4: "quatrième",
    5: "cinquième",
}
