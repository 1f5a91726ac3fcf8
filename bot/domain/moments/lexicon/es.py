"""Spanish."""

from __future__ import annotations

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "lunes|lun",
        1: "martes|mar|mart",
        2: "miércoles|mié|mierc",
        3: "jueves|jue|juev",
        4: "viernes|vie|vier",
        5: "sábado|sáb",
        6: "domingo|dom",
    },
    "weekdays": {5: "sábados", 6: "domingos"},
    "month": {
        1: "enero|ene",
        2: "febrero|feb|febr",
        3: "marzo",
        4: "abril|abr",
        5: "mayo|may",
        6: "junio|jun",
        7: "julio|jul",
        8: "agosto|ago|agos",
        9: "septiembre|setiembre|sep|sept|set",
        10: "octubre|oct",
        11: "noviembre|nov",
        12: "diciembre|dic",
    },
    "monthafter": {3: "mar"},
    "rel": {0: "hoy|hoy mismo|el día de hoy", 1: "mañana|el día de mañana", 2: "pasado mañana"},
    "relpart": {1: "esta mañana|hoy por la mañana", 2: "esta tarde", 4: "esta noche"},
    "relmorning": {1: "mañana por la mañana|mañana en la mañana|mañana a la mañana"},
    "part": {
        1: "la mañana|de la mañana|por la mañana|en la mañana|a la mañana|madrugada"
        "|de la madrugada"
        "|de madrugada|del amanecer",
        2: "tarde|la tarde|de la tarde|por la tarde|en la tarde|a la tarde",
        4: "noche|la noche|de la noche|por la noche|en la noche|a la noche",
        5: "del mediodía|de mediodía",
    },
    "weakpart": {1: "mañana"},
    "parts": {1: "mañanas", 2: "tardes", 4: "noches"},
    "noon": "mediodía|medio día",
    "midnight": "medianoche|media noche",
    "unit": {
        1: "minuto|minutos|min|mins",
        60: "hora|horas|h|hs|hrs",
        1440: "día|días",
        10080: "semana|semanas|sem",
        14: "quincena",
        30: "mes|meses",
        365: "año|años",
        -1: "segundo|segundos",
    },
    "hmark": {0: "h|hs|hrs|horas|hora", 1: "en punto"},
    "ampm": {0: "am|a m", 12: "pm|p m"},
    "minmark": "minuto|minutos|min",
    "art": "un|una",
    "couple": "un par de|par de",
    "half": "media|medio",
    "quarter": "cuarto|un cuarto",
    "threequarters": "tres cuartos",
    "plus": "y|con",
    "plusmin": "y|con",
    "less": "menos",
    "zerosign": "cero",
    "after": "después de las|pasadas las",
    "before": "para las",
    "at": {
        0: "a las|a la|las|la|a|hacia las|sobre las|a eso de las|alrededor de las|para las"
        "|a partir de las|desde las"
        "|como a las|tipo|a partir de la|para la|sobre la|cerca de las|al",
        1: "en",
    },
    "about": "aproximadamente|más o menos|unos|unas|aprox|alrededor de",
    "sharp": "en punto|en adelante|aproximadamente|aprox|más o menos|por favor",
    "meeting": "quedamos|nos vemos|quedada",
    "on": "en|para",
    "in": "en|dentro de|de aquí a",
    "inword": "en|por|a",
    "the": "el|la",
    "of": "de|del|de la|de el|en",
    "from": {
        0: "de|desde|desde el",
        1: "a partir de|a partir del|desde",
        2: "del",
        3: "de las|de la|desde las",
    },
    "between": "entre|entre las|entre el|entre la",
    "to": {0: "a|al|y hasta", 1: "hasta|hasta el", 2: "a las|a la|hasta las|hasta la"},
    "and": "y|e|&|y las|y el|y la",
    "or": "o|u|o bien|o sino",
    "next": "próximo|próxima|siguiente|que viene|entrante",
    "this": "este|esta",
    "last": "último|última",
    "fromnow": "después|más tarde|a partir de ahora|desde ahora|a partir de hoy",
    "froman": "después de|después del|desde",
    "thisweek": "esta semana|la semana en curso",
    "nextweek": "semana próxima|próxima semana|semana que viene|siguiente semana|semana siguiente"
    "|semana entrante",
    "thismonth": "este mes|mes en curso|mes actual",
    "nextmonth": "próximo mes|mes próximo|mes que viene|siguiente mes|mes siguiente|mes entrante",
    "dayword": "día",
    "length": "durante|por",
    "every": "cada|todos los|todas las|todo los|los",
    "other": "otro|otra",
    "adverb": {
        1: "a diario|diario|diariamente|cada día|todos los días|diaria|una vez al día",
        7: "semanal|semanalmente|cada semana|todas las semanas|una vez por semana|una vez a la semana",
        14: "quincenal|quincenalmente|cada quince días|cada 15 días",
        30: "mensual|mensualmente|cada mes|todos los meses|una vez al mes|una vez por mes",
        90: "trimestral|trimestralmente",
        365: "anual|anualmente|cada año|todos los años|una vez al año|una vez por año",
    },
    "onintwo": "de cada dos",
    "weekends": "fines de semana",
    "weekend": "fin de semana|finde|fines de semana",
    "workdays": "días laborables|días hábiles|entre semana",
    "monthunit": "mes|meses",
    "monthend": "fin|final",
    "monthbegin": "principio|comienzo",
    "times": "veces|vez|x|ocasiones|sesiones",
    "past": "ayer|anteayer|antes de ayer|hace|pasado|pasada|anterior|anoche",
    "vague": "pronto|luego|más tarde|tarde|temprano|algún día|otro día|resto|fin|finales|principio"
    "|principios|mediados|primavera"
    "|verano|otoño|invierno|semana|semanas|mes|meses|año|años|trimestre|próximos|próximas|últimas"
    "|últimos|hora|horas"
    "|después|antes|salir|trabajar|primera|días|finde|fin de semana|cuanto antes|lo antes posible"
    "|navidad|navidades|nochebuena|nochevieja|año nuevo|reyes|semana santa|pascua|pentecostés|carnaval"
    "|halloween|san valentín|san juan|puente|festivo|amanecer",
}
NUMBERS = (
    "cero|uno/un/una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce"
    "|quince|dieciséis"
    "|diecisiete|dieciocho|diecinueve|veinte|veintiuno/veintiún|veintidós|veintitrés|veinticuatro"
    "|veinticinco"
    "|veintiséis|veintisiete|veintiocho|veintinueve"
)
TENS = {30: "treinta", 40: "cuarenta", 50: "cincuenta"}
TENS_JOINED = "{ten} y {unit}"
YEARS = "dos mil {number}"
ORDINAL_SUFFIXES = "o|a|°|ro|er|ra|do|da|to|ta"
CLOCK_24 = True
DOT_IS_ORDINAL = False
WORDS["ord"] = {
    1: "primero|primer|primera",
    2: "segundo|segunda",
    3: "tercero|tercer|tercera",
    4: "cuarto|cuarta",
}
