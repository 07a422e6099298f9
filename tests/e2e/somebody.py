"""Somebody on Telegram, whom the stand-in plays."""

import json
import time
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import telegram

from cli.local_telegram import LocalTelegram, Reply
from tests.local_platform import LocalPlatform

PATIENCE_S = 30.0


class Somebody:
    """One person who is new to the bot, alone with it or in a group."""

    def __init__(self, platform: LocalPlatform, *, name: str = "Ada", group: str = "") -> None:
        self.name = f"{name} {uuid.uuid4().hex[:8]}"
        self._endpoint, self._group = str(platform.local["telegram_endpoint"]), group
        self._there = LocalTelegram(self._endpoint)
        self.chat_id = 0

    def does(self, **deed: object) -> Mapping[str, Any]:
        """Do something; gives its numbers."""
        place = {"group": self._group} if self._group else {}
        said = self._there.act(user=self.name, **place, **deed)
        self.chat_id = int(said["chat_id"])
        return said

    def hears(self, said: Mapping[str, Any]) -> Reply:
        """The first message after that."""
        reply = next(self._there.replies(said, within_s=PATIENCE_S), None)
        assert reply, "no answer"
        return reply

    def says(self, text: str) -> Reply:
        """Say something and hear the answer."""
        return self.hears(self.does(text=text))

    def presses(self, label: str) -> Reply:
        """Press the latest button of this label and hear the answer."""
        return self.hears(self.does(press=label))

    def hears_of(self, words: str) -> None:
        """Wait for a message with these words."""
        count = 1
        while not any(words in text for text in self.texts()):
            count = len(self.wait_for("sendMessage", count)) + 1

    def calls(self) -> Sequence[Mapping[str, Any]]:
        """All that the bot did in this chat."""
        return self._there.calls(self.chat_id)

    def wait_for(self, method: str, count: int, *, refused: bool = False) -> Sequence[Mapping[str, Any]]:
        """The calls of a method that were taken, or refused, once there are so many."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            calls = self.calls()
            found = [call for call in calls if call["method"] == method and ("refused" in call) is refused]
            if len(found) >= count:
                return found
            left_s = deadline - time.monotonic()
            assert left_s > 0, f"{len(found)} calls of {method}"
            self._there.calls(self.chat_id, after=len(calls), wait_s=left_s)

    def texts(self) -> list[str]:
        """Every message of the bot, read as python-telegram-bot reads them."""
        read = [telegram.Message.de_json(call["message"], None) for call in self.calls() if "message" in call]
        assert not any(message.api_kwargs for message in read)
        return [message.text or message.caption or "" for message in read]

    def control(self, path: str, **asked: object) -> None:
        """Post to the stand-in's own paths."""
        request = urllib.request.Request(  # noqa: S310 — http on this machine
            f"{self._endpoint}/_dev/{path}", data=json.dumps(asked).encode()
        )
        request.add_header("Content-Type", "application/json")
        urllib.request.urlopen(request, timeout=PATIENCE_S).close()  # noqa: S310 — the same

    def settled(self, said: Mapping[str, Any]) -> Sequence[int]:
        """The statuses of an update's deliveries, once it was taken; the library must be able to read it."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            address = f"{self._endpoint}/_dev/updates/{said['update_id']}"
            with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 — the same
                told = json.load(answer)
            if told["taken"]:
                assert not telegram.Update.de_json(told["update"], None).api_kwargs
                tries: Sequence[int] = told["tries"]
                return tries
            time.sleep(0.05)
        raise AssertionError("never taken")
