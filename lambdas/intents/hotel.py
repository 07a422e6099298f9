"""Book a hotel room: check each answer, sum up, and book on a yes; tell who is signed in what is booked."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from typing import Final

from lambdas.domain.errors import Refused
from lambdas.domain.form import Form, UnfitError
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
from lambdas.domain.intent import Action, Call, Errand, Outcome, Source
from lambdas.domain.ports import Clock
from lambdas.domain.reply import Choice, Choices, Part
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day, read_days
from lambdas.kit.long_date import long_date

CITY: Final = "City"
CHECK_IN: Final = "CheckIn"
NIGHTS: Final = "Nights"
ROOM: Final = "RoomType"

INTENT: Final = "BookHotel"
"""The intent that has the words for rooms and nights."""

LISTED: Final = 10
"""So many bookings are told one by one; who has more hears how many."""

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
            booking = self._bookings.book(stay, owner=errand.acts_for, key=errand.key, person=errand.person)
        except Unbookable as refusal:
            words = _words(stay, locale, wording)
            raise UnfitError(CHANGEABLE[refusal.lack], refusal.lack, **words) from refusal
        words = _words(booking.stay, locale, wording)
        return form.close(Action.CLOSE_FULFILLED, "booked", Number=booking.number, **words)


class TellBookings:
    """Tells a person's bookings, and those made in this chat before the sign-in; see ``Intent``."""

    def __init__(self, *, bookings: Bookings, texts: Texts) -> None:
        self._bookings, self._texts = bookings, texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        if call.source is Source.DIALOG:
            return Outcome(action=Action.DELEGATE, attributes=call.attributes)
        parts = self._told(self._found(errand), call)
        return Outcome(action=Action.CLOSE_FULFILLED, parts=parts, attributes=call.attributes)

    def _found(self, errand: Errand) -> Sequence[Booking]:
        if errand.person is None:
            raise Refused("nobody is signed in", code="forbidden")
        owners = dict.fromkeys((errand.person.owner, errand.owner))
        found = [one for owner in owners for one in self._bookings.of(owner, person=errand.person)]
        return sorted(found, key=attrgetter("at"), reverse=True)

    def _told(self, found: Sequence[Booking], call: Call) -> Sequence[Part]:
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
        if not found:
            return wording.parts("none")
        told = [self._booking_words(one, call) for one in found[:LISTED]]
        lines = [wording.say("line", **words) for words in told]
        if len(found) > LISTED:
            lines.append(wording.say("more", Number=len(found) - LISTED))
        count = wording.count("bookings", len(found))
        return wording.parts("list", Count=count, List="\n".join(lines), **told[0])

    def _booking_words(self, booking: Booking, call: Call) -> dict[str, str]:
        house = self._texts.of(bot=call.bot, locale=call.locale, intent=INTENT)
        words = _words(booking.stay, call.locale, house)
        return {**words, "Number": booking.number}


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
