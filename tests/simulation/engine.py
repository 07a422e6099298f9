"""An engine with a memory of its own, a hook that books, and moods."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
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
from lambdas.domain.wording import Texts
from lambdas.flows.fulfil import fulfil
from lambdas.flows.sign_in_first import Door
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
ASIDE: Final = "aside"
ASKING: Final = "aside with a question"
"""The next turn, whatever it is, answers it and ends the aside."""

MARKED: Final = " R&B <b> *so* _it_ [is](x)"
MARKS_EACH: Final = 40
"""What a text has among its words that markups mean something by, and after how many of these."""

LABEL: Final = 300
"""The characters of a choice that no button has room for."""

ASIDES: Final = frozenset({"Aside"})


@dataclass(kw_only=True)
class Remembered:
    """What the engine remembers of one session: how many turns, and the speaker's canary.

    form: in which turn the form that is open was begun, 0 where none is. aside: whether one asks something.
    """

    turns: int = 0
    canary: str = ""
    form: int = 0
    aside: bool = False
    at_s: float = 0


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
            return fulfil(
                call,
                envelope=envelope,
                seal=self._seal,
                results=self._results,
                intents=intents,
                door=Door(texts=Texts(by_bot={})),
            )

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
    """Answers ``<canary> turn <n> of the dialog, form <n>, thought <m>``, the last number being of each call.

    See ``Engine``. A form begins with the first turn and ends with every third; while it is open, its number
    is asked. Some words put it into a mood: see the constants above. down: nothing reaches it. long: the
    characters of its longest text.
    """

    memory_s = 300

    def __init__(self, *, name: str, world: World, business: Business, long: int) -> None:
        self.name, self.down = name, False
        self._world, self._business, self._long = world, business, long
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
        aside, closed = self._move(memory, words)
        label = (ASKING if memory.aside else ASIDE) if aside else f"form {memory.form}"
        number = self._world.number()
        said = f"{memory.canary} turn {memory.turns} of the dialog, {label}, thought {number}"
        if BOOK in words:
            said += f", {self._business.book(envelope)}"
        asks = () if closed else (Text(text=f"{memory.canary} {label}?"),)
        memory.form = 0 if closed else memory.form
        kept = {"turns": memory.turns, "canary": memory.canary, "form": memory.form, "aside": memory.aside}
        return Understanding(
            parts=_parts(said, words, asks, self._long),
            state=json.dumps(kept),
            intent="Aside" if aside else "Talk",
            closed=closed,
        )

    def resumed(self, state: str, *, after: str) -> str:
        """See ``Engine``: a dialog's own is its form."""
        return json.dumps({**json.loads(after), "form": json.loads(state)["form"]})

    def _move(self, memory: Remembered, words: str) -> tuple[bool, bool]:
        """Whether the turn is an aside, which puts an open form out of mind, and whether no answer is due."""
        aside = memory.aside or ASIDE in words
        memory.aside = not memory.aside and ASKING in words
        memory.form = 0 if aside else memory.form or memory.turns
        # Every third answer ends what was begun, so that the next may come from another engine.
        return aside, not memory.aside if aside else memory.turns % 3 == 0

    def _memory(self, turn: Turn, session: Session | None, *, restore: bool) -> Remembered:
        key, now_s = engine_session(turn.address), self._world.now_s
        known = self._remembered.get(key)
        if restore or known is None or now_s - known.at_s > self.memory_s:
            kept = json.loads(session.state) if session and restore and session.state else {}
            known = self._remembered[key] = Remembered(**kept, at_s=now_s)
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


@cache
def _filling(characters: int) -> str:
    """So many of them, no two stretches alike, with some that markups mean something by."""
    words = (f" {number}{MARKED if number % MARKS_EACH == 0 else ''}" for number in range(1, characters))
    return "".join(words)[:characters]


@cache
def _offered(characters: int) -> Sequence[Choice]:
    """Choices of so many characters: whoever refuses them as buttons is sent several messages."""
    labels = [f"{number}{_filling(LABEL)}" for number in range(1, characters // LABEL + 2)]
    return (Choice(label="Yes", value="yes"), *(Choice(label=label, value=label[:20]) for label in labels))


def _parts(said: str, words: str, asks: Sequence[Part], long: int) -> Sequence[Part]:
    if MUTE in words:
        return ()
    if HUGE in words:
        return (Text(text="x" * 40_000),)
    if LONG in words:
        at_length = (
            Text(text=f"{said}, continued"),
            Choices(choices=_offered(long)),
            Text(text=f"{said}, at length{_filling(long)}"),
        )
        return (Text(text=said), *at_length, *asks)
    return (Text(text=said), *asks)
