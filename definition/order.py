"""In which order a dialog asks: what comes after a slot, and which slots branches jump to."""

from definition.bot import Intent


def following(intent: Intent, slot: str | None) -> tuple[str, ...]:
    """Give the required slots that come after a slot, or after nothing yet.

    After a slot that a branch jumps to come all others, since some may have been passed over.
    """
    required = tuple(one.name for one in intent.slots.values() if one.required)
    if slot is None:
        return required
    if slot not in required or is_jumped_to(intent, slot):
        return tuple(one for one in required if one != slot)
    return required[required.index(slot) + 1 :]


def is_jumped_to(intent: Intent, slot: str) -> bool:
    """Tell whether a branch of another step than the slot's own asks for it."""
    steps = (one.then for step, branches in intent.branches.items() if step != slot for one in branches)
    return any(step and step.kind == "ask" and step.name == slot for step in steps)
