"""A messenger's webhooks, which repeat themselves, and the people who write there."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from bench import history
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConversationId, EventId, InstallationId, UserId
from lambdas.domain.keys import conversation_key, user_owner
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Delivery, Kind, Left, Said, Turn
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp
from stacks import numbers
from tests.simulation.messenger import ChatMessenger
from tests.simulation.world import Process, World

REPEATS_S: Final = (2.0, 70.0, 299.0, 301.0, 86_400.0)
RETRIES_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0, 3_600.0)
OK: Final = 200
MESSENGER: Final = InstallationId("messenger")


class ChatInbound:
    """See ``Inbound``; a delivery is ``{"event", "chat", "user", "text"}``, or without words of who left."""

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
        content=Said(text=given["text"]) if "text" in given else Left(),
    )


class ChatPlatform:
    """The messenger's side: delivers what people say until it is taken, and sometimes again long after.

    repeats: how many of one delivery come again. after_s: after how long.
    """

    def __init__(
        self,
        *,
        world: World,
        app: RequestApp,
        chats: ChatMessenger,
        repeats: float,
        after_s: Sequence[float] = REPEATS_S,
    ) -> None:
        self._world, self._app, self._chats = world, app, chats
        self._repeats, self._after_s = repeats, after_s

    def say(self, *, chat: str, user: str, text: str) -> None:
        """Somebody writes into a chat."""
        self._chats.heard(chat)
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

    def leave(self, *, chat: str, user: str) -> None:
        """Somebody blocks us, and we are told."""
        self._chats.block(chat)
        given = {"event": f"m{self._world.number()}", "chat": chat, "user": user}
        turn = turn_of(given, self._world)
        said = history.Said(
            at_s=self._world.now_s,
            owner=user_owner(MESSENGER, turn.address.user),
            conversation=conversation_key(turn.address)[:8],
            turn=history.key_of(turn),
            event=turn.event,
            text="",
        )
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
