"""English."""

from __future__ import annotations

WORDS: dict[str, str | dict[int, str]] = {
    "weekday": {
        0: "monday|mon|mondy",
        1: "tuesday|tue|tues|tuesdy",
        2: "wednesday|wed|weds|wednsday|wensday|wedensday",
        3: "thursday|thu|thur|thurs|thrusday|thursay",
        4: "friday|fri|firday",
        5: "saturday|sat|saterday|satuday",
        6: "sunday|sun",
    },
    "weekdays": {
        0: "mondays",
        1: "tuesdays",
        2: "wednesdays|wednsdays",
        3: "thursdays",
        4: "fridays",
        5: "saturdays",
        6: "sundays",
    },
    "month": {
        1: "january|jan",
        2: "february|feb|febuary|febr",
        3: "march|mar",
        4: "april|apr",
        5: "may",
        6: "june|jun",
        7: "july|jul",
        8: "august|aug",
        9: "september|sep|sept",
        10: "october|oct",
        11: "november|nov",
        12: "december|dec",
    },
    "rel": {
        0: "today",
        1: "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow",
        2: "the day after tomorrow|day after tomorrow|overmorrow",
    },
    "relpart": {3: "tonight|tonite"},
    "part": {
        1: "morning|mornin|morn",
        2: "afternoon|arvo|aft",
        3: "evening|eve",
        4: "night",
        5: "lunchtime|midday time",
    },
    "parts": {1: "mornings", 2: "afternoons", 3: "evenings", 4: "nights"},
    "noon": "noon|midday|mid day|twelve noon",
    "midnight": "midnight|mid night",
    "unit": {
        1: "minute|minutes|min|mins|m",
        60: "hour|hours|hr|hrs|h",
        1440: "day|days|d",
        10080: "week|weeks|wk|wks|w",
        14: "fortnight|fortnights",
        30: "month|months",
        365: "year|years|yr|yrs",
        -1: "second|seconds|sec|secs",
    },
    "hmark": {0: "h", 1: "o'clock|oclock|o clock"},
    "ampm": {0: "am|a m|in the am", 12: "pm|p m|in the pm"},
    "minmark": "minute|minutes|min|mins",
    "art": "a|an|one|another",
    "couple": "a couple of|a couple|couple of|couple",
    "half": "half|a half|half an|half a",
    "quarter": "quarter|a quarter|quarter of an|a quarter of an|quarter an",
    "threequarters": "three quarters|three quarter",
    "halfafter": "half past|half after|half",
    "after": "past|after|from",
    "before": "before",
    "beforeto": "to|til|till|of",
    "zerosign": "o|oh",
    "at": "at|@|for|around|about|at around|at about|approximately|approx|exactly|precisely"
    "|starting at|start at|starts at|starts|kick off at|kick off|kickoff|kickoff at|say"
    "|doors|doors at|doors open|doors open at|meet at|meeting at",
    "meeting": "meet|meet up|meetup|meeting",
    "sharp": "sharp|exactly|approximately|approx|ish|or so|on the dot|precisely|please|local time|latest"
    "|onwards|onward|doors",
    "about": "about|around|roughly|approximately|exactly|approx",
    "on": "on",
    "in": "in",
    "inword": "in|at",
    "the": "the",
    "of": "of",
    "from": {1: "from|starting|starting from|beginning|as of"},
    "between": "between|anywhere between",
    "to": {0: "to|through|thru|and then until", 1: "until|till|til|up to"},
    "and": "and|&|plus",
    "length": "for|lasting|during|for about",
    "or": "or|or maybe|or else",
    "next": "next|following",
    "coming": "coming|upcoming|this coming|the coming|the upcoming",
    "this": "this|current",
    "last": "last|final",
    "fromnow": "from now|hence|from today|later|from this moment|time|'s time|' time",
    "froman": "from|after",
    "inweeks": {1: "week", 2: "fortnight"},
    "afternext": "after next|after the next",
    "weekson": "on",
    "weekafternext": "week after next|wk after next",
    "thisweek": "this week|this wk|the current week",
    "nextweek": "next week|next wk|following week|next week's",
    "thismonth": "this month|the current month|current month",
    "nextmonth": "next month|following month",
    "dayword": "day",
    "every": "every|each|every single|every one of the",
    "other": "other|alternate",
    "adverb": {
        1: "daily|everyday|once a day|one a day|every day|each day",
        7: "weekly|once a week|one a week|once per week",
        14: "biweekly|bi weekly|fortnightly|every fortnight|once a fortnight",
        30: "monthly|once a month|one a month|once per month",
        90: "quarterly",
        365: "yearly|annually|annual|once a year|one a year",
    },
    "weekends": "weekends",
    "weekend": "weekend|weekends",
    "workdays": "weekdays|workdays|week days|working days|every weekday|each weekday|business days",
    "monthunit": "month|months",
    "monthend": "the end|at the end|end",
    "monthbegin": "begin|the beginning|beginning|the start",
    "tolast": "to the last|to last",
    "times": "times|x|time|occurrences|meetings|sessions",
    "twice": {2: "twice", 3: "thrice"},
    "past": "last|yesterday|ago|the day before yesterday|day before yesterday|previous|last night|yday|past",
    "vague": "soon|later|sometime|someday|some day|asap|eventually|whenever|next few|few|early|late"
    "|mid|season|spring"
    "|summer|autumn|winter|beginning|end|middle|quarter|qtr|eom|eoy|eod|bom|year|week|weeks|month"
    "|months"
    "|new year's eve|new years eve|new year's day|new years day|new year|new years|nye|christmas eve|xmas eve"
    "|christmas day|xmas day|xmas|boxing day|thanksgiving|halloween|valentine's day|valentines day"
    "|bank holiday"
    "|weekend|week-end|week end|wkend|wknd|dawn|dusk|sunset|sunrise|morning|afternoon|evening|christmas"
    "|easter|days",
}
NUMBERS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen"
    "|seventeen|eighteen|nineteen"
)
TENS = {20: "twenty", 30: "thirty", 40: "forty/fourty", 50: "fifty"}
TENS_JOINED = "{ten} {unit}"
YEARS = "two thousand {number}|two thousand and {number}|twenty {number}"
ORDINAL_SUFFIXES = "st|nd|rd|th"
CLOCK_24 = False
DOT_IS_ORDINAL = False
WORDS["ord"] = {
    1: "first",
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    21: "twenty first",
    22: "twenty second",
    23: "twenty third",
    24: "twenty fourth",
    25: "twenty fifth",
    26: "twenty sixth",
    27: "twenty seventh",
    28: "twenty eighth",
    29: "twenty ninth",
    30: "thirtieth",
    31: "thirty first",
}
