"""Italian."""

from __future__ import annotations

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "lunedì|lun",
        1: "martedì|mar|mart",
        2: "mercoledì|mer|merc",
        3: "giovedì|gio|giov",
        4: "venerdì|ven",
        5: "sabato|sab",
        6: "domenica|dom",
    },
    "weekdays": {5: "sabati", 6: "domeniche"},
    "month": {
        1: "gennaio|gen|genn",
        2: "febbraio|feb|febbr",
        3: "marzo",
        4: "aprile|apr",
        5: "maggio|mag|magg",
        6: "giugno|giu",
        7: "luglio|lug",
        8: "agosto|ago",
        9: "settembre|set|sett",
        10: "ottobre|ott",
        11: "novembre|nov",
        12: "dicembre|dic",
    },
    "monthafter": {3: "mar"},
    "rel": {
        0: "oggi|quest'oggi",
        1: "domani",
        2: "dopodomani|dopo domani|giorno dopo domani|il giorno dopo domani",
    },
    "relpart": {1: "stamattina|stamane|stamani|stamattina presto", 3: "stasera", 4: "stanotte"},
    "relmorning": {1: "domattina|domani mattina|domani mattino"},
    "part": {
        1: "mattina|mattino|mattinata|alba",
        2: "pomeriggio",
        3: "sera|serata",
        4: "notte",
        5: "ora di pranzo|pranzo",
    },
    "parts": {1: "mattine", 2: "pomeriggi", 3: "sere", 4: "notti"},
    "noon": "mezzogiorno|mezzodì",
    "midnight": "mezzanotte",
    "unit": {
        1: "minuto|minuti|min",
        60: "ora|ore|h",
        1440: "giorno|giorni|gg",
        10080: "settimana|settimane",
        30: "mese|mesi",
        365: "anno|anni",
        -1: "secondo|secondi",
    },
    "hmark": {0: "h|in punto"},
    "ampm": {0: "am|a m", 12: "pm|p m"},
    "minmark": "minuto|minuti|min",
    "art": "un|una|un'|uno",
    "couple": "un paio di|un paio d'|paio di|un paio",
    "half": "mezza|mezzo|mezz'",
    "quarter": "quarto|un quarto",
    "threequarters": "tre quarti",
    "plus": "e",
    "plusmin": "e",
    "less": "meno",
    "zerosign": "zero",
    "after": "dopo le",
    "at": "alle|all'|le|ore|alle ore|verso le|per le|attorno alle|intorno alle|verso|dalle|a"
    "|circa alle|ad|alle circa"
    "|a partire dalle|dalle ore|h|per l'|verso l'|l'|h.",
    "about": "circa|più o meno|all'incirca",
    "sharp": "in punto|in poi|circa|più o meno|precise|per favore",
    "meeting": "ci vediamo|appuntamento|ritrovo",
    "on": "nel giorno di|per",
    "in": "tra|fra|in|entro|da qui a",
    "inword": "a|ad|in|di|al|nel|nella|del|della|alla|di prima",
    "the": "il|lo|la|i|le|l'|gli",
    "of": "di|del|della|dell'|d'|dello|nel|nella|in|di questa|di questo",
    "from": {0: "da", 1: "a partire da|a partire dal", 2: "dal|dalla|dai", 3: "dalle|dall'"},
    "between": "tra|fra|tra le|fra le|tra il|fra il",
    "to": {
        0: "a|al|alla|ad|e fino a",
        1: "fino a|fino al|sino a|sino al",
        2: "alle|all'|fino alle|fino all'|sino alle",
    },
    "and": "e|ed|&|e le|e il|e l'",
    "or": "o|oppure|o anche|ovvero",
    "next": "prossimo|prossima|seguente|successivo|successiva|che viene|venturo|entrante",
    "this": "questo|questa|quest'",
    "last": "ultimo|ultima|l'ultimo|l'ultima",
    "fromnow": "dopo|da ora|da adesso|da oggi|più tardi",
    "froman": "dopo|da|dopo il",
    "thisweek": "questa settimana|settimana corrente|di questa settimana",
    "nextweek": "prossima settimana|settimana prossima|settimana che viene|settimana seguente"
    "|settimana successiva"
    "|settimana entrante",
    "thismonth": "questo mese|mese corrente|di questo mese",
    "nextmonth": "prossimo mese|mese prossimo|mese che viene|mese seguente|mese successivo",
    "dayword": "giorno",
    "length": "per|per la durata di|durata",
    "every": "ogni|tutti i|tutte le|tutti gli|ciascun|ciascuna|le",
    "other": "altro|altra",
    "adverb": {
        1: "quotidiano|quotidianamente|giornaliero|giornalmente|ogni giorno|tutti i giorni"
        "|una volta al giorno",
        7: "settimanale|settimanalmente|ogni settimana|tutte le settimane|una volta alla settimana"
        "|una volta a settimana",
        14: "bisettimanale|quindicinale|ogni quindici giorni|ogni 15 giorni",
        30: "mensile|mensilmente|ogni mese|tutti i mesi|una volta al mese",
        90: "trimestrale|trimestralmente",
        365: "annuale|annualmente|ogni anno|tutti gli anni|una volta all'anno|una volta l'anno",
    },
    "onintwo": "su due|su 2",
    "weekends": "fine settimana|weekend",
    "weekend": "fine settimana|weekend|week-end",
    "workdays": "giorni feriali|giorni lavorativi",
    "monthunit": "mese|mesi",
    "monthend": "fine|la fine",
    "monthbegin": "inizio|l'inizio",
    "times": "volte|volta|x|incontri|sessioni",
    "past": "ieri|l'altro ieri|ieri l'altro|fa|scorso|scorsa|passato|passata|precedente|l'altro",
    "vague": "presto|più tardi|a otto|tardi|tardo|poi|qualche|alcuni|alcune|pochi|poche|fine|inizio|metà"
    "|primavera|estate|autunno|inverno"
    "|settimana|settimane|mese|mesi|anno|anni|trimestre|prossimi|prossime|ultimi|ultime|weekend"
    "|fine settimana|nottata"
    "|serata|mattinata|prima|dopo|ora|ore|giorno|giorni|natale|pasqua|tramonto|alba|prossimamente"
    "|vigilia|santo stefano|san silvestro|capodanno|epifania|befana|carnevale|pasquetta|ferragosto"
    "|pentecoste|ognissanti|halloween|san valentino|ponte|quanto prima",
}
NUMBERS = (
    "zero|uno/un/una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici"
    "|quattordici|quindici"
    "|sedici|diciassette|diciotto|diciannove|venti|ventuno/ventun|ventidue|ventitré|ventiquattro"
    "|venticinque|ventisei"
    "|ventisette|ventotto|ventinove|trenta|trentuno/trentun|trentadue|trentatré|trentaquattro"
    "|trentacinque|trentasei"
    "|trentasette|trentotto|trentanove|quaranta|quarantuno|quarantadue|quarantatré|quarantaquattro"
    "|quarantacinque"
    "|quarantasei|quarantasette|quarantotto|quarantanove|cinquanta|cinquantuno|cinquantadue"
    "|cinquantatré"
    "|cinquantaquattro|cinquantacinque|cinquantasei|cinquantasette|cinquantotto|cinquantanove"
)
TENS: dict[int, str] = {}
TENS_JOINED = ""
YEARS = "duemila{number}|due mila {number}"
ORDINAL_SUFFIXES = "o|a|°"
CLOCK_24 = True
DOT_IS_ORDINAL = False
WORDS["ord"] = {1: "primo|prima", 2: "secondo|seconda", 3: "terzo|terza", 4: "quarto|quarta"}
