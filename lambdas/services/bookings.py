"""A booking service of the business's own, over HTTPS; docs/booking-service.yaml says how both speak.

Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
"""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from urllib.parse import quote

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.domain.hotel import MOST_NIGHTS, MOST_TOLD, Booking, Lack, Room, Stay, Unbookable
from lambdas.domain.ids import OwnerId
from lambdas.domain.moment import moment
from lambdas.domain.signed_in import SignedIn
from lambdas.kit.iso8601 import read_day
from lambdas.kit.secret import NoTokenError
from lambdas.kit.translation import failing_as

log = logging.getLogger(__name__)

Told = TypeVar("Told")

TRIES: Final = 2
CONNECT_S: Final = 1.0
LEAST_S: Final = 0.5
"""With less time left than this, another try would only be given up again."""

LONGEST_BYTES: Final = 16 * 1024
LONGEST_LIST_BYTES: Final = 256 * 1024
LONGEST_CITY: Final = 1024
NUMBER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")

PERSON: Final = "Person-Authorization"
"""The header with the person's own access token, beside ours."""

LISTED: Final = 200
BOOKED: Final = frozenset({200, 201})
CONFLICT: Final = 409
LATER: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; its repr shows no token. longest: how many bytes of an answer are read."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = b""
    longest: int = LONGEST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the service answered; a body that is too long is none."""

    status: int
    body: bytes


class HttpBookings:
    """Posts each booking under its key; the service knows a repeat by it, so any try may be made again.

    within_s: for how long one booking may be tried, all in all.
    """

    def __init__(
        self,
        *,
        url: str,
        token: Callable[[], str],
        http: PoolManager,
        within_s: float,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url, self._token, self._http = f"{url}/bookings", token, http
        self._within_s, self._ticks = within_s, ticks

    def book(self, stay: Stay, *, owner: OwnerId, key: str, person: SignedIn | None = None) -> Booking:
        """See ``Bookings``; the account is looked at right before the service is asked."""
        headers = {
            "Content-Type": "application/json",
            # A string of a structured header stands in quotes.
            "Idempotency-Key": f'"{key}"',
            **self._rights(person),
        }
        order = Question(method="POST", url=self._url, headers=headers, body=order_body(stay, owner))
        answer = self._ask(order)
        if answer.status not in BOOKED:
            raise failure_of(answer)
        return read_booking(answer.body, owner)

    def of(self, owner: OwnerId, *, person: SignedIn | None = None) -> Sequence[Booking]:
        """See ``Bookings``."""
        url, headers = f"{self._url}?owner={quote(owner, safe='')}", self._rights(person)
        answer = self._ask(Question(method="GET", url=url, headers=headers, longest=LONGEST_LIST_BYTES))
        if answer.status != LISTED:
            raise failure_of(answer)
        return read_bookings(answer.body, owner)

    def _rights(self, person: SignedIn | None) -> Mapping[str, str]:
        ours = {"Authorization": f"Bearer {self._bearer()}"}
        return ours if person is None else {**ours, PERSON: f"Bearer {person.access_token()}"}

    def _bearer(self) -> str:
        try:
            with failing_as(Retryable, doing="reading the booking service's token"):
                return self._token()
        except NoTokenError as error:
            log.error("booking service has no token", extra={"reason": str(error)})  # noqa: TRY400 (the reason says it all)
            raise Refused("booking service has no token", code="not_configured") from error

    def _ask(self, question: Question) -> Answer:
        """The answer to one question, which is tried again while there is time; raises ``Retryable``."""
        ends_at, tries_left = self._ticks() + self._within_s, TRIES
        while True:
            try:
                answer = self._send(question, within_s=ends_at - self._ticks())
            except HTTPError as error:
                failure = type(error).__name__
            else:
                if answer.status < 500:  # noqa: PLR2004 (the first status that means the server's own failure)
                    return answer
                failure = str(answer.status)
            log.warning("booking service failed", extra={"failure": failure})
            tries_left -= 1
            if not tries_left or ends_at - self._ticks() < LEAST_S:
                raise Retryable(f"booking service failed: {failure}")

    def _send(self, question: Question, *, within_s: float) -> Answer:
        response = self._http.request(
            question.method,
            question.url,
            body=question.body or None,
            headers=question.headers,
            timeout=Timeout(connect=CONNECT_S, total=within_s),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        # We asked for no compression, and what is not read as it came cannot swell.
        body = response.read(question.longest + 1, decode_content=False)
        if len(body) > question.longest:
            response.close()
            body = b""
        response.release_conn()
        return Answer(status=response.status, body=body)


def order_body(stay: Stay, owner: OwnerId) -> bytes:
    """What is asked of the service."""
    order = {
        "owner": owner,
        "city": stay.city,
        "check_in": stay.check_in.isoformat(),
        "nights": stay.nights,
        "room": stay.room,
    }
    return json.dumps(order, separators=(",", ":")).encode()


def failure_of(answer: Answer) -> ParleyError:
    """What an answer that is no booking means.

    A 409 for another reason than a known one says, by the draft, that an earlier try is still under way.
    """
    if answer.status == CONFLICT:
        lack = _code(answer.body)
        return Unbookable(Lack(lack)) if lack in set(Lack) else Retryable("booking under way")
    if answer.status in LATER:
        return Retryable(f"booking service asks to wait: {answer.status}")
    log.error("booking service does not take our request", extra={"status": answer.status})
    if 400 <= answer.status < 500:  # noqa: PLR2004 (the client's failures)
        return Refused(f"booking service refused: {answer.status}", code="refused_by_service")
    return Retryable(f"booking service's answer not understood: {answer.status}")


def read_booking(body: bytes, owner: OwnerId) -> Booking:
    """The booking that the service tells; raises ``Retryable`` when it is none, since there may be one."""
    return _read(body, lambda given: _booking(given, owner))


def read_bookings(body: bytes, owner: OwnerId) -> Sequence[Booking]:
    """The bookings that the service tells, in its order; raises ``Retryable`` when one of them is none."""
    return _read(body, lambda given: [_booking(one, owner) for one in given["bookings"][:MOST_TOLD]])


def _read(body: bytes, reader: Callable[[Any], Told]) -> Told:
    try:
        return reader(json.loads(body))
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        # The cause would carry what the service wrote into a traceback.
        raise Retryable("booking service's answer not understood") from None


def _booking(given: Any, owner: OwnerId) -> Booking:  # noqa: ANN401 (any JSON)
    stay = Stay(
        city=_text(given["city"]),
        check_in=read_day(given["check_in"]),
        nights=_nights(given["nights"]),
        room=Room(given["room"]),
    )
    return Booking(number=_number(given["number"]), owner=owner, stay=stay, at=moment(given["booked_at"]))


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["code"])
    except (ValueError, TypeError, LookupError, RecursionError):
        return ""


def _text(given: Any) -> str:  # noqa: ANN401 (any JSON)
    if not isinstance(given, str) or not 0 < len(given) <= LONGEST_CITY:
        raise ValueError("no city")
    return given


def _nights(given: Any) -> int:  # noqa: ANN401 (any JSON)
    if type(given) is not int or not 0 < given <= MOST_NIGHTS:
        raise ValueError("no number of nights")
    return given


def _number(given: Any) -> str:  # noqa: ANN401 (any JSON)
    if not NUMBER.fullmatch(given):
        raise ValueError("no number to quote")
    return str(given)
