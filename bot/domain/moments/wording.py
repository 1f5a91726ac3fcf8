"""The words around dates that Babel has no data for, in each language."""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """Templates of one language.

    ``date`` is a Babel pattern. Times are ``{start}`` and ``{end}``, dates ``{date}`` and ``{last}``;
    ``hour`` and ``hour_minute`` are Babel patterns, the first for full hours. Of the pairs, the first is for
    one, the second for several ``{n}``. ``nths`` are first to fifth, then last; ``feminine`` are the weekdays
    (Monday is 0) that take the feminine forms; ``elided`` are articles that lose their vowel.
    """

    date: str
    dated_year: str
    hour: str
    hour_minute: str
    at: str
    at_one: str
    time_range: str
    time_range_from_one: str
    date_range: str
    long_range: str
    daily: tuple[str, str]
    weekly: tuple[str, str]
    weekly_on: tuple[str, str]
    monthly: tuple[str, str]
    monthly_on: tuple[str, str]
    yearly: tuple[str, str]
    month_day: str
    month_day_from_end: str
    nth_weekday: str
    nths: tuple[str, ...]
    penultimate: str
    all_and: str
    since: str
    until: str
    times: str
    feminine: frozenset[int] = frozenset()
    nth_weekday_feminine: str = ""
    nths_feminine: tuple[str, ...] = ()
    elided: tuple[tuple[str, str], ...] = ()


ENGLISH = Wording(
    date="EEEE, MMMM d",
    dated_year="EEEE, MMMM d, y",
    hour="h a",
    hour_minute="h:mm a",
    at="{date} at {start}",
    at_one="{date} at {start}",
    time_range="{date}, from {start} to {end}",
    time_range_from_one="{date}, from {start} to {end}",
    date_range="from {date} to {last}",
    long_range="from {date} at {start} to {last} at {end}",
    daily=("every day", "every {n} days"),
    weekly=("every week", "every {n} weeks"),
    weekly_on=("every {days}", "every {n} weeks on {days}"),
    monthly=("every month", "every {n} months"),
    monthly_on=("every month on {days}", "every {n} months on {days}"),
    yearly=("every year", "every {n} years"),
    month_day="day {n}",
    month_day_from_end="the {nth} day",
    nth_weekday="the {nth} {day}",
    nths=("first", "second", "third", "fourth", "fifth", "last"),
    penultimate="second to last",
    all_and="{first} and {last}",
    since="{rule}, starting {when}",
    until="{said}, until {last}",
    times="{said}, {n} times",
)
BRITISH = ENGLISH._replace(date="EEEE d MMMM", dated_year="EEEE d MMMM y", hour="HH:mm", hour_minute="HH:mm")
WORDINGS = {
    "en": ENGLISH,
    "en-gb": BRITISH,
    "fr": Wording(
        date="EEEE d MMMM",
        dated_year="EEEE d MMMM y",
        hour="H 'h'",
        hour_minute="H 'h' mm",
        at="{date} à {start}",
        at_one="{date} à {start}",
        time_range="{date}, de {start} à {end}",
        time_range_from_one="{date}, de {start} à {end}",
        date_range="du {date} au {last}",
        long_range="du {date} à {start} au {last} à {end}",
        daily=("tous les jours", "tous les {n} jours"),
        weekly=("toutes les semaines", "toutes les {n} semaines"),
        weekly_on=("chaque {days}", "toutes les {n} semaines le {days}"),
        monthly=("tous les mois", "tous les {n} mois"),
        monthly_on=("tous les mois {days}", "tous les {n} mois {days}"),
        yearly=("tous les ans", "tous les {n} ans"),
        month_day="le {n}",
        month_day_from_end="le {nth} jour",
        nth_weekday="le {nth} {day}",
        nths=("premier", "deuxième", "troisième", "quatrième", "cinquième", "dernier"),
        penultimate="avant-dernier",
        all_and="{first} et {last}",
        since="{rule}, à partir du {when}",
        until="{said}, jusqu'au {last}",
        times="{said}, {n} fois",
    ),
    "es": Wording(
        date="EEEE d 'de' MMMM",
        dated_year="EEEE d 'de' MMMM 'de' y",
        hour="H:mm",
        hour_minute="H:mm",
        at="{date} a las {start}",
        at_one="{date} a la {start}",
        time_range="{date}, de {start} a {end}",
        time_range_from_one="{date}, de {start} a {end}",
        date_range="del {date} al {last}",
        long_range="del {date} a las {start} al {last} a las {end}",
        daily=("todos los días", "cada {n} días"),
        weekly=("todas las semanas", "cada {n} semanas"),
        weekly_on=("cada {days}", "cada {n} semanas el {days}"),
        monthly=("todos los meses", "cada {n} meses"),
        monthly_on=("todos los meses {days}", "cada {n} meses {days}"),
        yearly=("todos los años", "cada {n} años"),
        month_day="el {n}",
        month_day_from_end="el {nth} día",
        nth_weekday="el {nth} {day}",
        nths=("primer", "segundo", "tercer", "cuarto", "quinto", "último"),
        penultimate="penúltimo",
        all_and="{first} y {last}",
        since="{rule}, a partir del {when}",
        until="{said}, hasta el {last}",
        times="{said}, {n} veces",
    ),
    "de": Wording(
        date="EEEE, d. MMMM",
        dated_year="EEEE, d. MMMM y",
        hour="H 'Uhr'",
        hour_minute="H:mm 'Uhr'",
        at="{date} um {start}",
        at_one="{date} um {start}",
        time_range="{date}, von {start} bis {end}",
        time_range_from_one="{date}, von {start} bis {end}",
        date_range="von {date} bis {last}",
        long_range="von {date} um {start} bis {last} um {end}",
        daily=("jeden Tag", "alle {n} Tage"),
        weekly=("jede Woche", "alle {n} Wochen"),
        weekly_on=("jeden {days}", "alle {n} Wochen am {days}"),
        monthly=("jeden Monat", "alle {n} Monate"),
        monthly_on=("jeden Monat {days}", "alle {n} Monate {days}"),
        yearly=("jedes Jahr", "alle {n} Jahre"),
        month_day="am {n}.",
        month_day_from_end="am {nth} Tag",
        nth_weekday="am {nth} {day}",
        nths=("ersten", "zweiten", "dritten", "vierten", "fünften", "letzten"),
        penultimate="vorletzten",
        all_and="{first} und {last}",
        since="{rule}, ab {when}",
        until="{said}, bis {last}",
        times="{said}, {n}-mal",
    ),
    "it": Wording(
        date="EEEE d MMMM",
        dated_year="EEEE d MMMM y",
        hour="H:mm",
        hour_minute="H:mm",
        at="{date} alle {start}",
        at_one="{date} all'{start}",
        time_range="{date}, dalle {start} alle {end}",
        time_range_from_one="{date}, dall'{start} alle {end}",
        date_range="da {date} a {last}",
        long_range="da {date} alle {start} a {last} alle {end}",
        daily=("ogni giorno", "ogni {n} giorni"),
        weekly=("ogni settimana", "ogni {n} settimane"),
        weekly_on=("ogni {days}", "ogni {n} settimane, {days}"),
        monthly=("ogni mese", "ogni {n} mesi"),
        monthly_on=("ogni mese {days}", "ogni {n} mesi {days}"),
        yearly=("ogni anno", "ogni {n} anni"),
        month_day="il {n}",
        month_day_from_end="l'{nth} giorno",
        nth_weekday="il {nth} {day}",
        nths=("primo", "secondo", "terzo", "quarto", "quinto", "ultimo"),
        penultimate="penultimo",
        all_and="{first} e {last}",
        since="{rule}, da {when}",
        until="{said}, fino a {last}",
        times="{said}, {n} volte",
        feminine=frozenset((6,)),
        nth_weekday_feminine="la {nth} {day}",
        nths_feminine=("prima", "seconda", "terza", "quarta", "quinta", "ultima", "penultima"),
        elided=(("la ultima", "l'ultima"), ("il ultimo", "l'ultimo")),
    ),
    "pt": Wording(
        date="EEEE, d 'de' MMMM",
        dated_year="EEEE, d 'de' MMMM 'de' y",
        hour="H'h'",
        hour_minute="H'h'mm",
        at="{date} às {start}",
        at_one="{date} à {start}",
        time_range="{date}, das {start} às {end}",
        time_range_from_one="{date}, da {start} às {end}",
        date_range="de {date} a {last}",
        long_range="de {date} às {start} a {last} às {end}",
        daily=("todos os dias", "a cada {n} dias"),
        weekly=("toda semana", "a cada {n} semanas"),
        weekly_on=("cada {days}", "a cada {n} semanas, {days}"),
        monthly=("todos os meses", "a cada {n} meses"),
        monthly_on=("todos os meses {days}", "a cada {n} meses {days}"),
        yearly=("todos os anos", "a cada {n} anos"),
        month_day="no dia {n}",
        month_day_from_end="no {nth} dia",
        nth_weekday="no {nth} {day}",
        nths=("1º", "2º", "3º", "4º", "5º", "último"),
        penultimate="penúltimo",
        all_and="{first} e {last}",
        since="{rule}, a partir de {when}",
        until="{said}, até {last}",
        times="{said}, {n} vezes",
        feminine=frozenset(range(5)),
        nth_weekday_feminine="na {nth} {day}",
        nths_feminine=("1ª", "2ª", "3ª", "4ª", "5ª", "última", "penúltima"),
    ),
}
