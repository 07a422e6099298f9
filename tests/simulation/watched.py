"""An observer between whoever delivers lines and the messenger: it knows which message each call shows."""

from collections.abc import Sequence
from dataclasses import replace

from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import conversation_key, digest
from lambdas.domain.outgoing import Call, Limit, Outgoing
from lambdas.domain.ports import Messenger
from lambdas.domain.reply import Part
from lambdas.domain.turn import Address, Kind, Turn
from tests.simulation.world import Saying, World


class Watched:
    """See ``Messenger``: the adapter's, and its process says what it is about to show.

    limits: in a chat and over all, in place of the adapter's; none where those stay.
    """

    def __init__(self, messenger: Messenger, *, world: World, limits: Sequence[Limit]) -> None:
        self._messenger, self._world, self._limits = messenger, world, limits
        self._line: Sequence[Outgoing] = ()

    def owner(self, address: Address) -> OwnerId:
        """See ``Messenger``."""
        return self._messenger.owner(address)

    def limits(self, address: Address) -> Sequence[Limit]:
        """See ``Messenger``."""
        if not self._limits:
            return self._messenger.limits(address)
        chat, whole = self._limits
        return (replace(chat, scope=f"chat/{address.conversation}"), whole)

    def messages(self, address: Address, parts: Sequence[Part]) -> Sequence[Outgoing]:
        """See ``Messenger``."""
        self._line = self._messenger.messages(address, parts)
        return self._line

    def call(self, address: Address, call: Call) -> None:
        """See ``Messenger``."""
        process = self._world.process
        if process is not None:
            process.saying = self._saying(address, call) if call.key else None
        try:
            self._messenger.call(address, call)
        finally:
            if process is not None:
                process.saying = None

    def typing(self, turn: Turn) -> Sequence[Call]:
        """See ``Messenger``."""
        return self._messenger.typing(turn)

    def _saying(self, address: Address, call: Call) -> Saying:
        event, seq, number, form, place = call.key.rsplit("/", 4)
        now, *plainer = self._line[int(number)].forms[int(form) :]
        return Saying(
            conversation=conversation_key(address)[:8],
            seq=int(seq),
            turn=digest(address.installation, address.conversation, Kind.WEBHOOK, event)[:8],
            message=int(number) + 1,
            messages=len(self._line),
            piece=int(place) + 1,
            pieces=len(now),
            # Where the rest of a form is refused and the next takes more calls, all of it is shown again.
            plainer=bool(plainer) and (place == "0" or len(plainer[0]) == len(now)),
        )
