"""Where a dialog goes by its branches: what is said on the way, and the step that is taken."""

from collections.abc import Sequence
from dataclasses import dataclass

from definition.bot import MOMENTS, START, Branch, Intent, IntentWords, Message, Step
from definition.condition import holds
from definition.order import following
from dev.lex.state import IntentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """said: in order, for branches that were taken. step: None where the dialog goes on as it would."""

    said: tuple[Message, ...] = ()
    step: Step | None = None


def way(steps: Sequence[str], intent: IntentState, *, declared: Intent, words: IntentWords) -> Way:
    """Follow the branches after some steps, and after each slot that has a value and is passed over then.

    steps: slots in the order they were filled, or one of ``MOMENTS``.
    """
    said: list[Message] = []
    ahead, passed = list(steps), set[str]()
    while ahead:
        step = ahead.pop(0)
        passed.add(step)
        branch = _taken(step, intent, declared)
        if branch and branch.say:
            said.append(words.replies[branch.say])
        if branch and branch.then:
            return Way(said=tuple(said), step=branch.then)
        if not ahead:
            ahead = [slot for slot in _next(step, declared) if intent.slots[slot] and slot not in passed]
    return Way(said=tuple(said))


def _taken(step: str, intent: IntentState, declared: Intent) -> Branch | None:
    slots = {name: value.interpreted for name, value in intent.filled.items()}
    branches = declared.branches.get(step, ())
    return next((one for one in branches if one.condition is None or holds(one.condition, slots)), None)


def _next(step: str, declared: Intent) -> Sequence[str]:
    """Give the slot that comes after a step, if one does."""
    if step in MOMENTS:
        return following(declared, None)[:1] if step == START else ()
    return following(declared, step)[:1]
