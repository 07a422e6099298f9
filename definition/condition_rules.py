"""What must hold for a condition: it names slots of its intent, and compares each with what it can have."""

import re
from collections.abc import Iterator

from definition.bot import Bot, Intent
from definition.condition import Comparison, comparisons
from definition.condition_text import read_condition, slots_of
from definition.fault import Fault, instead
from definition.length import days_of
from definition.source import Source, Steps

NUMBERS = frozenset({"AMAZON.Number", "AMAZON.Percentage", "Parley.Money"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}")


def condition_faults(bot: Bot, intent: Intent, path: Steps, source: Source) -> Iterator[Fault]:
    """Give every fault of the condition that stands at a path."""
    text = source.texts[path].value
    for name, at in slots_of(text):
        if name not in intent.slots:
            problem = f'{{{name}}} names no slot of "{intent.name}"'
            yield source.fault_within(path, at, problem, instead(name, intent.slots))
    for one in comparisons(read_condition(text)):
        if one.slot in intent.slots:
            at = next(at for name, at in slots_of(text) if name == one.slot)
            for problem, advice in _mismatches(one, intent.slots[one.slot].type, bot):
                yield source.fault_within(path, at, problem, advice)


def value_mismatch(value: str, slot_type: str, bot: Bot) -> tuple[str, str] | None:
    """Give why a value can be none of a slot type, and what to write; None where it can."""
    own = bot.slot_types.get(slot_type)
    if own is not None and value not in own:
        return f'"{value}" is no {slot_type}', instead(value, own)
    for kind, fits, example in (
        ("AMAZON.Date", _DAY.fullmatch(value), "2027-09-01"),
        ("AMAZON.Time", _TIME.fullmatch(value), "17:30"),
        ("AMAZON.Duration", days_of(value) is not None, "P1W or PT2H"),
    ):
        if slot_type == kind and not fits:
            return f'"{value}" is no {slot_type}', f"write it as {example}"
    return None


def _mismatches(one: Comparison, slot_type: str, bot: Bot) -> Iterator[tuple[str, str]]:
    ordering = one.operator not in {"=", "!="}
    if isinstance(one.constant, str):
        if slot_type in NUMBERS:
            yield f"{{{one.slot}}} is a number, and never a text", f"write {_unquoted(one.constant)}"
        elif ordering and slot_type not in {"AMAZON.Date", "AMAZON.Time", "AMAZON.Duration"}:
            yield f"one {slot_type} is neither more nor less than another", "compare it by = or !="
        elif mismatch := value_mismatch(one.constant, slot_type, bot):
            yield mismatch
    elif slot_type not in NUMBERS:
        yield f"{{{one.slot}}} is no number but a {slot_type}", _written(slot_type)


def _unquoted(constant: str) -> str:
    return constant if re.fullmatch(r"-?\d+(\.\d+)?", constant) else "a number"


def _written(slot_type: str) -> str:
    examples = {"AMAZON.Date": "2027-09-01", "AMAZON.Time": "17:30", "AMAZON.Duration": "P7D"}
    return f'write a text in double quotes, as "{examples.get(slot_type, "London")}"'
