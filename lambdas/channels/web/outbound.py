"""Lines go out to every open tab of a conversation."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from lambdas.channels.web import frames
from lambdas.domain.conversation import Line
from lambdas.domain.errors import ParleyError, Refused, Retryable, Unreachable
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import conversation_key
from lambdas.domain.ports import Clock, Connections, Seen, Wire
from lambdas.domain.socket import Socket
from lambdas.domain.turn import Address, Turn

log = logging.getLogger(__name__)

SETTLING: Final = timedelta(seconds=30)
"""A post right after ``$connect`` can be too early; so young a row is kept in spite of a 410."""


class WebOutbound:
    """The page drops a ``seq`` it has shown and asks for those it has missed.

    So a closed socket is no failure, and lines may safely go out twice.
    """

    def __init__(self, *, connections: Connections, wire: Wire, clock: Clock) -> None:
        self._connections, self._wire, self._clock = connections, wire, clock

    def owner(self, address: Address) -> OwnerId:
        """See ``Outbound``; a web user is known by nothing but the owner that the door proved."""
        return OwnerId(address.user)

    def typing(self, turn: Turn) -> None:
        """See ``Outbound``."""
        self._attempt(turn, frames.TYPING)

    def unanswered(self, turn: Turn) -> None:
        """See ``Outbound``."""
        self._attempt(turn, frames.error("unanswered", event=turn.event))

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """See ``Outbound``; every tab is tried before a failure is told."""
        del seen
        failure: Retryable | None = None
        for socket in self._connections.of(conversation_key(address)):
            if self._is_for(socket, self.owner(address)):
                try:
                    self._post(socket, lines)
                except Retryable as error:
                    failure = error
        if failure is not None:
            raise failure

    def _is_for(self, socket: Socket, owner: OwnerId) -> bool:
        expires = socket.identity_expires
        return socket.owner == owner and (expires is None or expires > self._clock.now())

    def _post(self, socket: Socket, lines: Sequence[Line]) -> None:
        try:
            for frame in frames.line_frames(lines):
                self._wire.post(socket.connection, frame)
        except Refused as refusal:
            # It would be refused again; the page asks for what it has not seen.
            log.error("frame refused by the socket", extra={"reason": str(refusal)})  # noqa: TRY400 - it says all
        except Unreachable:
            if self._clock.now() - socket.since > SETTLING:
                self._forget(socket)

    def _forget(self, socket: Socket) -> None:
        try:
            self._connections.remove(socket.conversation, socket.connection)
        except Retryable as error:
            log.info("closed socket still listed", extra={"reason": str(error)})

    def _attempt(self, turn: Turn, frame: str) -> None:
        if turn.connection is None:
            return
        try:
            self._wire.post(turn.connection, frame)
        except ParleyError as error:
            log.info("frame not delivered", extra={"event": turn.event, "reason": str(error)})
