"""What people send that is no words, or has words beside it: the documented deliveries, retold by others."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus

from cli.deliveries.form import Captured, read

FOLDER: Final = Path(__file__).parents[1] / "deliveries"
WITH_WORDS: Final = re.compile(r"_with_(words|caption)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One documented delivery. what: as ``What`` has it, empty where it is words that count; those stand in
    ``words``. name: what the thing is called.
    """

    body: str
    what: str = ""
    name: str = ""
    words: str = ""

    def saying(self, words: str) -> str:
        """The body with these words in place of its own."""
        if not self.words:
            return self.body
        if self.body.startswith("{"):
            return self.body.replace(json.dumps(self.words)[1:-1], json.dumps(words)[1:-1])
        return self.body.replace(quote_plus(self.words), quote_plus(words))


@cache
def things_of(channel: str) -> Sequence[Thing]:
    """Everything of the kind that a messenger's deliveries document."""
    paths = sorted((FOLDER / channel).glob("*.json"))
    found = [_thing(read(path), beside=WITH_WORDS.search(path.stem) is not None) for path in paths]
    return [thing for thing in found if thing is not None]


def _thing(call: Captured, *, beside: bool) -> Thing | None:
    """The thing of a delivery, told where its person is alone with the bot; beside: it comes with words."""
    if not call.expected.turns:
        return None
    turn, *more = call.expected.turns
    content: Any = turn["content"]
    if more or not turn.get("private", True):
        return None
    if content["kind"] == "unhandled":
        return Thing(body=call.body.decode(), what=content["what"], name=content.get("name", ""))
    return Thing(body=call.body.decode(), words=content["text"]) if beside else None
