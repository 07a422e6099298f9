"""A conversation with the travel bot through the runtime, with a hook and a clock of the test's own."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypedDict

from definition.read import read_bot
from dev.lex.runtime import Runtime
from dev.lex.serve import served

Json = dict[str, Any]

TRAVEL = read_bot(Path(__file__).parents[3] / "bots" / "travel" / "bot.yaml")


class Address(TypedDict):
    """What every operation is addressed to, in the wire's own words."""

    botId: str
    botAliasId: str
    localeId: str
    sessionId: str


ADDRESS = Address(botId="TRAVELBOT1", botAliasId="LOCALALIAS", localeId="en_US", sessionId="ann")
NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)
EVERYTHING = "Book a double room in London for 2 nights from Friday"


def text(content: str) -> Json:
    """A plain message."""
    return {"contentType": "PlainText", "content": content}


class Clock:
    """Stands at noon until time is let pass."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        """The present instant."""
        return self.at

    def pass_s(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


class ScriptedHook:
    """Remembers every event; delegates but for what ``answers`` says of the next calls."""

    def __init__(self) -> None:
        self.events: list[Json] = []
        self.answers: list[object | Exception] = []

    def __call__(self, event: Mapping[str, Any]) -> object:
        """See ``Hook``."""
        self.events.append(dict(event))
        if not self.answers:
            return delegate(event)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer(event) if callable(answer) else answer


def delegate(event: Mapping[str, Any]) -> Json:
    """The answer that leaves everything to the bot."""
    return {"sessionState": {"dialogAction": {"type": "Delegate"}, "intent": event["sessionState"]["intent"]}}


def acts(
    kind: str, *messages: Json, slot: str | None = None, intent: Json | None = None, **state: object
) -> Callable[[Json], Json]:
    """An answer of the hook that does something: its dialog action, what it says, what it sets."""
    action = {"type": kind} | ({"slotToElicit": slot} if slot else {})
    said = {"messages": list(messages)} if messages else {}

    def answer(event: Json) -> Json:
        changed = event["sessionState"]["intent"] | (intent or {})
        return {"sessionState": {"dialogAction": action, "intent": changed, **state}, **said}

    return answer


class Talk:
    """One person talking to the bot."""

    def __init__(self) -> None:
        self.hook, self.clock = ScriptedHook(), Clock()
        self.runtime = Runtime({("TRAVELBOT1", "LOCALALIAS"): served(TRAVEL, hook=self.hook)}, now=self.clock)
        self.answer: Json = {}

    def say(self, said: str, **more: object) -> list[str]:
        """Say something; what the bot answers, cards left out."""
        self.answer = self.runtime.recognize_text({**ADDRESS, "text": said, **more})
        return self.said

    @property
    def said(self) -> list[str]:
        """What the bot said last."""
        return [one["content"] for one in self.answer.get("messages", []) if "content" in one]

    @property
    def state(self) -> Json:
        """The session's state after the last answer."""
        state: Json = self.answer["sessionState"]
        return state

    @property
    def action(self) -> tuple[str, str | None]:
        """The dialog action and the slot it asks for."""
        action = self.state["dialogAction"]
        return action["type"], action.get("slotToElicit")

    @property
    def intent(self) -> tuple[str, str, str]:
        """The intent's name, state and confirmation."""
        intent = self.state["intent"]
        return intent["name"], intent["state"], intent["confirmationState"]

    @property
    def slots(self) -> dict[str, str]:
        """The slots that are filled."""
        filled = self.state["intent"]["slots"].items()
        return {name: slot["value"]["interpretedValue"] for name, slot in filled if slot}
