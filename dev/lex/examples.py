"""Holds the example conversations of bots: `python -m dev.lex.examples BOT.YAML …`.

The definition, the dialog rules and the real fulfilment code run in this process; nothing is stored.
"""

import difflib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from definition.bot import Bot
from definition.examples import Example, ExampleTurn, read_examples
from definition.fault import BadDefinitionError
from definition.read import read_bot
from dev.lex.rehearsal import RehearsalHook, StandingClock
from dev.lex.runtime import Runtime
from dev.lex.serve import locale_id, served
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE
from lambdas.domain.reply import Choices, Text
from lambdas.engines.lex.messages import parts_of

_BOT_ID, _ALIAS_ID = "REHEARSAL1", "REHEARSALS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a conversation came differently: the turn, and both as lines."""

    turn: ExampleTurn
    expected: tuple[str, ...]
    got: tuple[str, ...]


def hold(example: Example, *, bot: Bot) -> Difference | None:
    """Hold a conversation; give the first turn that came differently."""
    clock = StandingClock(at=datetime.combine(example.today, time(12), UTC))
    hook = RehearsalHook(bot=bot, clock=clock)
    runtime = Runtime({(_BOT_ID, _ALIAS_ID): served(bot, hook=hook)}, now=clock.now)
    for number, turn in enumerate(example.turns):
        answer = runtime.recognize_text(
            {
                "botId": _BOT_ID,
                "botAliasId": _ALIAS_ID,
                "localeId": locale_id(example.locale),
                "sessionId": example.name,
                "text": turn.person,
                "requestAttributes": {ENVELOPE_ATTRIBUTE: f"{example.name} {number}"},
            }
        )
        expected, got = tuple(_expected(turn)), tuple(_got(answer, turn))
        if not _alike(expected, got):
            return Difference(turn=turn, expected=expected, got=got)
    return None


def _expected(turn: ExampleTurn) -> Iterator[str]:
    yield from (f"bot: {line}" for line in turn.bot.splitlines())
    if turn.choices is not None:
        yield f"choices: {', '.join(turn.choices)}"
    if turn.intent is not None:
        yield f"intent: {turn.intent}"
    yield from (f"{slot}: {value}" for slot, value in turn.slots.items())


def _got(answer: Mapping[str, Any], turn: ExampleTurn) -> Iterator[str]:
    """Give an answer as lines; of what the example does not look at there are none."""
    parts = parts_of(answer.get("messages", ()))
    said = "\n".join(part.text for part in parts if isinstance(part, Text))
    yield from (f"bot: {line}" for line in said.splitlines())
    if turn.choices is not None:
        labels = (choice.label for part in parts if isinstance(part, Choices) for choice in part.choices)
        yield f"choices: {', '.join(labels)}"
    intent = answer["sessionState"].get("intent") or {}
    if turn.intent is not None:
        yield f"intent: {intent.get('name')}"
    for slot in turn.slots:
        filled = (intent.get("slots") or {}).get(slot)
        yield f"{slot}: {filled['value']['interpretedValue'] if filled else None}"


def _alike(expected: Sequence[str], got: Sequence[str]) -> bool:
    return len(expected) == len(got) and all(map(_fits, expected, got))


def _fits(expected: str, got: str) -> bool:
    return re.fullmatch(re.escape(expected).replace(r"\*", ".*"), got) is not None


def report(example: Example, difference: Difference | None) -> str:
    """Give the line of a conversation, and below it what came differently."""
    if difference is None:
        return f"ok    {example.name}: {example.about}"
    turn = difference.turn
    got = [wanted if _fits(wanted, line) else line for wanted, line in _pairs(difference)]
    compared = difflib.ndiff(difference.expected, got)
    lines = [f"      {line}" for line in compared if not line.startswith("?")]
    head = [f"FAIL  {example.name}: {example.about}", f"      {example.file}:{turn.line}"]
    return "\n".join([*head, f"      person: {turn.person}  (- expected, + came)", *lines])


def _pairs(difference: Difference) -> Iterator[tuple[str, str]]:
    wanted = [*difference.expected, *([""] * len(difference.got))]
    return zip(wanted, difference.got, strict=False)


def main(files: Sequence[str]) -> int:
    """Hold every example of the bots; 1 when one came differently."""
    failed = held = 0
    try:
        for file in map(Path, files):
            bot = read_bot(file)
            for example in read_examples(file.parent / "examples", bot=bot):
                difference = hold(example, bot=bot)
                failed, held = failed + (difference is not None), held + 1
                _say(report(example, difference))
    except (BadDefinitionError, OSError) as error:
        _say(str(error))
        return 1
    _say(f"{held} conversations, {failed} came differently")
    return int(failed > 0 or held == 0)


def _say(text: str) -> None:
    print(text)  # noqa: T201 (the console is this program's way to speak)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
