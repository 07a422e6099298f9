"""Holds a conversation as the platform holds it: what needs no engine, and digressions and back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final

from definition.bot import Bot
from definition.examples import Example
from definition.texts import texts
from dev.held import Difference, Got, difference
from lambdas.domain.conversation import Session
from lambdas.domain.ids import BotId, ConversationId, EventId, InstallationId, UserId
from lambdas.domain.ports import Engine
from lambdas.domain.reply import Part, Text
from lambdas.domain.talk import SILENT, folded, read_asides, read_talks
from lambdas.domain.turn import Address, Kind, Said, Turn
from lambdas.flows.digress import onward
from lambdas.flows.phrases import language_name, phrase
from lambdas.flows.route import Understood

NOON: Final = time(12)


def converse(example: Example, *, bot: Bot, engine: Engine) -> Difference | None:
    """Hold a conversation; give the first turn that came differently."""
    conversation = Conversation(example, bot=bot, engine=engine)
    for number, turn in enumerate(example.turns):
        if came := difference(turn, conversation.say(turn.person, number=number)):
            return came
    return None


class Conversation:
    """One person with one bot; an engine's session is of one language, so another one is a new session."""

    def __init__(self, example: Example, *, bot: Bot, engine: Engine) -> None:
        spoken, ours = json.dumps({bot.name: texts(bot)}), BotId(bot.name)
        self._talks, self._asides = read_talks(spoken)[ours], read_asides(spoken)[ours]
        self._engine, self._name, self._locale = engine, example.name, example.locale
        self._at = datetime.combine(example.today, NOON, UTC)
        self._changes = 0
        self._session: Session | None = None

    def say(self, text: str, *, number: int) -> Got:
        """What comes of what a person says in a turn, numbered from 0."""
        parts = self._unasked(text, number=number)
        return self._asked(text, number=number) if parts is None else Got(parts=parts, intent=None, slots={})

    def _unasked(self, text: str, *, number: int) -> Sequence[Part] | None:
        """The reply to a turn, or None where the engine is to be asked."""
        talk, said = self._talks.get(self._locale, SILENT), folded(text)
        if said in talk.languages:
            return self._in_another(talk.languages[said])
        answers, awaited = talk.answers.get(said, ()), self._session.awaited if self._session else None
        if not answers or (awaited and not talk.comes_between(said, awaited)):
            return None
        return (*answers[number % len(answers)], *(awaited.parts if awaited else ()))

    def _in_another(self, locale: str) -> Sequence[Part]:
        waits = self._session is not None and self._session.open
        self._locale, self._changes, self._session = locale, self._changes + 1, None
        confirmed = phrase("language", locale=locale, language=language_name(locale))
        anew = f" {phrase('anew', locale=locale)}" if waits else ""
        return (Text(text=confirmed + anew),)

    def _asked(self, text: str, *, number: int) -> Got:
        turn, before = self._turn(text, number), self._session
        made = self._engine.converse(
            turn,
            session=before,
            envelope=f"{self._name} {number}",
            restore=before is None or before.restore,
        )
        understood = Understood(engine=self._engine, made=made, before=before, lost=False)
        goes_on = onward(understood, asides=self._asides)
        self._session = Session(
            engine=self._engine.name,
            state=goes_on.state,
            at=self._at,
            restore=goes_on.restore,
            open=goes_on.awaited is not None,
            awaited=goes_on.awaited,
            interrupted=goes_on.interrupted,
        )
        return Got(parts=(*made.parts, *goes_on.again), intent=made.intent, slots=made.slots)

    def _turn(self, text: str, number: int) -> Turn:
        conversation = ConversationId(f"{self._name}-{self._changes}")
        address = Address(
            installation=InstallationId("example"), conversation=conversation, user=UserId("person")
        )
        event = EventId(str(number))
        content = Said(text=text)
        return Turn(
            kind=Kind.CLIENT, address=address, event=event, locale=self._locale, at=self._at, content=content
        )
