"""A moment written in any style of any language reads back to itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.moments import Choice, Grain, Moment, describe, read_moment
from bot.domain.moments.wording import WORDINGS

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
LOCALES = ("en-US", "en-GB", "fr", "es-ES", "de", "it", "pt-BR")

# Day and time patterns that say a date in full, by language; Babel fills in the names.
DATES = {
    "en": (
        "EEEE, MMMM d, y",
        "EEE d MMM y",
        "MMMM d y",
        "d MMMM y",
        "MMM d, y",
        "MMMM d",
        "EEE MMM d",
        "y-MM-dd",
    ),
    "fr": ("EEEE d MMMM y", "'le' d MMMM y", "EEE d MMM y", "d MMM", "d MMMM", "dd/MM/y", "d.M.y", "y-MM-dd"),
    "es": ("EEEE d 'de' MMMM 'de' y", "'el' d 'de' MMMM", "EEE d MMM y", "d MMMM y", "dd/MM/y", "d-M-y"),
    "de": (
        "EEEE, d. MMMM y",
        "'am' d. MMMM y",
        "EEE, d.M.y",
        "d. MMM y",
        "d.M.",
        "dd.MM.y",
        "EEEE, 'den' d. MMMM",
    ),
    "it": ("EEEE d MMMM y", "'il' d MMMM y", "EEE d MMM", "d MMM y", "dd/MM/y", "d.M.y"),
    "pt": ("EEEE, d 'de' MMMM 'de' y", "'dia' d 'de' MMMM", "EEE d MMM y", "d MMMM", "dd/MM/y", "d-M-y"),
}
TIMES = {
    "en": ("HH:mm", "h:mm a", "'at' h:mma", "'at' HH:mm"),
    "fr": ("HH:mm", "'à' H'h'mm", "H 'h' mm", "'vers' H 'heures' mm", "H'H'mm"),
    "es": ("HH:mm", "'a las' H:mm", "H'h'mm", "'sobre las' H:mm"),
    "de": ("HH:mm", "'um' H:mm 'Uhr'", "H 'Uhr' mm", "'um' H.mm 'Uhr'", "'gegen' H:mm"),
    "it": ("HH:mm", "'alle' H:mm", "'ore' HH:mm", "'alle ore' H:mm", "'verso le' H:mm"),
    "pt": ("HH:mm", "'às' H:mm", "H'h'mm", "'às' H'h'mm", "'por volta das' H'h'mm"),
}


def instants(zone: ZoneInfo) -> st.SearchStrategy[datetime]:
    """Minutes of the coming year that exist once on the clocks of a zone."""
    minutes = st.integers(24 * 60, 360 * 24 * 60)
    found = minutes.map(lambda ahead: (NOW + timedelta(minutes=ahead)).astimezone(zone))
    return found.filter(
        lambda instant: instant.utcoffset() == instant.replace(fold=1 - instant.fold).utcoffset()
    )


@st.composite
def written_moments(draw: st.DrawFn) -> tuple[str, str, datetime]:
    from babel.dates import format_date, format_time  # noqa: PLC0415

    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    locale = draw(st.sampled_from(LOCALES))
    language = locale[:2]
    instant = draw(instants(zone))
    names = "en_US" if language == "en" else language
    day = format_date(instant.date(), draw(st.sampled_from(DATES[language])), locale=names)
    hour = format_time(instant.time(), draw(st.sampled_from(TIMES[language])), locale=names)
    text = draw(st.sampled_from((f"{day} {hour}", f"{day}, {hour}", f"{hour} {day}")))
    return draw(st.sampled_from((text, text.upper(), text.lower()))), locale, instant


@settings(max_examples=300, deadline=None)
@given(written_moments())
def test_an_instant_in_any_style_reads_back(written: tuple[str, str, datetime]) -> None:
    text, locale, instant = written
    zone = instant.tzinfo
    assert isinstance(zone, ZoneInfo)
    found = read_moment(text, now=NOW, zone=zone, language=locale)
    wanted = instant.replace(second=0, microsecond=0)
    readings = found.readings if isinstance(found, Choice) else (found,)
    assert readings[0].start == wanted, text


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    start = draw(instants(zone)).replace(second=0, microsecond=0)
    lasting = draw(st.sampled_from((None, 30, 60, 90, 150, 240)))
    end = None if lasting is None else (start.astimezone(UTC) + timedelta(minutes=lasting)).astimezone(zone)
    if end is not None and end.utcoffset() != start.utcoffset():
        end = None  # a range over a clock change is told by its ends, which may not exist once
    if draw(st.booleans()):
        return Moment(start, end)
    first = start.replace(hour=0, minute=0)
    last = first + timedelta(days=draw(st.integers(1, 9)))
    return Moment(first, draw(st.sampled_from((None, last))), Grain.DAY)


@settings(max_examples=200, deadline=None)
@given(moments(), st.sampled_from(LOCALES))
def test_a_description_reads_back(moment: Moment, locale: str) -> None:
    zone = moment.start.tzinfo
    assert isinstance(zone, ZoneInfo)
    text = describe(moment, zone, locale, now=NOW)
    found = read_moment(text, now=NOW, zone=zone, language=locale)
    readings = found.readings if isinstance(found, Choice) else (found,)
    assert moment in readings, text


def test_every_language_of_the_reader_has_a_wording() -> None:
    assert set(DATES) <= set(WORDINGS)
