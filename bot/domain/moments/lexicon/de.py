"""German."""

from __future__ import annotations

_ENDINGS = ("e", "en", "er", "es", "em")
_ORDINALS = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
    "dreizehnt",
    "vierzehnt",
    "fünfzehnt",
    "sechzehnt",
    "siebzehnt",
    "achtzehnt",
    "neunzehnt",
    "zwanzigst",
    "einundzwanzigst",
    "zweiundzwanzigst",
    "dreiundzwanzigst",
    "vierundzwanzigst",
    "fünfundzwanzigst",
    "sechsundzwanzigst",
    "siebenundzwanzigst",
    "achtundzwanzigst",
    "neunundzwanzigst",
    "dreißigst",
    "einunddreißigst",
]


def _declined(*stems: str) -> str:
    return "|".join(stem + ending for stem in stems for ending in _ENDINGS)


_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = {
    1: ("morgen", "vormittag", "früh"),
    2: ("nachmittag",),
    3: ("abend",),
    4: ("nacht",),
    5: ("mittag",),
}
_THIS = _declined("dies")
_NEXT = f"{_declined('nächst', 'kommend', 'folgend')}|nächst"

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "montag|mo",
        1: "dienstag|di",
        2: "mittwoch|mi",
        3: "donnerstag|do",
        4: "freitag|fr",
        5: "samstag|sonnabend|sa",
        6: "sonntag|so",
    },
    "weekdays": {
        0: "montags",
        1: "dienstags",
        2: "mittwochs",
        3: "donnerstags",
        4: "freitags",
        5: "samstags|sonnabends",
        6: "sonntags",
    },
    "month": {
        1: "januar|jan|jänner|jän",
        2: "februar|feb|feber",
        3: "märz|mär|mrz",
        4: "april|apr",
        5: "mai",
        6: "juni|jun|juno",
        7: "juli|jul",
        8: "august|aug",
        9: "september|sep|sept",
        10: "oktober|okt|oct",
        11: "november|nov",
        12: "dezember|dez",
    },
    "rel": {0: "heute", 1: "morgen", 2: "übermorgen"},
    "relnoon": "heute mittag",
    "relpart": {
        1: "heute morgen|heute früh|heute vormittag",
        2: "heute nachmittag",
        3: "heute abend",
        4: "heute nacht",
    },
    "relmorning": {
        1: "morgen früh|morgen vormittag",
        2: "morgen nachmittag",
        3: "morgen abend",
        4: "morgen nacht",
    },
    "part": {
        1: "morgens|vormittags|früh|vormittag|am morgen|am vormittag|in der früh|des morgens|frühs",
        2: "nachmittags|nachmittag|am nachmittag",
        3: "abends|abend|am abend|des abends",
        4: "nachts|nacht|in der nacht",
        5: "mittags|zur mittagszeit",
    },
    "weekdaypart": {
        10 * weekday + part: "|".join(day + name for name in names)
        for weekday, day in enumerate(_DAYS)
        for part, names in _PARTS.items()
    },
    "everypart": {
        1: "jeden morgen|jeden vormittag",
        2: "jeden nachmittag",
        3: "jeden abend",
        4: "jede nacht",
    },
    "span": {15: "viertelstunde", 30: "halbstunde", 45: "dreiviertelstunde"},
    "parts": {1: "morgende", 3: "abende"},
    "noon": "mittag|zwölf uhr mittags",
    "midnight": "mitternacht",
    "unit": {
        1: "minute|minuten|min",
        60: "stunde|stunden|std|h",
        1440: "tag|tage|tagen",
        10080: "woche|wochen",
        30: "monat|monate|monaten",
        365: "jahr|jahre|jahren",
        -1: "sekunde|sekunden",
    },
    "hmark": {0: "uhr|h"},
    "ampm": {0: "a m", 12: "pm|p m"},
    "minmark": "minute|minuten|min",
    "art": "ein|eine|einer|einem|einen",
    "couple": "ein paar|paar",
    "half": "halb|halbe|halben|einhalb",
    "quarter": "viertel|eine viertel|viertelstunde",
    "halfto": "halb",
    "quarterof": "viertel",
    "threequarterof": "dreiviertel|drei viertel",
    "threequarters": "dreiviertel|drei viertel",
    "oneandhalf": "eineinhalb|anderthalb",
    "plus": "und",
    "after": "nach",
    "before": "vor",
    "at": "um|gegen|ab|ca|circa|zirka|so um|so gegen|etwa um|ungefähr um|ca um|um ca|um circa"
    "|um etwa|um ungefähr|ab ca|etwa"
    "|ungefähr|um so|zu|ab etwa|spätestens um|pünktlich um",
    "about": "ca|circa|zirka|etwa|ungefähr",
    "sharp": "pünktlich|genau|ungefähr|ca|circa|bitte|etwa|rum|herum",
    "meeting": "treffpunkt|wir treffen uns",
    "on": "am|an|an dem",
    "in": "in",
    "inword": "in|im|am",
    "the": "der|die|das|den|dem",
    "of": "des|der|im|in|von|vom|am",
    "from": {0: "von", 1: "ab|ab dem", 2: "vom"},
    "between": "zwischen|zwischen dem",
    "to": {0: "bis|bis zum|bis zu|auf", 2: "bis um", 1: "bis|bis zum|bis um|bis einschließlich"},
    "and": "und|&|u|und dem",
    "or": "oder|oder auch|bzw",
    "next": _NEXT,
    "this": _THIS,
    "last": _declined("letzt"),
    "fromnow": "ab sofort|ab jetzt|ab heute|später|von jetzt an|von heute an",
    "froman": "nach|ab|nach dem",
    "thisweek": "|".join(f"{word} woche" for word in _THIS.split("|")),
    "nextweek": "|".join(f"{word} woche" for word in _NEXT.split("|")),
    "weekafternext": "|".join(f"{word} woche" for word in _declined("übernächst").split("|")),
    "thismonth": "|".join(f"{word} {month}" for word in _THIS.split("|") for month in ("monat", "monats")),
    "nextmonth": "|".join(f"{word} {month}" for word in _NEXT.split("|") for month in ("monat", "monats")),
    "dayword": "tag|tages",
    "length": "für|lang|während",
    "every": "jeden|jede|jeder|jedes|jedem|alle|immer|immer am|jeweils",
    "other": "zweiten|zweite|zweites|zweiter",
    "adverb": {
        1: "täglich|jeden tag|alle tage|einmal am tag|einmal pro tag",
        7: "wöchentlich|jede woche|alle wochen|einmal pro woche|einmal die woche",
        14: "zweiwöchentlich|alle vierzehn tage|alle 14 tage|vierzehntägig|14-tägig",
        30: "monatlich|jeden monat|einmal im monat|einmal pro monat",
        90: "vierteljährlich|quartalsweise",
        365: "jährlich|jedes jahr|einmal im jahr|einmal pro jahr",
    },
    "weekends": "an wochenenden|am wochenende immer",
    "weekend": "wochenende|wochenenden",
    "workdays": "werktags|wochentags|an werktagen|werktage|unter der woche",
    "monthunit": "monat|monats|monate|monaten",
    "times": "mal|male|x|termine|treffen",
    "twice": {2: "zweimal", 3: "dreimal", 4: "viermal", 5: "fünfmal", 6: "sechsmal", 10: "zehnmal"},
    "past": "gestern|vorgestern|vor|letzte nacht|vorige|voriger|voriges|vorigen|vorherige|letzten"
    "|letzte|letzter|vergangene"
    "|vergangenen|letztem|vorletzten|vorletzte|letztes|letztens",
    "vague": "bald|demnächst|irgendwann|später|früher|ende|anfang|mitte|frühling|sommer|herbst"
    "|winter|frühjahr|woche|wochen"
    "|monat|monate|jahr|jahre|jahren|quartal|wochenende|tag|tage|kurz|rest|nach|vor|beiden"
    "|so bald wie möglich|weihnachten"
    "|heiligabend|silvester|neujahr|ostern|ostermontag|ostersonntag|karfreitag|pfingsten|pfingstmontag"
    "|himmelfahrt|fasching|karneval|halloween|valentinstag|feiertag|morgendämmerung|übernächsten|übernächste|übernächstes|übernächster|spät",
}
NUMBERS = (
    "null|ein/eins/eine/einen/einer/einem|zwei/zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf"
    "|zwölf|dreizehn"
    "|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn"
)
TENS = {20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig"}
TENS_JOINED = "{unit}und{ten}"
YEARS = "zweitausend{number}|zweitausendund{number}|zwanzig {number}"
ORDINAL_SUFFIXES = "te|ten|ter|tes|ste|sten|ster|stes"
CLOCK_24 = True
DOT_IS_ORDINAL = True
WORDS["ord"] = {
    number: "|".join(stem + ending for ending in _ENDINGS) for number, stem in enumerate(_ORDINALS, start=1)
}
