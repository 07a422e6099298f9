"""Example conversations that are held with an engine: what came differently, and how that is said."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from definition.bot import Bot
from definition.examples import Example, ExampleTurn, read_examples
from definition.fault import BadDefinitionError
from definition.length import days_of
from definition.read import read_bot
from lambdas.domain.reply import Choices, Login, Part, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came in a turn: reply parts, the intent under way and its slots, in the terms of Lex."""

    parts: Sequence[Part]
    intent: str | None
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a conversation came differently: the turn, and both as lines."""

    turn: ExampleTurn
    expected: tuple[str, ...]
    got: tuple[str, ...]


Hold = Callable[[Example], Difference | None]
"""Holds a conversation; gives the first turn that came differently."""


def difference(turn: ExampleTurn, got: Got) -> Difference | None:
    """Give what came differently in a turn; nothing of what the example does not look at."""
    expected, came = tuple(_expected(turn)), tuple(_came(got, turn))
    if len(expected) == len(came) and all(map(_fits, expected, came)):
        return None
    return Difference(turn=turn, expected=expected, got=came)


def _expected(turn: ExampleTurn) -> Iterator[str]:
    yield from (f"bot: {line}" for line in turn.bot.splitlines())
    if turn.choices is not None:
        yield f"choices: {', '.join(turn.choices)}"
    if turn.intent is not None:
        yield f"intent: {turn.intent}"
    yield from (f"{slot}: {value}" for slot, value in turn.slots.items())


def _came(got: Got, turn: ExampleTurn) -> Iterator[str]:
    said = "\n".join(part.text for part in got.parts if isinstance(part, Text | Login))
    yield from (f"bot: {line}" for line in said.splitlines())
    if turn.choices is not None:
        labels = (choice.label for part in got.parts if isinstance(part, Choices) for choice in part.choices)
        yield f"choices: {', '.join(labels)}"
    if turn.intent is not None:
        yield f"intent: {got.intent}"
    for slot, wanted in turn.slots.items():
        value = got.slots.get(slot)
        yield f"{slot}: {wanted if value and same_value(value, wanted) else value}"


def same_value(value: str, other: str) -> bool:
    """Tell whether two values mean the same, however they are written: ``P1W``, ``P7D``; ``5``, ``5.0``."""
    lengths = days_of(value), days_of(other)
    if None not in lengths:
        return lengths[0] == lengths[1]
    try:
        (amount, _, unit), (other_amount, _, other_unit) = value.partition(" "), other.partition(" ")
        return float(amount) == float(other_amount) and unit == other_unit
    except ValueError:
        return value == other


def _fits(expected: str, got: str) -> bool:
    return re.fullmatch(re.escape(expected).replace(r"\*", ".*"), got) is not None


def report(example: Example, came: Difference | None) -> str:
    """Give the line of a conversation, and below it what came differently."""
    if came is None:
        return f"ok    {example.name}: {example.about}"
    turn = came.turn
    got = [wanted if _fits(wanted, line) else line for wanted, line in _pairs(came)]
    compared = difflib.ndiff(came.expected, got)
    lines = [f"      {line}" for line in compared if not line.startswith("?")]
    head = [f"FAIL  {example.name}: {example.about}", f"      {example.file}:{turn.line}"]
    return "\n".join([*head, f"      person: {turn.person}  (- expected, + came)", *lines])


def _pairs(came: Difference) -> Iterator[tuple[str, str]]:
    wanted = [*came.expected, *([""] * len(came.got))]
    return zip(wanted, came.got, strict=False)


def hold_all(files: Sequence[str], rehearsal: Callable[[Bot], AbstractContextManager[Hold]]) -> int:
    """Hold every example of the bots; 1 when one came differently, or there was none."""
    failed = held = 0
    try:
        for file in map(Path, files):
            bot = read_bot(file)
            examples = read_examples(file.parent / "examples", bot=bot)
            with rehearsal(bot) as hold:
                for example in examples:
                    came = hold(example)
                    failed, held = failed + (came is not None), held + 1
                    _say(report(example, came))
    except (BadDefinitionError, OSError) as error:
        _say(str(error))
        return 1
    _say(f"{held} conversations, {failed} came differently")
    return int(failed > 0 or held == 0)


def _say(text: str) -> None:
    print(text)  # noqa: T201 (the console is this program's way to speak)
