"""Tell when the house's rooms are open, and how to go to the places around it; follow-ups change a part."""

from datetime import date
from typing import Final

from lambdas.domain.house import ALWAYS, MINUTES, Days, Hours, Means, Place, Room, hours_on, week_of
from lambdas.domain.intent import Action, Call, Errand, Outcome
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day
from lambdas.kit.long_date import weekday_name

HOURS_INTENT: Final = "OpeningHours"
WAY_INTENT: Final = "Directions"
TIME_INTENT: Final = "TravelTime"

ROOM: Final = "Room"
DAY: Final = "Day"
PLACE: Final = "Place"
MEANS: Final = "Means"

ASKED_ROOM: Final = "hours-room"
ASKED_DAY: Final = "hours-day"
"""The session attributes that a follow-up goes by."""


class TellHours:
    """Tells opening hours; see ``Intent``. The words are those of the intent ``OpeningHours``.

    follows: whether what is not said now is what was asked before.
    """

    def __init__(self, *, texts: Texts, follows: bool) -> None:
        self._texts, self._follows = texts, follows

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        del errand  # nothing is done
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=HOURS_INTENT)
        room, asked = self._asked(call, ROOM, ASKED_ROOM), self._asked(call, DAY, ASKED_DAY)
        attributes = {**call.attributes, ASKED_ROOM: room, ASKED_DAY: asked}
        text = _hours_text(Room(room), asked, call.locale, wording)
        return Outcome(
            action=Action.CLOSE_FULFILLED, parts=wording.parts("hours", Text=text), attributes=attributes
        )

    def _asked(self, call: Call, slot: str, before: str) -> str:
        return _given(call, slot) or (call.attributes.get(before, "") if self._follows else "")


class TellWay:
    """Tells the way to a place; see ``Intent``."""

    def __init__(self, *, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        del errand  # nothing is done
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=WAY_INTENT)
        parts = wording.parts(f"way_{Place(_given(call, PLACE))}")
        return Outcome(action=Action.CLOSE_FULFILLED, parts=parts, attributes=call.attributes)


class TellTravelTime:
    """Tells how long it takes to a place; see ``Intent``."""

    def __init__(self, *, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        del errand  # nothing is done
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=TIME_INTENT)
        place, means = Place(_given(call, PLACE)), _given(call, MEANS)
        reply = "no_such_way" if means and Means(means) not in MINUTES[place] else "takes"
        words = {"Place": wording.say(f"to_{place}"), "Ways": _ways(place, means, wording)}
        parts = wording.parts(reply, **words)
        return Outcome(action=Action.CLOSE_FULFILLED, parts=parts, attributes=call.attributes)


def _given(call: Call, slot: str) -> str:
    given = call.slots.get(slot)
    return (given.interpreted or "") if given else ""


def _hours_text(room: Room, asked: str, locale: str, wording: Wording) -> str:
    name = wording.say(f"name_{room}")
    try:
        day: date | None = read_day(asked)
    except ValueError:
        day = None
    if day is not None:
        return _on_day(name, hours_on(room, day), weekday_name(day.weekday(), locale), wording)
    week = week_of(room)
    if len(week) == 1 and week[0].hours == ALWAYS:
        return wording.say("open_always", Room=name)
    if len(week) == 1:
        return wording.say("every_day", Room=name, Hours=_hours(week[0].hours, wording))
    days = (
        wording.say("days", Days=_days(one, locale, wording), Hours=_hours(one.hours, wording))
        for one in week
    )
    return wording.say("week", Room=name, Week=", ".join(days))


def _on_day(name: str, hours: Hours, weekday: str, wording: Wording) -> str:
    if not hours:
        return wording.say("closed_on_day", Room=name, Weekday=weekday)
    return wording.say("open_on_day", Room=name, Weekday=weekday, Hours=_hours(hours, wording))


def _days(days: Days, locale: str, wording: Wording) -> str:
    first, last = weekday_name(days.first, locale), weekday_name(days.last, locale)
    match days.last - days.first:
        case 0:
            return first
        case 1:
            return wording.say("two_days", First=first, Last=last)
        case _:
            return wording.say("many_days", First=first, Last=last)


def _hours(hours: Hours, wording: Wording) -> str:
    if not hours:
        return wording.say("closed")
    if hours == ALWAYS:
        return wording.say("always")
    first, *more = (wording.say("span", Opens=span.opens, Closes=span.closes) for span in hours)
    for second in more:
        first = wording.say("two_spans", First=first, Second=second)
    return first


def _ways(place: Place, means: str, wording: Wording) -> str:
    """The ways to a place with their minutes; the one that was asked for, where there is one such."""
    ways = MINUTES[place]
    wanted = {Means(means): ways[Means(means)]} if means and Means(means) in ways else ways
    return ", ".join(wording.say(f"by_{one}", Minutes=minutes) for one, minutes in wanted.items())
