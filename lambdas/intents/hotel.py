"""Book a hotel room: check each answer, sum up, and book on a yes."""

from datetime import date, timedelta
from functools import partial
from typing import Final

from lambdas.domain.form import Form, UnfitError
from lambdas.domain.hotel import MOST_DAYS_AHEAD, MOST_NIGHTS, Bookings, Lack, Room, Stay, Unbookable
from lambdas.domain.intent import Action, Call, Errand, Outcome
from lambdas.domain.ports import Clock
from lambdas.domain.reply import Choice, Choices, Part
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day, read_days
from lambdas.kit.long_date import long_date

CITY: Final = "City"
CHECK_IN: Final = "CheckIn"
NIGHTS: Final = "Nights"
ROOM: Final = "RoomType"

CHANGEABLE: Final = {Lack.ROOM: CHECK_IN, Lack.HOTEL: CITY}
"""What to ask for again when a stay cannot be booked; each lack is also the name of what is said."""


class BookHotel:
    """Books rooms; see ``Intent``."""

    def __init__(self, *, bookings: Bookings, clock: Clock, texts: Texts) -> None:
        self._bookings, self._clock, self._texts = bookings, clock, texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
        form = Form(call=call, wording=wording, slots=(CITY, CHECK_IN, NIGHTS, ROOM))
        return form.outcome(
            read=partial(_stay, today=self._clock.now().date()),
            words=lambda stay: _words(stay, call.locale, wording),
            act=lambda stay: self._book(stay, form, errand),
            beside=lambda slot: _choices(wording) if slot == ROOM else (),
        )

    def _book(self, stay: Stay, form: Form, errand: Errand) -> Outcome:
        locale, wording = form.call.locale, form.wording
        try:
            booking = self._bookings.book(stay, owner=errand.owner, key=errand.key)
        except Unbookable as refusal:
            words = _words(stay, locale, wording)
            raise UnfitError(CHANGEABLE[refusal.lack], refusal.lack, **words) from refusal
        words = _words(booking.stay, locale, wording)
        return form.close(Action.CLOSE_FULFILLED, "booked", Number=booking.number, **words)


def _choices(wording: Wording) -> tuple[Part, ...]:
    return (Choices(choices=tuple(Choice(label=_room(room, wording), value=room) for room in Room)),)


def _words(stay: Stay, locale: str, wording: Wording) -> dict[str, str]:
    return {
        CITY: stay.city,
        CHECK_IN: long_date(stay.check_in, locale),
        NIGHTS: wording.count("nights", stay.nights),
        ROOM: _room(stay.room, wording),
    }


def _room(room: Room, wording: Wording) -> str:
    return wording.say(f"room_{room}")


def _stay(form: Form, *, today: date) -> Stay | None:
    city = form.read(CITY, _city)
    check_in = form.read(CHECK_IN, lambda text: _check_in(text, today=today, locale=form.call.locale))
    nights = form.read(NIGHTS, _nights)
    room = form.read(ROOM, _room_type)
    if city is None or check_in is None or nights is None or room is None:
        return None
    return Stay(city=city, check_in=check_in, nights=nights, room=room)


def _city(text: str) -> str:
    if not text.strip():
        raise UnfitError(CITY, "unknown_city")
    return text.strip()


def _check_in(text: str, *, today: date, locale: str) -> date:
    try:
        day = read_day(text)
    except ValueError:
        raise UnfitError(CHECK_IN, "unclear_date") from None
    if day < today:
        raise UnfitError(CHECK_IN, "past_date", CheckIn=long_date(day, locale))
    if day > today + timedelta(days=MOST_DAYS_AHEAD):
        raise UnfitError(CHECK_IN, "too_far", MaxDays=MOST_DAYS_AHEAD)
    return day


def _nights(text: str) -> int:
    try:
        nights = read_days(text)
    except ValueError:
        raise UnfitError(NIGHTS, "unclear_nights", MaxNights=MOST_NIGHTS) from None
    if nights < 1:
        raise UnfitError(NIGHTS, "too_short")
    if nights > MOST_NIGHTS:
        raise UnfitError(NIGHTS, "too_long", MaxNights=MOST_NIGHTS)
    return nights


def _room_type(text: str) -> Room:
    try:
        return Room(text)
    except ValueError:
        raise UnfitError(ROOM, "unknown_room") from None
