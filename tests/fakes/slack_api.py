"""Slack's Web API where urllib3's pool of connections would be; Slack's own models judge what it is given."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from inspect import signature
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from urllib3 import Timeout

from lambdas.channels.slack.api import JSON, WebApi
from lambdas.channels.slack.outbound import SlackMessenger
from tests.fakes.answer import Answer
from tests.fakes.pool import FakePool, Posted

TOKEN: Final = "xoxb-1-2-a-token-of-a-bot"
ENDPOINT: Final = "https://slack.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call as it went out."""

    method: str
    parameters: Mapping[str, Any]
    timeout: Timeout


class FakeSlackApi:
    """Takes every call, but for those a test orders to be answered otherwise; ``took`` are those it did."""

    def __init__(self) -> None:
        self._pool = FakePool(heard=heard, taken=lambda _call: Answer(status=200, data=b'{"ok":true}'))
        self.calls, self.took = self._pool.calls, self._pool.took
        self.says, self.fails = self._pool.says, self._pool.fails

    def answers(self, error: str, *, status: int = 200, retry_after: str = "") -> None:
        """Answer the next call with this error."""
        headers = {"Retry-After": retry_after} if retry_after else {}
        self.says(status, json.dumps({"ok": False, "error": error}).encode(), **headers)

    def shown(self) -> list[str]:
        """The words of the messages it took, as people read them."""
        return [read(call.parameters) for call in self.took if call.method == "chat.postMessage"]

    def ways(self) -> list[str]:
        """Where the links and buttons of what it took lead."""
        blocks = [call.parameters.get("blocks", []) for call in self.took]
        found = [each["url"] for each in _objects(blocks) if isinstance(each.get("url"), str)]
        said = [word for call in self.took if "blocks" not in call.parameters for word in _links(call)]
        return found + said

    def messenger(self, token: Callable[[], str] = lambda: TOKEN) -> SlackMessenger:
        """The adapter on top of it."""
        return SlackMessenger(
            api=WebApi(endpoint=ENDPOINT, token=token, http=self._pool.http()),
        )


def heard(posted: Posted) -> Called:
    """A call that Slack documents."""
    assert posted.headers == {"Authorization": f"Bearer {TOKEN}", "Content-Type": JSON}
    base, _, name = posted.url.rpartition("/")
    assert base == f"{ENDPOINT}/api"
    call = Called(method=name, parameters=json.loads(posted.body.decode()), timeout=posted.timeout)
    assert_documented(call)
    return call


def read(parameters: Mapping[str, Any]) -> str:
    """A message as a person reads it: its blocks, or its text where it has none."""
    if "blocks" not in parameters:
        return unescape(parameters["text"])
    return "\n".join(" ".join(_words(block)) for block in parameters["blocks"])


def assert_documented(call: Called) -> None:
    """A call that Slack's own client could make, with blocks that its models find valid."""
    name = call.method.replace(".", "_")
    known = signature(getattr(WebClient, name)).parameters
    assert call.parameters.keys() <= known.keys(), f"{call.method} has no {call.parameters.keys() - known}"
    if call.method != "assistant.threads.setStatus":
        assert call.parameters["channel"]
        assert 0 < len(call.parameters["text"]) <= 4000
    blocks = call.parameters.get("blocks", [])
    assert len(blocks) <= 50
    assert_valid(blocks)


def assert_valid(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Blocks that Slack's models read and find valid, and write as we did."""
    for block in blocks:
        read_block = Block.parse(dict(block))
        assert read_block is not None
        assert read_block.to_dict() == block
    ids = [each["action_id"] for each in _objects(blocks) if "action_id" in each]
    assert len(ids) == len(set(ids))


def _objects(given: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(given, list):
        for each in given:
            yield from _objects(each)
    if isinstance(given, dict):
        yield given
        for each in given.values():
            yield from _objects(each)


def _words(block: Mapping[str, Any]) -> Iterator[str]:
    for each in _objects(block):
        for name in ("text", "alt_text"):
            if isinstance(each.get(name), str):
                yield each[name]
        if each.get("type") == "link" and "text" not in each:
            yield each["url"]


def _links(call: Called) -> Iterator[str]:
    for word in unescape(call.parameters.get("text", "")).split():
        if word.startswith("https://"):
            yield word
