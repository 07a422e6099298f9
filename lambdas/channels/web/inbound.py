"""Frames of the web page become turns."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.channels.web.frames import read_frame
from lambdas.domain.cleaning import clean
from lambdas.domain.errors import Refused
from lambdas.domain.ids import EventId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import holder_address
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Chose, Content, Delivery, Kind, Pass, Said, Turn

UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class WebInbound:
    """Frames through a socket that the door has let in."""

    def __init__(self, *, installation: Installation, clock: Clock) -> None:
        self._installation, self._clock = installation, clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; what counts is the authorizer's word, which ends with the person's identity."""
        if _holder(delivery).ended(self._clock.now()):
            raise Refused("identity expired", code="expired")

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; a ``ping`` gives no turn.

        Raises ``Refused`` with a code of ``frames.ERRORS``.
        """
        holder = _holder(delivery)
        frame = read_frame(delivery.body)
        if frame.get("conversation", holder.conversation) != holder.conversation:
            raise Refused("frame names another conversation", code="forbidden")
        if frame["type"] == "ping":
            return ()
        return (self._turn(frame, holder, delivery),)

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; a frame is acknowledged by a frame, which its entry point makes."""
        del delivery
        return Acknowledgement()

    def _turn(self, frame: Mapping[str, Any], holder: Pass, delivery: Delivery) -> Turn:
        content = self._content(frame)
        return Turn(
            kind=Kind.CLIENT,
            address=holder_address(holder),
            event=_event(frame),
            locale=holder.locale,
            at=self._clock.now(),
            content=content,
            connection=delivery.connection,
        )

    def _content(self, frame: Mapping[str, Any]) -> Content:
        match frame["type"]:
            case "message":
                return Said(text=self._text(frame, "text"))
            case "choice":
                return Chose(value=self._text(frame, "value"), text=self._text(frame, "text"))
            case _:
                raise Refused("unknown type of frame", code="unknown_type")

    def _text(self, frame: Mapping[str, Any], member: str) -> str:
        given = frame.get(member)
        if not isinstance(given, str):
            raise Refused(f"frame without {member}", code="bad_field")
        text = clean(given)
        if not text:
            raise Refused(f"{member} is empty", code="empty")
        if len(text) > self._installation.text_limit:
            raise Refused(f"{member} of {len(text)} characters", code="too_long")
        return text


def _event(frame: Mapping[str, Any]) -> EventId:
    given = frame.get("id")
    if not isinstance(given, str) or not UUID.fullmatch(given):
        raise Refused("frame without a UUID as its id", code="bad_field")
    return EventId(given)


def _holder(delivery: Delivery) -> Pass:
    if delivery.holder is None:
        raise Refused("frame through no known socket", code="forbidden")
    return delivery.holder
