"""Tabs of the chat page and the sockets between them and the platform."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bench import history
from lambdas.connection import socket as connection
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import Unreachable
from lambdas.domain.ids import ConnectionId, EventId
from lambdas.domain.keys import holder_address, holder_key
from lambdas.domain.pass_claims import claims
from lambdas.domain.turn import Kind, Pass, Said, Turn
from lambdas.request.socket import answer_frame
from lambdas.request.wiring import RequestApp
from stacks import numbers
from tests.simulation.lines import Lines
from tests.simulation.world import Process, World

TRAVEL_S: Final = 0.02
ACK_S: Final = 15.0
AGAIN_S: Final = 1.0
HANDSHAKE_S: Final = 29.0
"""So long API Gateway waits for ``$connect``; then there is no socket.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
"""


class Sockets:
    """See ``Wire``; which socket is open to which tab."""

    def __init__(self, *, world: World) -> None:
        self._world = world
        self.open: dict[ConnectionId, Tab] = {}

    def post(self, connection: ConnectionId, frame: str) -> None:
        """See ``Wire``."""
        self._world.call("wire.post", lambda: self._push(connection, frame))

    def open_for(self, connection: ConnectionId, tab: "Tab") -> ConnectionId:
        """The socket, open to this tab now."""
        self.open[connection] = tab
        return connection

    def _push(self, connection: ConnectionId, frame: str) -> None:
        tab = self.open.get(connection)
        if tab is None:
            raise Unreachable("socket is closed")
        tab.will_receive(connection, frame)


class Tab:
    """One tab: what was typed waits for its turn, the lines come as ``Lines`` rules."""

    def __init__(
        self,
        *,
        world: World,
        holder: Pass,
        sockets: Sockets,
        request: RequestApp,
        connections: ConnectionApp,
    ) -> None:
        self._world, self._holder, self._sockets = world, holder, sockets
        self._request, self._app = request, connections
        self._socket: ConnectionId | None = None
        self._outbox: list[history.Said] = []
        self._ids: dict[str, str] = {}
        self._in_flight: str | None = None
        self.place = f"tab:{world.number()}"
        self._lines = Lines(world=world, ask=self._resume, show=self._show, pruned=self._prune)
        opened = history.Opened(at_s=world.now_s, place=self.place, conversation=holder_key(holder)[:8])
        world.history.add(opened)

    def connect(self) -> None:
        """Open a socket, or try again in a moment."""
        if self._socket is not None:
            return
        socket, since_s = ConnectionId(f"s{self._world.number()}"), self._world.now_s
        answers = self._called(lambda: connection.connect(self._event(socket), app=self._app)["statusCode"])
        if answers != [200] or self._world.now_s - since_s > HANDSHAKE_S:
            self._world.after(self._world.random.uniform(0.5, 3), self.connect)
            return
        self._socket = self._sockets.open_for(socket, self)
        self._world.after(numbers.CONNECTION_S, lambda: self._end(socket), awaited=False)
        self._lines.opened()
        self._pump()

    def cut(self, *, away_s: float) -> None:
        """The line breaks; the tab is back after a while."""
        socket, self._socket = self._socket, None
        self._in_flight = None
        self._lines.closed()
        if socket is not None:
            self._sockets.open.pop(socket, None)
            self._called(lambda: connection.disconnect(self._event(socket), app=self._app))
        self._world.after(away_s, self.connect)

    def _end(self, socket: ConnectionId) -> None:
        """API Gateway ends a socket after two hours."""
        if self._socket == socket:
            self.cut(away_s=AGAIN_S)

    def say(self, text: str) -> None:
        """Type a message; it goes out when those before it are acknowledged."""
        given = f"{self._world.number():032x}"
        event = "-".join((given[:8], given[8:12], given[12:16], given[16:20], given[20:]))
        turn = self._turn(event)
        said = history.Said(
            at_s=self._world.now_s,
            owner=self._holder.owner,
            conversation=holder_key(self._holder)[:8],
            turn=history.key_of(turn),
            event=event,
            text=text,
        )
        self._ids[said.turn] = event
        self._world.history.add(said)
        self._outbox.append(said)
        self._pump()

    def will_receive(self, socket: ConnectionId, frame: str) -> None:
        """A frame is on its way; it is lost when the line breaks before it is here."""
        self._world.after(TRAVEL_S, lambda: self._receive(socket, frame))

    def _receive(self, socket: ConnectionId, frame: str) -> None:
        if socket != self._socket:
            return
        given = json.loads(frame)
        match given["type"]:
            case "lines":
                self._lines.take(given)
            case "ack":
                self._acknowledged(given["id"])
            case "error" if given.get("id") == self._in_flight:
                self._failed(retry=given["retry"])

    def _acknowledged(self, event: str) -> None:
        if event != self._in_flight:
            return
        said = self._outbox.pop(0)
        accepted = history.Accepted(at_s=self._world.now_s, conversation=said.conversation, turn=said.turn)
        self._world.history.add(accepted)
        self._in_flight = None
        self._pump()

    def _failed(self, *, retry: bool) -> None:
        self._in_flight = None
        if not retry:
            self._outbox.pop(0)
        self._world.after(AGAIN_S, self._pump)

    def _pump(self) -> None:
        if self._socket is None or self._in_flight is not None or not self._outbox:
            return
        said, socket = self._outbox[0], self._socket
        event = self._in_flight = self._ids[said.turn]
        body = json.dumps({"type": "message", "id": event, "text": said.text})
        self._world.after(TRAVEL_S, lambda: self._ask(socket, body, said.turn))
        self._world.after(ACK_S, lambda: self._stall(socket, event))

    def _stall(self, socket: ConnectionId, event: str) -> None:
        if self._socket == socket and self._in_flight == event:
            self.cut(away_s=AGAIN_S)

    def _ask(self, socket: ConnectionId, body: str, turn: str) -> None:
        answers = self._called(lambda: answer_frame(self._event(socket, body), app=self._request), turn=turn)
        for answer in answers:
            self.will_receive(socket, answer)

    def _resume(self, after: int) -> None:
        socket = self._socket
        if socket is None:
            return
        body = json.dumps({"type": "resume", "after": after})
        answers = self._called(lambda: connection.resume(self._event(socket, body), app=self._app))
        for answer in answers:
            self.will_receive(socket, answer)

    def _called(self, work: Any, *, turn: str = "") -> list[Any]:  # noqa: ANN401 - handlers' own answers
        answers: list[Any] = []
        process = Process(
            conversation=holder_key(self._holder)[:8],
            turn=turn,
            deadline_s=self._world.now_s + numbers.REQUEST_S,
        )
        return answers if self._world.run_as(process, lambda: answers.append(work())) else []

    def _show(self, line: Mapping[str, Any]) -> None:
        said = str(
            line.get("text") or " / ".join(str(part.get("text", "…")) for part in line.get("parts", ()))
        )
        self._world.history.add(
            history.Shown(
                at_s=self._world.now_s,
                place=self.place,
                conversation=holder_key(self._holder)[:8],
                seq=line["seq"],
                turn=history.key_of(self._turn(line.get("id") or line["in_reply_to"])),
                who=line["who"],
                text=said,
            )
        )

    def _prune(self, seq: int) -> None:
        self._world.history.add(history.Pruned(at_s=self._world.now_s, place=self.place, seq=seq))

    def _turn(self, event: str) -> Turn:
        return Turn(
            kind=Kind.CLIENT,
            address=holder_address(self._holder),
            event=EventId(event),
            locale=self._holder.locale,
            at=self._world.now(),
            content=Said(text="-"),
        )

    def _event(self, socket: ConnectionId, body: str = "") -> dict[str, Any]:
        context = {"eventType": "MESSAGE", "authorizer": claims(self._holder), "connectionId": socket}
        return {"requestContext": context, "body": body}
