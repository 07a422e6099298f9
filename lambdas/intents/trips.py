"""Plan a business trip, and report one: check each answer, sum up, and write it down on a yes."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from lambdas.domain.form import Form, UnfitError
from lambdas.domain.intent import Action, Call, Errand, Outcome
from lambdas.domain.ports import Clock
from lambdas.domain.trips import (
    MOST_DAYS_AHEAD,
    MOST_DAYS_AWAY,
    Amount,
    Purpose,
    Trip,
    TripReport,
    Trips,
)
from lambdas.domain.wording import Texts, Wording
from lambdas.kit.iso8601 import read_day, read_days
from lambdas.kit.long_date import long_date
from lambdas.kit.written_number import written_number

FROM: Final = "From"
TO: Final = "To"
DEPARTURE: Final = "Departure"
RETURN: Final = "Return"
PURPOSE: Final = "Purpose"
CUSTOMER: Final = "Customer"
COST_CENTRE: Final = "CostCentre"

CITY: Final = "City"
DAYS: Final = "Days"
SPENT: Final = "Spent"
REMARKS: Final = "Remarks"

COST_CENTRE_LENGTHS: Final = range(3, 13)
MOST_SPENT: Final = Decimal(100_000)
MOST_REMARKS: Final = 1_000


class PlanTrip:
    """Plans business trips; see ``Intent``."""

    def __init__(self, *, trips: Trips, clock: Clock, texts: Texts) -> None:
        self._trips, self._clock, self._texts = trips, clock, texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
        slots = (FROM, TO, DEPARTURE, RETURN, PURPOSE, CUSTOMER, COST_CENTRE)
        form = Form(call=call, wording=wording, slots=slots)
        return form.outcome(
            read=partial(_trip, today=self._clock.now().date()),
            words=lambda trip: _trip_words(trip, call.locale, wording),
            act=lambda trip: self._plan(trip, form, errand),
        )

    def _plan(self, trip: Trip, form: Form, errand: Errand) -> Outcome:
        planned = self._trips.plan(trip, owner=errand.owner, key=errand.key)
        words = _trip_words(planned.trip, form.call.locale, form.wording)
        return form.close(Action.CLOSE_FULFILLED, "planned", Number=planned.number, **words)


class ReportTrip:
    """Files reports of business trips; see ``Intent``."""

    def __init__(self, *, trips: Trips, texts: Texts) -> None:
        self._trips, self._texts = trips, texts

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        wording = self._texts.of(bot=call.bot, locale=call.locale, intent=call.intent)
        form = Form(call=call, wording=wording, slots=(CITY, DAYS, SPENT, REMARKS))
        return form.outcome(
            read=_report,
            words=lambda report: _report_words(report, call.locale, wording),
            act=lambda report: self._file(report, form, errand),
        )

    def _file(self, report: TripReport, form: Form, errand: Errand) -> Outcome:
        filed = self._trips.file(report, owner=errand.owner, key=errand.key)
        words = _report_words(filed.report, form.call.locale, form.wording)
        return form.close(Action.CLOSE_FULFILLED, "filed", Number=filed.number, **words)


def _trip(form: Form, *, today: date) -> Trip | None:
    locale = form.call.locale
    origin, destination = form.read(FROM, _filled), form.read(TO, _filled)
    if origin is not None and origin == destination:
        raise UnfitError(TO, "same_city", From=origin)
    leaves = form.read(DEPARTURE, partial(_departure, today=today, locale=locale))
    returns = form.read(RETURN, partial(_return, leaves=leaves, locale=locale))
    purpose, cost_centre = form.read(PURPOSE, Purpose), form.read(COST_CENTRE, _cost_centre)
    if origin is None or destination is None or leaves is None or returns is None:
        return None
    if purpose is None or cost_centre is None:
        return None
    return Trip(
        origin=origin,
        destination=destination,
        leaves=leaves,
        returns=returns,
        purpose=purpose,
        customer=_customer(form) if purpose is Purpose.CUSTOMER else "",
        cost_centre=cost_centre,
    )


def _trip_words(trip: Trip, locale: str, wording: Wording) -> dict[str, str]:
    return {
        FROM: trip.origin,
        TO: trip.destination,
        DEPARTURE: long_date(trip.leaves, locale),
        RETURN: long_date(trip.returns, locale),
        PURPOSE: wording.say(f"purpose_{trip.purpose}", Customer=trip.customer),
        COST_CENTRE: trip.cost_centre,
    }


def _filled(text: str) -> str:
    return text.strip()


def _departure(text: str, *, today: date, locale: str) -> date:
    day = _day(text, DEPARTURE)
    if day < today:
        raise UnfitError(DEPARTURE, "past_date", Departure=long_date(day, locale))
    if day > today + timedelta(days=MOST_DAYS_AHEAD):
        raise UnfitError(DEPARTURE, "too_far", MaxDays=MOST_DAYS_AHEAD)
    return day


def _return(text: str, *, leaves: date | None, locale: str) -> date:
    day = _day(text, RETURN)
    if leaves and day < leaves:
        raise UnfitError(RETURN, "back_too_early", Departure=long_date(leaves, locale))
    if leaves and day > leaves + timedelta(days=MOST_DAYS_AWAY):
        raise UnfitError(RETURN, "back_too_late", MaxDays=MOST_DAYS_AWAY)
    return day


def _day(text: str, slot: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise UnfitError(slot, "unclear_date") from None


def _cost_centre(text: str) -> str:
    code = "".join(text.split()).upper()
    if len(code) not in COST_CENTRE_LENGTHS or not any(sign.isdigit() for sign in code):
        raise UnfitError(COST_CENTRE, "unknown_cost_centre")
    return code


def _customer(form: Form) -> str:
    """Who is visited; an engine may have passed over the branch that asks for it."""
    customer = form.read(CUSTOMER, _filled)
    if not customer:
        raise UnfitError(CUSTOMER, "which_customer")
    return customer


def _report(form: Form) -> TripReport | None:
    city, days = form.read(CITY, _filled), form.read(DAYS, _days)
    usual, locale = form.wording.say("usual_currency"), form.call.locale
    spent = form.read(SPENT, partial(_spent, usual=usual, locale=locale))
    remarks = form.read(REMARKS, _remarks)
    if city is None or days is None or spent is None or remarks is None:
        return None
    return TripReport(city=city, days=days, spent=spent, remarks=remarks)


def _report_words(report: TripReport, locale: str, wording: Wording) -> dict[str, str]:
    return {
        CITY: report.city,
        DAYS: wording.count("days", report.days),
        SPENT: f"{written_number(report.spent.value, locale)} {report.spent.currency}",
        REMARKS: report.remarks,
    }


def _days(text: str) -> int:
    try:
        days = read_days(text)
    except ValueError:
        raise UnfitError(DAYS, "unclear_days", MaxDays=MOST_DAYS_AWAY) from None
    if not 0 < days <= MOST_DAYS_AWAY:
        raise UnfitError(DAYS, "unclear_days", MaxDays=MOST_DAYS_AWAY)
    return days


def _spent(text: str, *, usual: str, locale: str) -> Amount:
    """An amount as ``50 USD``; an engine that knows no currencies gives the number alone."""
    number, _, currency = text.partition(" ")
    try:
        value = Decimal(number)
    except InvalidOperation:
        raise UnfitError(SPENT, "unclear_amount") from None
    if not value.is_finite() or value < 0:
        raise UnfitError(SPENT, "unclear_amount")
    if value > MOST_SPENT:
        raise UnfitError(SPENT, "too_much", Most=f"{written_number(MOST_SPENT, locale)} {usual}")
    return Amount(value=value, currency=currency or usual)


def _remarks(text: str) -> str:
    return text.strip()[:MOST_REMARKS]
