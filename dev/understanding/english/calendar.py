"""The calendar in English: its words, and what dates look like."""

from calendar import day_name, month_abbr, month_name
from collections.abc import Callable, Mapping

from dev.understanding import dated
from dev.understanding.calendar_days import easter, nth_weekday
from dev.understanding.calendar_words import CalendarWords
from dev.understanding.dated import Dated
from dev.understanding.english.numbers import number_at
from dev.understanding.english.units import UNITS
from dev.understanding.phrases import any_of, phrase

MONTHS = {
    name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if number
} | {"sept": 9}
_SHORT = {short: number for number, short in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_LONGER = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
WEEKDAYS = {day.lower(): number for number, day in enumerate(day_name)} | _SHORT | _LONGER
_NEAR = {"today": 0, "tonight": 0, "tonite": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "yesterday": -1}
_NEAR |= {f"{day}{ending}": shift for day, shift in _NEAR.items() for ending in ("s", "'s")}
_TEENS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_ORDINALS = {word: number for number, word in enumerate(_TEENS.split(), 1)} | {"thirtieth": 30, "last": 0}
_ORDINALS |= {
    f"{ten} {one}": tens + number
    for ten, tens in {"twenty": 20, "thirty": 30}.items()
    for number, one in enumerate(_TEENS.split()[:9], 1)
}
_HOLIDAYS = {
    "christmas": dated.every_year(12, 25),
    "christmas day": dated.every_year(12, 25),
    "xmas": dated.every_year(12, 25),
    "christmas eve": dated.every_year(12, 24),
    "boxing day": dated.every_year(12, 26),
    "new year's eve": dated.every_year(12, 31),
    "new years eve": dated.every_year(12, 31),
    "new year's day": dated.every_year(1, 1),
    "new years day": dated.every_year(1, 1),
    "new year's": dated.every_year(1, 1),
    "new year": dated.every_year(1, 1),
    "valentine's day": dated.every_year(2, 14),
    "valentines day": dated.every_year(2, 14),
    "saint patrick's day": dated.every_year(3, 17),
    "st patrick's day": dated.every_year(3, 17),
    "independence day": dated.every_year(7, 4),
    "halloween": dated.every_year(10, 31),
    "easter": easter,
    "easter sunday": easter,
    "thanksgiving": lambda year: nth_weekday(year, 11, 3, 4),
    "thanksgiving day": lambda year: nth_weekday(year, 11, 3, 4),
    "labor day": lambda year: nth_weekday(year, 9, 0, 1),
    "memorial day": lambda year: nth_weekday(year, 5, 0, 0),
}
_BEFORE = "on from until till til by to through thru and this next coming starting beginning arriving since"
_AFTER = """
    to until till til through thru for of and or in at on with please thanks thank is if would will works i we
    my our i'd i'll we'd we'll it that until as around about staying stay leaving returning check checking
    just not instead then but - nights
"""
_THINGS = """
    people person persons adult adults child children kid kids guest guests pax friends couple man men
    woman women room rooms bed beds night nights day days week weeks month months hour hours minute minutes
    min mins am pm a.m p.m o'clock dollar dollars usd euro euros eur pound pounds gbp bucks percent star stars
    ticket tickets table tables seat seats times time more other others suite suites single double twin
    different hotels years year miles km blocks
"""
_RANKED = """
    floor street st avenue ave time class choice option one person room night birthday anniversary year
    century guest child name thing place week half hotel bed day trip visit stay season holiday holidays
    break party market tree dinner lunch period vacation eve weekend
"""
_NEVER = (
    "match mach marsh watch money sundry sundae aprils augusta juno mayor toady moneys montag midday birthday"
)
_RATED = "rated rating ratings score scored scores review reviews reviewed points"
_PHRASES: Mapping[str, Callable[..., Dated | None]] = {
    "{near}": dated.near,
    "this morning|afternoon|evening|night": dated.fixed(0),
    "[the] day after tomorrow": dated.fixed(2),
    "[the] day before yesterday": dated.fixed(-2),
    "overmorrow": dated.fixed(2),
    "[{weekday}] {month} [the] {day} [{year}]": dated.of_month,
    "[{weekday}] {month} [the] {day} of|in {year}": dated.of_month,
    "[{weekday}] [the] {day} [of] {month} [{year}]": dated.of_month,
    "[{weekday}] [the] {day} [of] {month} of|in {year}": dated.of_month,
    "[{weekday}] [the] {nth}": dated.of_any_month,
    "[the] {nth} of this|the month": dated.of_month_after(0),
    "[the] {nth} of next month": dated.of_month_after(1),
    "next month [on] [the] {nth}": dated.of_month_after(1),
    "[the] {weekday}": dated.coming,
    "this|coming|upcoming {weekday}": dated.this,
    "this|the coming|upcoming {weekday}": dated.this,
    "[the] following {weekday}": dated.coming,
    "{weekday} this week": dated.of_week(0),
    "this week [on] {weekday}": dated.of_week(0),
    "next|nxt {weekday}": dated.of_week(1),
    "{weekday} [of] next|nxt week": dated.of_week(1),
    "{weekday} the following week": dated.of_week(1),
    "next week [on] {weekday}": dated.of_week(1),
    "{weekday} [the] week after next": dated.of_week(2),
    "this|the|coming weekend": dated.weekend(0),
    "this coming weekend": dated.weekend(0),
    "[the] weekend of [the] {nth}": dated.of_any_month,
    "[the] weekend of {month} [the] {day} [{year}]": dated.of_month,
    "[the] weekend of [the] {day} [of] {month} [{year}]": dated.of_month,
    "next weekend": dated.weekend(1),
    "in {span} [time]": dated.later,
    "{span} from now": dated.later,
    "{span} [from|after|on] {anchor}": dated.later,
    "{span} before {anchor}": dated.earlier,
    "{span} ago": dated.earlier,
    "[the] day after {anchor}": dated.next_to(1),
    "[the] day before {anchor}": dated.next_to(-1),
    "[the] {rank} {weekday} of|in {month} [{year}]": dated.ranked,
    "{holiday} [{year}]": dated.holiday,
    "[the] end of {month} [{year}]": dated.end_of,
    "[the] end of this|the month": dated.end_of_month(0),
    "[the] end of next month": dated.end_of_month(1),
    "[the] beginning|start of {month} [{year}]": dated.start_of,
    "[the] middle of {month} [{year}]": dated.middle_of,
    "mid {month} [{year}]": dated.middle_of,
}
_TO = ["to|-|until|till|til|through|thru", "up to|until", "and ending|ends [on]"]
_LEAVING = [
    "until|till|til|through|thru",
    "[and] leaving|leave|departing|depart|returning|return|checkout [on|at]",
    "[and] checking|check out [on|at]",
    "checkout|departure|return date|day [is|to|on]",
    "check out date|day [is|to|on]",
]

CALENDAR = CalendarWords(
    months=MONTHS,
    weekdays=WEEKDAYS,
    short=frozenset(_SHORT),
    near=_NEAR,
    ordinals=_ORDINALS,
    ordinal_ends=("st", "nd", "rd", "th"),
    holidays=_HOLIDAYS,
    units=UNITS,
    number=number_at,
    one=frozenset({"a", "an"}),
    before=frozenset(_BEFORE.split()),
    after=frozenset(_AFTER.split()),
    things=frozenset(_THINGS.split()),
    ranked=frozenset(_RANKED.split()),
    rated=frozenset(_RATED.split()),
    never=frozenset(_NEVER.split()),
    the=frozenset({"the"}),
    staying=frozenset({"for", "stay", "staying", "stays"}),
    phrases=tuple(phrase(pattern, means) for pattern, means in _PHRASES.items()),
    to=any_of(_TO),
    leaving=any_of(_LEAVING),
    between=frozenset({"between"}),
    and_=frozenset({"and"}),
)
