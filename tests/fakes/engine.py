"""An engine with a script."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.reply import Text
from lambdas.domain.turn import Turn
from tests.fakes.faults import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question put to the engine."""

    turn: Turn
    session: Session | None
    envelope: str
    restore: bool


class FakeEngine:
    """Answers from the script, one understanding a turn, and echoes when the script is over."""

    memory_s = 300

    def __init__(self, script: Sequence[Understanding] = (), *, name: str = "fake") -> None:
        self.name = name
        self.asked: list[Asked] = []
        self._script = list(script)
        self.faults = Faults()

    def answers(self, script: Sequence[Understanding]) -> None:
        """Go on with this script."""
        self._script = list(script)

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``."""
        with self.faults.at("converse"):
            self.asked.append(Asked(turn=turn, session=session, envelope=envelope, restore=restore))
            return self._script.pop(0) if self._script else an_echo(turn)

    def resumed(self, state: str, *, after: str) -> str:
        """See ``Engine``: the dialog's own state, whatever surrounds it."""
        del after
        return state


def an_echo(turn: Turn) -> Understanding:
    """The turn's own words, and a state that counts nothing; no answer is waited for."""
    return Understanding(parts=(Text(text=f"echo: {_words(turn)}"),), state="{}", closed=True)


def _words(turn: Turn) -> str:
    return str(getattr(turn.content, "text", ""))
