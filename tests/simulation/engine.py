"""An engine with a memory of its own, a hook that books, and moods."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bench.history import Acted, Heard, group_of, key_of
from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.errors import Refused, Retryable, Untouched
from lambdas.domain.hotel import booking_number
from lambdas.domain.ids import BotId
from lambdas.domain.intent import Action, Call, Errand, Intent, Outcome, Source
from lambdas.domain.keys import engine_session
from lambdas.domain.ports import Seal
from lambdas.domain.reply import Choice, Choices, Part, Text
from lambdas.domain.turn import Turn
from lambdas.flows.fulfil import fulfil
from tests.fakes.results import MemoryResults
from tests.simulation.faults import Kind
from tests.simulation.world import KilledError, World

BOOK: Final = "book"
POISON: Final = "poison"
DEADLY: Final = "deadly"
HUGE: Final = "huge"
MUTE: Final = "mute"
LONG: Final = "long"
REFUSED: Final = "refused"


@dataclass(kw_only=True)
class Remembered:
    """What the engine remembers of one session: how many turns, and the speaker's canary."""

    turns: int
    canary: str
    at_s: float


class Business:
    """What is behind every engine's hook: fulfilment, and a service that books once a key.

    booking_key: the key of an errand.
    """

    def __init__(self, *, world: World, seal: Seal, booking_key: Callable[[Errand], str]) -> None:
        self._world, self._seal, self._booking_key = world, seal, booking_key
        self._booked: dict[str, str] = {}
        self._results = MemoryResults(clock=world)

    def book(self, envelope: str) -> str:
        """What the hook says to a booking; raises ``Retryable`` where an engine's hook fails."""
        call = Call(bot=BotId("sim"), locale="en-US", intent="Book", source=Source.FULFILMENT)
        intents: dict[str, Intent] = {"Book": self._act}

        def answered() -> Outcome:
            return fulfil(call, envelope=envelope, seal=self._seal, results=self._results, intents=intents)

        try:
            outcome = self._world.call("fulfilment.invoke", answered)
        except Retryable as failure:
            # Whatever became of the hook, the engine has heard the turn.
            raise Retryable("hook failed") from failure
        return str(getattr(outcome.parts[0], "text", ""))

    def _act(self, call: Call, errand: Errand) -> Outcome:
        del call
        number = self._world.call("service.book", lambda: self._serve(errand))
        return Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text=f"booked {number}"),))

    def _serve(self, errand: Errand) -> str:
        """The business's own service: one booking a key."""
        key = self._booking_key(errand)
        if key not in self._booked:
            acted = Acted(at_s=self._world.now_s, owner=errand.owner, turn=errand.turn[:8], key=key)
            self._world.history.add(acted)
        return self._booked.setdefault(key, booking_number(key))


class SimEngine:
    """Answers ``<canary> turn <n> of the dialog, thought <m>``, the last number being of each call.

    See ``Engine``. Some words put it into a mood: see the constants above. down: nothing reaches it.
    """

    memory_s = 300

    def __init__(self, *, name: str, world: World, business: Business) -> None:
        self.name, self.down = name, False
        self._world, self._business = world, business
        self._remembered: dict[str, Remembered] = {}

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``."""
        return self._world.call(
            f"{self.name}.converse",
            lambda: self._think(turn, session=session, envelope=envelope, restore=restore),
            takes_s=0.5,
        )

    def _think(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        if self.down:
            self._world.note(f"{self.name}.converse", Kind.REFUSED, self._world.process)
            raise Untouched("engine out of reach")
        self._world.history.add(
            Heard(at_s=self._world.now_s, conversation=group_of(turn), turn=key_of(turn), engine=self.name)
        )
        words = str(getattr(turn.content, "text", ""))
        memory = self._memory(turn, session, restore=restore)
        memory.turns, memory.at_s = memory.turns + 1, self._world.now_s
        memory.canary = memory.canary or words.partition(" ")[0]
        self._be_moody(words)
        said = f"{memory.canary} turn {memory.turns} of the dialog, thought {self._world.number()}"
        if BOOK in words:
            said += f", {self._business.book(envelope)}"
        state = json.dumps({"turns": memory.turns, "canary": memory.canary})
        # Every third answer ends what was begun, so that the next may come from another engine.
        return Understanding(
            parts=_parts(said, words), state=state, intent="Talk", closed=memory.turns % 3 == 0
        )

    def _memory(self, turn: Turn, session: Session | None, *, restore: bool) -> Remembered:
        key, now_s = engine_session(turn.address), self._world.now_s
        known = self._remembered.get(key)
        if restore or known is None or now_s - known.at_s > self.memory_s:
            kept = json.loads(session.state) if session and restore and session.state else {}
            turns, canary = kept.get("turns", 0), kept.get("canary", "")
            known = self._remembered[key] = Remembered(turns=turns, canary=canary, at_s=now_s)
        return known

    def _be_moody(self, words: str) -> None:
        if DEADLY in words:
            self._world.note(f"{self.name}.converse", Kind.KILLED, self._world.process)
            raise KilledError
        if POISON in words:
            self._world.note(f"{self.name}.converse", Kind.REFUSED, self._world.process)
            raise ValueError("rubbish from the engine")
        if REFUSED in words:
            raise Refused("engine will never understand this")


def _parts(said: str, words: str) -> Sequence[Part]:
    if MUTE in words:
        return ()
    if HUGE in words:
        return (Text(text="x" * 40_000),)
    if LONG in words:
        choices = Choices(choices=(Choice(label="Yes", value="yes"),))
        return (Text(text=said), Text(text=f"{said}, continued"), choices, Text(text=f"{said}, at length"))
    return (Text(text=said),)
