"""A person and the rich bot as a Dialogflow agent, understood word by word; its webhook is a script."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from definition.dialogflow.compile import dialogflow_agent
from definition.read import read_bot
from dev.dialogflow.matching import Matcher
from dev.dialogflow.runtime import Runtime, ServedAgent
from dev.dialogflow.webhook import WebhookFailedError
from tests.unit.definition.files import RICH, a_file
from tests.unit.lex.pizza import WordByWord

Json = Mapping[str, Any]

ANN = "projects/pizza/agent/sessions/ann"


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.at += timedelta(minutes=minutes)


class ScriptedWebhook:
    """See ``WebhookCall``; keeps the requests, gives the answers in their order and then empty ones."""

    def __init__(self) -> None:
        self.requests: list[Json] = []
        self.answers: list[Json | WebhookFailedError] = []

    def __call__(self, request: Json) -> Json:
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else {}
        if isinstance(answer, WebhookFailedError):
            raise answer
        return answer


def sets(*contexts: tuple[str, int], session: str = ANN, **parameters: object) -> Json:
    """A webhook's answer that sets contexts, all with the same parameters."""
    return {
        "outputContexts": [
            {"name": f"{session}/contexts/{name}", "lifespanCount": turns, "parameters": parameters}
            for name, turns in contexts
        ]
    }


class Talk:
    """One person talking to the agent."""

    def __init__(self, folder: Path, *, text: str = RICH) -> None:
        self.webhook, self.clock = ScriptedWebhook(), Clock()
        bot = read_bot(a_file(folder, text))
        agent = dialogflow_agent(bot)
        matchers = {
            language: Matcher(bot=bot, agent=agent, understanding=WordByWord(bot))
            for language in agent.languages
        }
        served = ServedAgent(agent=agent, matchers=matchers, webhook=self.webhook)
        self.runtime = Runtime({"pizza": served}, now=self.clock)
        self.answer: Json = {}

    def say(self, text: str, *, session: str = ANN, language: str = "en", **settings: object) -> str:
        """Say something; the intent that it matched."""
        query = {"text": {"text": text, "languageCode": language}}
        return self.ask({"session": session, "queryInput": query, "queryParams": settings})

    def ask(self, request: Json) -> str:
        """Send a request; the intent that it matched."""
        self.answer = self.runtime.detect_intent(request)
        return str(self.result["intent"]["displayName"])

    @property
    def result(self) -> Json:
        """The result of the last query."""
        result: Json = self.answer["queryResult"]
        return result

    @property
    def contexts(self) -> dict[str, int]:
        """The lifespans of the contexts after the last query, without Dialogflow's own."""
        named = {
            one["name"].rpartition("/")[2]: one["lifespanCount"] for one in self.result["outputContexts"]
        }
        del named["__system_counters__"]
        return named
