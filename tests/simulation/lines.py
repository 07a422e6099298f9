"""The page's rule for lines, as ``web/chat/lines.mjs`` has it: each once, in order, none left out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.simulation.world import World

GAP_S: Final = 1.0
ANSWER_S: Final = 5.0
LONGEST_S: Final = 30.0


class Lines:
    """Shows the next number only, holds later ones, asks ``resume`` after a second of waiting.

    ask: sends a ``resume``. show: gets each line that is due.
    """

    def __init__(
        self,
        *,
        world: World,
        ask: Callable[[int], None],
        show: Callable[[Mapping[str, Any]], None],
        pruned: Callable[[int], None],
    ) -> None:
        self._world, self._ask, self._show, self._pruned = world, ask, show, pruned
        self.shown = 0
        self._held: dict[int, Mapping[str, Any]] = {}
        self._asked = 0
        self._due_at_s: float | None = None
        self._answered, self._open = True, False

    def opened(self) -> None:
        """Ask for what was missed while there was no line."""
        self._open, self._asked = True, 0
        self._ask_now()

    def closed(self) -> None:
        """Nothing can be asked for."""
        self._open, self._due_at_s = False, None

    def take(self, frame: Mapping[str, Any]) -> None:
        """Take a ``lines`` frame: pushed, or the answer to a ``resume``, which repeats its ``after``."""
        self._answered = self._answered or "after" in frame
        self._held |= {line["seq"]: line for line in frame["lines"] if line["seq"] > self.shown}
        progressed = self._release(frame.get("pruned_to", 0))
        if progressed:
            self._asked = 0
        if frame["more"] and progressed:
            self._ask_now()
        elif frame["more"] or self._held:
            self._ask_within(GAP_S * 2**self._asked)
        elif self._answered:
            self._due_at_s = None

    def _release(self, pruned_to: int) -> bool:
        before = self.shown
        if pruned_to > self.shown:
            self._pruned(pruned_to)
        while self.shown + 1 in self._held or self.shown < pruned_to:
            self.shown += 1
            line = self._held.pop(self.shown, None)
            if line is not None:
                self._show(line)
        return self.shown > before

    def _ask_now(self) -> None:
        if self._open:
            self._due_at_s, self._answered = None, False
            self._ask_within(ANSWER_S * 2**self._asked)
            self._asked += 1
            self._ask(self.shown)

    def _ask_within(self, delay_s: float) -> None:
        due_at_s = self._world.now_s + min(delay_s, LONGEST_S)
        if not self._open or (self._due_at_s is not None and self._due_at_s <= due_at_s):
            return
        self._due_at_s = due_at_s
        self._world.after(due_at_s - self._world.now_s, lambda: self._ring(due_at_s))

    def _ring(self, due_at_s: float) -> None:
        if self._due_at_s == due_at_s:
            self._ask_now()
