"""Talks with the definition's rich bot, understood word by word: ``Order Size=large``, ``yes``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from definition.bot import Bot
from definition.read import read_bot
from dev.lex.dialog import Dialog
from dev.lex.runtime import Runtime, Served
from dev.understanding.heard import Candidate, Context, Heard, Value
from tests.unit.definition.files import RICH, a_file
from tests.unit.lex.talk import ADDRESS, Clock, Json, ScriptedHook

VERDICTS = {"yes": True, "no": False}


class WordByWord:
    """See ``Understanding``; an intent's name begins it, ``Slot=value`` fills a slot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def understand(self, text: str, *, context: Context) -> Heard:
        """See ``Understanding``."""
        first, *others = text.split() or [""]
        if first in self._bot.intents:
            best = Candidate(intent=first, confidence=1.0, slots=self._values(others, first))
            return Heard(candidates=(best,), answer={})
        answer = self._values([first, *others], context.intent) if context.intent else {}
        verdict = VERDICTS.get(text) if context.confirming else None
        return Heard(candidates=(), answer=answer, verdict=verdict)

    def _values(self, words: list[str], intent: str) -> Mapping[str, Value]:
        pairs = (word.partition("=") for word in words)
        known = self._bot.intents[intent].slots
        return {name: Value(original=value, interpreted=value) for name, _, value in pairs if name in known}


class PizzaTalk:
    """One person talking to the rich bot, or to a changed one."""

    def __init__(self, folder: Path, *, text: str = RICH) -> None:
        self.hook, self.clock = ScriptedHook(), Clock()
        self.bot = read_bot(a_file(folder, text))
        dialogs = {
            name.replace("-", "_"): Dialog(
                bot=self.bot, locale=locale, understanding=WordByWord(self.bot), hook=self.hook
            )
            for name, locale in self.bot.locales.items()
        }
        served = Served(bot=self.bot, dialogs=dialogs)
        self.runtime = Runtime({("TRAVELBOT1", "LOCALALIAS"): served}, now=self.clock)
        self.answer: Json = {}

    def say(self, said: str, **more: Any) -> list[str]:  # noqa: ANN401 - members of a request
        """Say something; what the bot answers, each card by its title."""
        self.answer = self.runtime.recognize_text({**ADDRESS, "text": said, **more})
        messages = self.answer.get("messages", [])
        return [one.get("content") or one["imageResponseCard"]["title"] for one in messages]

    @property
    def state(self) -> Json:
        """The session's state after the last answer."""
        state: Json = self.answer["sessionState"]
        return state

    @property
    def intent(self) -> tuple[str, str]:
        """The intent under way, and how it stands."""
        return self.state["intent"]["name"], self.state["intent"]["state"]

    @property
    def slots(self) -> dict[str, str]:
        """The slots that are filled."""
        filled = self.state["intent"]["slots"].items()
        return {name: slot["value"]["interpretedValue"] for name, slot in filled if slot}

    @property
    def contexts(self) -> dict[str, int]:
        """The active contexts and how many turns each has left."""
        return {one["name"]: one["timeToLive"]["turnsToLive"] for one in self.state["activeContexts"]}
