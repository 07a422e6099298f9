"""The local booking service on this machine's loopback, and our adapter before it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from urllib3 import PoolManager

from dev.bookings.contract import read_contract
from dev.bookings.server import BookingServer, Routes, routes
from dev.bookings.service import BookingService
from lambdas.services.bookings import HttpBookings

TOKEN: Final = "t0ken-of-the-booking-service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A running service and the adapter that books there."""

    service: BookingService
    bookings: HttpBookings
    url: str


@contextmanager
def serving(given: Routes) -> Iterator[str]:
    """Serve these routes; gives the address."""
    with BookingServer(given) as server, server.answering():
        yield server.url


@contextmanager
def an_adapter(
    url: str,
    *,
    token: Callable[[], str] = lambda: TOKEN,
    within_s: float = 20,
    ticks: Callable[[], float] = time.monotonic,
) -> Iterator[HttpBookings]:
    """The adapter of a service."""
    with PoolManager() as http:
        yield HttpBookings(url=url, token=token, http=http, within_s=within_s, ticks=ticks)


@contextmanager
def a_booking_service(
    *, now: Callable[[], datetime], within_s: float = 20, slow_s: float = 5
) -> Iterator[Booked]:
    """A fresh service with an adapter that knows its token."""
    service = BookingService(contract=read_contract(), token=TOKEN, now=now, slow_s=slow_s)
    with serving(routes(service)) as url, an_adapter(url, within_s=within_s) as bookings:
        yield Booked(service=service, bookings=bookings, url=url)
