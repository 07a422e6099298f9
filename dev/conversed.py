"""Holds a conversation as the platform holds it: what needs no engine is answered without one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from definition.bot import Bot
from definition.examples import Example
from definition.texts import texts
from dev.held import Difference, Got, difference
from lambdas.domain.ids import BotId
from lambdas.domain.reply import Part, Text
from lambdas.domain.talk import SILENT, folded, read_talks
from lambdas.flows.phrases import language_name, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an engine is asked. session: another one after the language has changed. turn: from 0."""

    text: str
    locale: str
    session: str
    turn: int


Ask = Callable[[Asked], Got]


def converse(example: Example, *, bot: Bot, ask: Ask) -> Difference | None:
    """Hold a conversation; give the first turn that came differently."""
    unasked, waits = Unasked(bot=bot, locale=example.locale), False
    for number, turn in enumerate(example.turns):
        parts = unasked.answer(turn.person, number=number, waits=waits)
        if parts is None:
            session = f"{example.name}-{unasked.changes}"
            got = ask(Asked(text=turn.person, locale=unasked.locale, session=session, turn=number))
        else:
            got = Got(parts=parts, intent=None, slots={})
        if came := difference(turn, got):
            return came
        waits = got.waits
    return None


class Unasked:
    """What a bot says without an engine in one conversation; ``locale`` is the language it has come to."""

    def __init__(self, *, bot: Bot, locale: str) -> None:
        self._talks = read_talks(json.dumps({bot.name: texts(bot)}))[BotId(bot.name)]
        self.locale, self.changes = locale, 0

    def answer(self, text: str, *, number: int, waits: bool) -> Sequence[Part] | None:
        """Give the reply to a turn, or None where an engine is to be asked.

        number: of the turn, from 0. waits: whether the dialog waits for an answer.
        """
        talk, said = self._talks.get(self.locale, SILENT), folded(text)
        if said in talk.languages:
            return self._in_another(talk.languages[said], waits=waits)
        if said in talk.answers and not waits:
            answers = talk.answers[said]
            return answers[number % len(answers)]
        return None

    def _in_another(self, locale: str, *, waits: bool) -> Sequence[Part]:
        self.locale, self.changes = locale, self.changes + 1
        confirmed = phrase("language", locale=locale, language=language_name(locale))
        anew = f" {phrase('anew', locale=locale)}" if waits else ""
        return (Text(text=confirmed + anew),)
