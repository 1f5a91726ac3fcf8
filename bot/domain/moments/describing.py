"""Says a moment in words, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.moments.lexicon import base_language
from bot.domain.moments.values import Frequency, Grain, Moment, NthWeekday, Recurrence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from bot.domain.moments.wording import Wording

_ONE_EVENING = timedelta(hours=14)
_A_MONDAY = date(2024, 1, 1)


def describe(moment: Moment, zone: ZoneInfo, language: str, *, now: datetime | None = None) -> str:
    """The moment in words, such as "samedi 28 novembre, de 14 h à 17 h".

    Args:
        moment: what to say; with a recurrence, the rule is said with its first day.
        zone: whose wall clock is told.
        language: a Discord locale; one without a wording is answered in English.
        now: aware; if given, a year that is not this one is said too.
    """
    return _Teller(zone, language, now).told(moment)


def describe_rule(rule: Recurrence, zone: ZoneInfo, language: str) -> str:
    """A recurrence in words, such as "chaque jeudi", without its first day, its end and its hour."""
    return _Teller(zone, language, None).rule(rule)


class _Teller:
    """Says moments in one language on one wall clock."""

    def __init__(self, zone: ZoneInfo, language: str, now: datetime | None) -> None:
        # Both take milliseconds to import, and reading dates does not need them.
        from babel import Locale  # noqa: PLC0415

        from bot.domain.moments.wording import WORDINGS  # noqa: PLC0415

        locale, base = language.lower().replace("_", "-"), base_language(language)
        self._words: Wording = WORDINGS.get(locale) or WORDINGS[base]
        self._locale = Locale.parse("en_GB" if locale == "en-gb" else "pt_BR" if locale == "pt-br" else base)
        self._zone = zone
        self._year = now.astimezone(zone).year if now is not None else None

    def told(self, moment: Moment) -> str:
        start = moment.start.astimezone(self._zone)
        end = moment.end.astimezone(self._zone) if moment.end is not None else None
        if moment.recurrence is not None:
            return self._series(start, end, moment.grain, moment.recurrence)
        return self._once(self._date(start), start, end, moment.grain)

    def _once(self, said: str, start: datetime, end: datetime | None, grain: Grain) -> str:
        words = self._words
        if grain is Grain.DAY:
            return said if end is None else words.date_range.format(date=said, last=self._date(end))
        begins = self._time(start)
        if end is None:
            return (words.at_one if start.hour == 1 else words.at).format(date=said, start=begins)
        stops = self._time(end)
        if end.date() != start.date() and end - start > _ONE_EVENING:
            return words.long_range.format(date=said, start=begins, last=self._date(end), end=stops)
        template = words.time_range_from_one if start.hour == 1 else words.time_range
        return template.format(date=said, start=begins, end=stops)

    def _date(self, on: date) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        pattern = self._words.date if self._year in {None, on.year} else self._words.dated_year
        said = format_date(on, pattern, locale=self._locale)
        return said.replace(" 1 ", " 1er ") if self._locale.language == "fr" else said

    def _time(self, instant: datetime) -> str:
        from babel.dates import format_time  # noqa: PLC0415

        pattern = self._words.hour_minute if instant.minute else self._words.hour
        return format_time(instant.time(), pattern, locale=self._locale)

    def _series(self, start: datetime, end: datetime | None, grain: Grain, rule: Recurrence) -> str:
        said = self._words.since.format(
            rule=self.rule(rule), when=self._once(self._date(start), start, end, grain)
        )
        if rule.until is not None:
            return self._words.until.format(said=said, last=self._date(rule.until.astimezone(self._zone)))
        return self._words.times.format(said=said, n=rule.count) if rule.count is not None else said

    def rule(self, rule: Recurrence) -> str:
        words = self._words
        ways = {
            Frequency.DAILY: words.daily,
            Frequency.WEEKLY: words.weekly_on if rule.weekdays else words.weekly,
            Frequency.MONTHLY: words.monthly_on if rule.weekdays or rule.month_days else words.monthly,
            Frequency.YEARLY: words.yearly,
        }
        one, several = ways[rule.frequency]
        days = [self._weekday(day) for day in rule.weekdays] + [
            self._month_day(day) for day in rule.month_days
        ]
        return (one if rule.interval == 1 else several).format(n=rule.interval, days=self._all(days))

    def _weekday(self, day: NthWeekday) -> str:
        from babel.dates import format_date  # noqa: PLC0415

        name = format_date(_A_MONDAY + timedelta(days=day.weekday), "EEEE", locale=self._locale)
        if day.nth is None:
            return name
        words = self._words
        if day.weekday in words.feminine:
            return words.nth_weekday_feminine.format(nth=_nth(words.nths_feminine, day.nth), day=name)
        return words.nth_weekday.format(nth=_nth((*words.nths, words.penultimate), day.nth), day=name)

    def _month_day(self, day: int) -> str:
        if day > 0:
            return self._words.month_day.format(n=day)
        nth = _nth((*self._words.nths, self._words.penultimate), day)
        return self._words.month_day_from_end.format(nth=nth)

    def _all(self, said: Sequence[str]) -> str:
        listed = said[0] if said else ""
        if len(said) > 1:
            listed = self._words.all_and.format(first=", ".join(said[:-1]), last=said[-1])
        for full, short in self._words.elided:
            listed = listed.replace(full, short)
        return listed


def _nth(names: Sequence[str], nth: int) -> str:
    """Of first to fifth, last and penultimate."""
    return names[nth - 1] if nth > 0 else names[4 - nth]
