"""Decide what was heard means for a dialog: a new intent, an answer, a yes, a no, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lambdas.domain.declared import DeclaredIntent, Dialogs
from lambdas.domain.dialog import CONFIRM, Dialog, Heard, Meaning, Phase
from lambdas.domain.intent import Confirmation, Slot

START: Final = "start"
"""What is finished when an intent begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listened:
    """The dialog after a turn. steps: what is finished now, whose branches come next; none on a miss."""

    dialog: Dialog
    steps: Sequence[str]


def listen(heard: Heard, dialog: Dialog, dialogs: Dialogs) -> Listened:
    """What becomes of the dialog; while an answer is awaited, the intent under way is not begun anew."""
    match heard.meaning:
        case Meaning.BEGIN if heard.intent != dialog.intent or not dialog.asked:
            return _begun(heard, dialog, dialogs)
        case Meaning.BEGIN | Meaning.ANSWER if dialog.asked:
            return _answered(heard.slots, dialog, dialogs[dialog.intent])
        case Meaning.YES if dialog.asked == CONFIRM:
            return _confirmed(dialog, Confirmation.CONFIRMED)
        case Meaning.NO if dialog.asked == CONFIRM:
            return _confirmed(dialog, Confirmation.DENIED)
        case _:
            return _missed(dialog)


def begin(intent: DeclaredIntent, said: Mapping[str, Slot], dialog: Dialog) -> Dialog:
    """The dialog at the beginning of an intent, with what was said and the defaults of what was not."""
    known = {name: said[name] for name in intent.slots if name in said}
    return replace(
        dialog,
        intent=intent.name,
        phase=Phase.OPEN,
        slots={**known, **_defaults(intent, said, dialog)},
        confirmation=Confirmation.NONE,
        asked="",
        attempt=0,
    )


def passed(steps: Sequence[str], intent: DeclaredIntent, dialog: Dialog) -> Iterator[str]:
    """The steps whose branches are looked at: these, and each slot with a value that is passed over then."""
    ahead, seen = list(steps), set[str]()
    while ahead:
        step = ahead.pop(0)
        seen.add(step)
        yield step
        if not ahead:
            ahead = [name for name in _following(step, intent) if name in dialog.slots and name not in seen]


def _following(step: str, intent: DeclaredIntent) -> Sequence[str]:
    """The slot that is asked for after a step, if there is one; after a jump, the first of the others."""
    required = [slot.name for slot in intent.slots.values() if slot.required]
    if step == START:
        return required[:1]
    if step not in intent.slots:
        return ()
    if step not in required or _is_jumped_to(step, intent):
        return [name for name in required if name != step][:1]
    return required[required.index(step) + 1 :][:1]


def _is_jumped_to(slot: str, intent: DeclaredIntent) -> bool:
    elsewhere = (branch.then for step, of in intent.branches.items() if step != slot for branch in of)
    return any(then and then.kind == "ask" and then.name == slot for then in elsewhere)


def _begun(heard: Heard, dialog: Dialog, dialogs: Dialogs) -> Listened:
    intent = dialogs.get(heard.intent)
    if intent is None or (intent.after and not set(intent.after) & set(dialog.done)):
        return _missed(dialog)
    return Listened(dialog=begin(intent, heard.slots, dialog), steps=(START,))


def _defaults(intent: DeclaredIntent, said: Mapping[str, Slot], dialog: Dialog) -> Mapping[str, Slot]:
    found: dict[str, Slot] = {}
    for slot in intent.slots.values():
        value = slot.default
        if isinstance(value, tuple):
            other, name = value
            value = dialog.done[other].slots.get(name) if other in dialog.done else None
        if value and slot.name not in said:
            found[slot.name] = Slot(original=value, interpreted=value)
    return found


def _answered(slots: Mapping[str, Slot], dialog: Dialog, intent: DeclaredIntent) -> Listened:
    known = {name: slots[name] for name in intent.slots if name in slots}
    return Listened(dialog=dialog.with_slots(known), steps=tuple(known)) if known else _missed(dialog)


def _confirmed(dialog: Dialog, verdict: Confirmation) -> Listened:
    step = "confirmed" if verdict is Confirmation.CONFIRMED else "declined"
    return Listened(dialog=replace(dialog, confirmation=verdict, attempt=0), steps=(step,))


def _missed(dialog: Dialog) -> Listened:
    return Listened(dialog=replace(dialog, attempt=dialog.attempt + 1), steps=())
