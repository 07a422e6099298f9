"""Book a hotel room: check each answer, sum up, and book on a yes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeVar

from lambdas.domain.hotel import (
    MOST_DAYS_AHEAD,
    MOST_NIGHTS,
    Booking,
    Bookings,
    Lack,
    Room,
    Stay,
    Unbookable,
)
from lambdas.domain.intent import Action, Call, Confirmation, Errand, Outcome, Source
from lambdas.domain.keys import digest
from lambdas.domain.ports import Clock
from lambdas.domain.reply import Choice, Choices, Part, Text
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day, read_days
from lambdas.kit.long_date import long_date

CITY: Final = "City"
CHECK_IN: Final = "CheckIn"
NIGHTS: Final = "Nights"
ROOM: Final = "RoomType"

CHANGEABLE: Final = {Lack.ROOM: CHECK_IN, Lack.HOTEL: CITY}
"""What to ask for again when a stay cannot be booked; each lack is also the name of what is said."""

SUMMARISED: Final = "parley-summarised"
"""The session attribute that says which values the last summary had."""

Value = TypeVar("Value")


class BookHotel:
    """Books rooms; see ``Intent``.

    A yes counts only for exactly the values that were summed up: after "yes, but for two weeks" comes a
    fresh summary.
    """

    def __init__(self, *, bookings: Bookings, clock: Clock, texts: Texts) -> None:
        self._bookings, self._clock, self._texts = bookings, clock, texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
        answer = _answer(call)
        if answer is Confirmation.DENIED:
            return _close(call, Action.CLOSE_FAILED, wording.say("declined"))
        try:
            stay = _stay(call, today=self._clock.now().date())
        except _UnfitError as unfit:
            return _ask_again(call, unfit, wording)
        if stay is None:
            return _go_on(call)
        if answer is Confirmation.NONE:
            return _sum_up(call, stay, wording)
        if call.source is Source.DIALOG:
            return _go_on(call)
        return self._book(stay, call, errand, wording)

    def _book(self, stay: Stay, call: Call, errand: Errand, wording: Wording) -> Outcome:
        try:
            booking = self._bookings.book(stay, owner=errand.owner, key=errand.key)
        except Unbookable as refusal:
            words = _words(stay, call.locale, wording)
            return _ask_again(call, _UnfitError(CHANGEABLE[refusal.lack], refusal.lack, **words), wording)
        return _close(call, Action.CLOSE_FULFILLED, _booked(booking, call, wording))


class _UnfitError(Exception):
    """A slot's value that cannot be booked; ``reply`` names the words that say why."""

    def __init__(self, slot: str, reply: str, **values: str | int) -> None:
        super().__init__(reply)
        self.slot, self.reply, self.values = slot, reply, values


def _answer(call: Call) -> Confirmation:
    asked = call.attributes.get(SUMMARISED)
    return call.confirmation if asked == _fingerprint(call) else Confirmation.NONE


def _fingerprint(call: Call) -> str:
    filled = (call.slots.get(name) for name in (CITY, CHECK_IN, NIGHTS, ROOM))
    return digest(*((slot.interpreted or "") if slot else "" for slot in filled))


def _go_on(call: Call) -> Outcome:
    return Outcome(action=Action.DELEGATE, attributes=call.attributes)


def _ask_again(call: Call, unfit: _UnfitError, wording: Wording) -> Outcome:
    parts: list[Part] = [Text(text=wording.say(unfit.reply, **unfit.values))]
    if unfit.slot == ROOM:
        rooms = (Choice(label=_room(room, wording), value=room) for room in Room)
        parts.append(Choices(choices=tuple(rooms)))
    return Outcome(action=Action.ELICIT_SLOT, slot=unfit.slot, parts=tuple(parts), attributes=call.attributes)


def _sum_up(call: Call, stay: Stay, wording: Wording) -> Outcome:
    answers = (wording.say("answer_yes"), wording.say("answer_no"))
    return Outcome(
        action=Action.CONFIRM,
        parts=(
            Text(text=wording.say("summary", **_words(stay, call.locale, wording))),
            Choices(choices=tuple(Choice(label=answer, value=answer) for answer in answers)),
        ),
        attributes={**call.attributes, SUMMARISED: _fingerprint(call)},
    )


def _booked(booking: Booking, call: Call, wording: Wording) -> str:
    words = _words(booking.stay, call.locale, wording)
    return wording.say("booked", Number=booking.number, **words)


def _close(call: Call, action: Action, text: str) -> Outcome:
    kept = {name: value for name, value in call.attributes.items() if name != SUMMARISED}
    return Outcome(action=action, parts=(Text(text=text),), attributes=kept)


def _words(stay: Stay, locale: str, wording: Wording) -> dict[str, str]:
    return {
        CITY: stay.city,
        CHECK_IN: long_date(stay.check_in, locale),
        NIGHTS: wording.count("nights", stay.nights),
        ROOM: _room(stay.room, wording),
    }


def _room(room: Room, wording: Wording) -> str:
    return wording.say(f"room_{room}")


def _stay(call: Call, *, today: date) -> Stay | None:
    city = _read(call, CITY, _city)
    check_in = _read(call, CHECK_IN, lambda text: _check_in(text, today=today, locale=call.locale))
    nights = _read(call, NIGHTS, _nights)
    room = _read(call, ROOM, _room_type)
    if city is None or check_in is None or nights is None or room is None:
        return None
    return Stay(city=city, check_in=check_in, nights=nights, room=room)


def _read(call: Call, name: str, reader: Callable[[str], Value]) -> Value | None:
    slot = call.slots.get(name)
    return None if slot is None else reader(slot.interpreted or "")


def _city(text: str) -> str:
    if not text.strip():
        raise _UnfitError(CITY, "unknown_city")
    return text.strip()


def _check_in(text: str, *, today: date, locale: str) -> date:
    try:
        day = read_day(text)
    except ValueError:
        raise _UnfitError(CHECK_IN, "unclear_date") from None
    if day < today:
        raise _UnfitError(CHECK_IN, "past_date", CheckIn=long_date(day, locale))
    if day > today + timedelta(days=MOST_DAYS_AHEAD):
        raise _UnfitError(CHECK_IN, "too_far", MaxDays=MOST_DAYS_AHEAD)
    return day


def _nights(text: str) -> int:
    try:
        nights = read_days(text)
    except ValueError:
        raise _UnfitError(NIGHTS, "unclear_nights", MaxNights=MOST_NIGHTS) from None
    if nights < 1:
        raise _UnfitError(NIGHTS, "too_short")
    if nights > MOST_NIGHTS:
        raise _UnfitError(NIGHTS, "too_long", MaxNights=MOST_NIGHTS)
    return nights


def _room_type(text: str) -> Room:
    try:
        return Room(text)
    except ValueError:
        raise _UnfitError(ROOM, "unknown_room") from None
