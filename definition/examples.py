"""Example conversations: files that say who says what, and are tests of a bot.

``bots/<name>/examples/*.yaml``: what a person says and what the bot answers, in turns. In what the bot says,
``*`` stands for anything. Dates are those of ``today``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from definition.bot import FALLBACK, Bot
from definition.fault import BadDefinitionError, Fault, instead
from definition.read import read_source
from definition.shape import Items, Key, Record, Table, Text
from definition.source import Source, Steps

_TEXT = Text(longest=1024)

EXAMPLE = Record(
    keys={
        "about": Key(of=Text(longest=200), says="what the conversation shows, in a sentence", required=True),
        "today": Key(
            of=Text(pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}", form="a date such as 2027-03-01"),
            says="the day it takes place, as 2027-03-01",
            required=True,
        ),
        "locale": Key(of=Text(), says="the language; the bot's first if not said"),
        "signed_in": Key(of=Text(longest=64), says="the name of who is signed in; nobody if not said"),
        "turns": Key(
            of=Items(
                of=Record(
                    keys={
                        "person": Key(of=_TEXT, says="what the person says", required=True),
                        "bot": Key(
                            of=Text(), says="what the bot answers; * stands for anything", required=True
                        ),
                        "choices": Key(of=Items(of=_TEXT), says="the buttons that come with it"),
                        "intent": Key(of=_TEXT, says="the intent under way after it"),
                        "slots": Key(of=Table(names=_TEXT, of=_TEXT), says="slots and their values after it"),
                    }
                ),
                least=1,
            ),
            says="who says what",
            required=True,
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTurn:
    """What a person says and what is expected then; what is None or absent is not looked at.

    line: where it stands in the file. slots: those that must have these values, not all there are.
    """

    line: int
    person: str
    bot: str
    choices: tuple[str, ...] | None
    intent: str | None
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example conversation. signed_in: the name of who is; empty where nobody is."""

    file: Path
    about: str
    today: date
    locale: str
    signed_in: str = ""
    turns: tuple[ExampleTurn, ...]

    @property
    def name(self) -> str:
        """What it is called: its file without the ending."""
        return self.file.stem


def read_examples(folder: Path, *, bot: Bot) -> tuple[Example, ...]:
    """Read every example of a bot, in the order of their names.

    Raises ``BadDefinitionError`` with the faults of all files.
    """
    read: list[Example] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            read.append(read_example(file, bot=bot))
        except BadDefinitionError as error:
            faults += error.faults
    if faults:
        raise BadDefinitionError(faults)
    return tuple(read)


def read_example(file: Path, *, bot: Bot) -> Example:
    """Read one example; raises ``BadDefinitionError`` with all its faults, or OSError."""
    source = read_source(file, EXAMPLE)
    found = list(_faults(source, bot))
    if found:
        raise BadDefinitionError(found)
    content: Mapping[str, Any] = source.content
    return Example(
        file=file,
        about=content["about"],
        today=date.fromisoformat(content["today"]),
        locale=content.get("locale") or next(iter(bot.locales)),
        signed_in=content.get("signed_in", ""),
        turns=tuple(_turn(turn, at, source) for at, turn in enumerate(content["turns"])),
    )


def _turn(given: Mapping[str, Any], at: int, source: Source) -> ExampleTurn:
    return ExampleTurn(
        line=source.places["turns", at].line,
        person=given["person"],
        bot=given["bot"],
        choices=tuple(given["choices"]) if "choices" in given else None,
        intent=given.get("intent"),
        slots=given.get("slots", {}),
    )


def _faults(source: Source, bot: Bot) -> Iterator[Fault]:
    content: Mapping[str, Any] = source.content
    try:
        date.fromisoformat(content["today"])
    except ValueError:
        yield source.fault(("today",), f"the calendar has no {content['today']}", "write a day that exists")
    locale = content.get("locale")
    if locale and locale not in bot.locales:
        yield source.fault(("locale",), f'the bot speaks no "{locale}"', instead(locale, bot.locales))
    for at, turn in enumerate(content["turns"]):
        yield from _turn_faults(turn, ("turns", at), source, bot)


def _turn_faults(turn: Mapping[str, Any], path: Steps, source: Source, bot: Bot) -> Iterator[Fault]:
    intents = (*bot.intents, FALLBACK)
    intent = turn.get("intent")
    if intent and intent not in intents:
        yield source.fault((*path, "intent"), f'unknown intent "{intent}"', instead(intent, intents))
    slots = dict.fromkeys(name for known in bot.intents.values() for name in known.slots)
    for slot in turn.get("slots", {}):
        if slot not in slots:
            yield source.fault((*path, "slots", slot), f'unknown slot "{slot}"', instead(slot, slots))
