"""A messenger without idempotency keys: chats that show what they take, webhooks that repeat themselves."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from bench import history
from lambdas.domain.conversation import Line, Who
from lambdas.domain.errors import Refused, Retryable, Unreachable
from lambdas.domain.ids import ConversationId, EventId, InstallationId, OwnerId, UserId
from lambdas.domain.keys import conversation_key, user_owner
from lambdas.domain.ports import Clock, Seen
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Said, Turn
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp
from stacks import numbers
from tests.simulation.world import Process, World

REPEATS_S: Final = (2.0, 70.0, 299.0, 301.0, 86_400.0)
RETRIES_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0, 3_600.0)
OK: Final = 200
MESSENGER: Final = InstallationId("messenger")


class ChatInbound:
    """See ``Inbound``; a delivery is ``{"event", "chat", "user", "text"}``."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``."""
        if delivery.headers.get("x-secret") != "secret":
            raise Refused("wrong secret", code="forged")

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``."""
        given = json.loads(delivery.body)
        return (turn_of(given, self._clock),)

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``."""
        del delivery
        return Acknowledgement()


def turn_of(given: Mapping[str, str], clock: Clock) -> Turn:
    """The turn of a delivery."""
    return Turn(
        kind=Kind.WEBHOOK,
        address=Address(
            installation=MESSENGER,
            conversation=ConversationId(given["chat"]),
            user=UserId(given["user"]),
        ),
        event=EventId(given["event"]),
        locale="en-US",
        at=clock.now(),
        content=Said(text=given["text"]),
    )


class ChatOutbound:
    """See ``Outbound``: sends bot's lines one by one, as the Telegram adapter does."""

    def __init__(self, *, world: World) -> None:
        self._world = world
        self.blocked: set[str] = set()

    def block(self, chat: str) -> None:
        """Somebody blocks us: nothing is ever shown there again."""
        self.blocked.add(chat)
        self._world.history.add(history.Closed(at_s=self._world.now_s, place=f"chat:{chat}"))

    def owner(self, address: Address) -> OwnerId:
        """See ``Outbound``."""
        return user_owner(address.installation, address.user)

    def typing(self, turn: Turn) -> None:
        """See ``Outbound``."""
        try:
            self._world.call("chat.typing", lambda: turn)
        except Retryable:
            return

    def deliver(self, address: Address, lines: Sequence[Line], *, seen: Seen) -> None:
        """See ``Outbound``."""
        sent = 0
        for place, line in enumerate(lines):
            if line.who is Who.BOT:
                if sent:
                    seen(sent, 0)
                self._send(address, line)
                sent = place + 1

    def unanswered(self, turn: Turn) -> None:
        """See ``Outbound``."""
        try:
            self._world.call("chat.unanswered", lambda: turn)
        except Retryable:
            return

    def _send(self, address: Address, line: Line) -> None:
        self._world.call("chat.send", lambda: self._show(address, line), takes_s=0.1)

    def _show(self, address: Address, line: Line) -> None:
        if address.conversation in self.blocked:
            raise Unreachable("blocked by the user")
        self._world.history.add(
            history.Shown(
                at_s=self._world.now_s,
                place=f"chat:{address.conversation}",
                conversation=conversation_key(address)[:8],
                seq=line.seq,
                turn=history.key_of(_turn_of_line(address, line, self._world)),
                who=line.who,
                text=history.words_of(line),
            )
        )


def _turn_of_line(address: Address, line: Line, clock: Clock) -> Turn:
    given = {"chat": address.conversation, "user": address.user, "event": line.event, "text": ""}
    return turn_of(given, clock)


class ChatPlatform:
    """The messenger's side: delivers what people say until it is taken, and sometimes again long after.

    repeats: how many of one delivery come again. after_s: after how long.
    """

    def __init__(
        self, *, world: World, app: RequestApp, repeats: float, after_s: Sequence[float] = REPEATS_S
    ) -> None:
        self._world, self._app = world, app
        self._repeats, self._after_s = repeats, after_s

    def say(self, *, chat: str, user: str, text: str) -> None:
        """Somebody writes into a chat."""
        given = {"event": f"m{self._world.number()}", "chat": chat, "user": user, "text": text}
        turn = turn_of(given, self._world)
        said = history.Said(
            at_s=self._world.now_s,
            owner=user_owner(MESSENGER, turn.address.user),
            conversation=conversation_key(turn.address)[:8],
            turn=history.key_of(turn),
            event=turn.event,
            text=text,
        )
        self._world.history.add(said)
        self._deliver(given, said)

    def _deliver(
        self, given: Mapping[str, str], said: history.Said, *, attempt: int = 0, again: bool = False
    ) -> None:
        if self._called(given, said):
            accepted = history.Accepted(
                at_s=self._world.now_s, conversation=said.conversation, turn=said.turn
            )
            self._world.history.add(accepted)
            if not again and self._world.random.random() < self._repeats:
                again_s = self._world.random.choice(self._after_s)
                self._world.after(again_s, lambda: self._deliver(given, said, again=True))
        elif attempt < len(RETRIES_S):
            following = attempt + 1
            self._world.after(
                RETRIES_S[attempt], lambda: self._deliver(given, said, attempt=following, again=again)
            )

    def _called(self, given: Mapping[str, str], said: history.Said) -> bool:
        event = {
            "pathParameters": {"installation": MESSENGER},
            "headers": {"X-Secret": "secret"},
            "body": json.dumps(given),
        }
        statuses: list[int] = []

        def work() -> None:
            statuses.append(int(answer_webhook(event, app=self._app)["statusCode"]))

        process = Process(
            conversation=said.conversation, turn=said.turn, deadline_s=self._world.now_s + numbers.REQUEST_S
        )
        return self._world.run_as(process, work) and statuses == [OK]
