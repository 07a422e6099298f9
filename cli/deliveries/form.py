"""A webhook call as a file.

``{"source": "https://…", "channel": "slack", "method": "POST", "query": "…", "headers": {…},
"body": {…} or "…", "gives": [{"content": {…}, "private": false}], "status": 200, "reads": "…"}``

body: an object that is sent as JSON, or a text that is sent as it is. gives: what comes of it, turn by turn,
as in the queue's body (``lambdas.domain.turn_json``), as far as it is named. status: of the answer.
reads: its body. Only ``channel`` and ``body`` must be there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

MEMBERS: Final = {"source", "channel", "method", "query", "headers", "body", "gives", "status", "reads"}
REQUIRED: Final = ("channel", "body")
TEXTS: Final = ("source", "channel", "method", "query", "reads")
JSON_TYPE: Final = "application/json"


class NoDeliveryError(Exception):
    """A file holds no webhook call; the message names the file and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is to come of a call. turns: each as far as named; ``None`` where nothing is said of them."""

    turns: Sequence[Mapping[str, Any]] | None = None
    status: int = 200
    reads: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """One webhook call. headers: by lower-case name. source: where such a call is documented."""

    channel: str
    body: bytes
    method: str = "POST"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    expected: Expected = field(default_factory=Expected)


def read(path: Path) -> Captured:
    """The call in a file; raises ``NoDeliveryError``."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoDeliveryError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise NoDeliveryError(f"{path} is no JSON: {error}") from error
    try:
        return understood(given)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoDeliveryError(
            f"{path} is no webhook call: {error}; write it as those in tests/deliveries"
        ) from error


def understood(given: Mapping[str, Any]) -> Captured:
    """The call of a file's JSON; raises ``ValueError``, ``TypeError``, ``KeyError`` or ``AttributeError``."""
    if not isinstance(given, Mapping):
        raise TypeError("it holds no JSON object")
    for name in REQUIRED:
        if name not in given:
            raise ValueError(f"{name} is missing")
    for name in TEXTS:
        if not isinstance(given.get(name, ""), str):
            raise TypeError(f"{name} is no text")
    if unknown := set(given) - MEMBERS:
        raise ValueError(f"{', '.join(sorted(unknown))} is no member of it")
    body = given["body"]
    headers = {name.lower(): str(value) for name, value in given.get("headers", {}).items()}
    if isinstance(body, Mapping | list):
        headers = {"content-type": JSON_TYPE, **headers}
    return Captured(
        channel=given["channel"],
        body=(body if isinstance(body, str) else compact(body)).encode(errors="surrogatepass"),
        method=given.get("method", "POST"),
        query=given.get("query", ""),
        headers=headers,
        source=given.get("source", ""),
        expected=Expected(
            turns=given.get("gives"), status=int(given.get("status", 200)), reads=given.get("reads")
        ),
    )


def written(captured: Captured) -> str:
    """The file of a call; a body of JSON stands there as such."""
    expected = captured.expected
    members: dict[str, Any] = {
        "source": captured.source,
        "channel": captured.channel,
        "method": captured.method,
        "query": captured.query,
        "headers": dict(captured.headers),
        "body": _readable(captured.body),
        "gives": expected.turns,
        "status": expected.status if expected.status != Expected().status else None,
        "reads": expected.reads,
    }
    told = {name: value for name, value in members.items() if name == "body" or value not in ("", {}, None)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def compact(value: object) -> str:
    """JSON as messengers send it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _readable(body: bytes) -> object:
    """JSON that can be written with the rest, or else text: an attack may be nested too deep for that."""
    text = body.decode(errors="replace")
    try:
        found = json.loads(text)
        json.dumps([found], indent=2)
    except (ValueError, RecursionError):
        return text
    return found if isinstance(found, Mapping | list) else text
