"""What a dialog waits for, and a dialog that was interrupted, as JSON text in the session's row.

``{"intent":"BookHotel","slot":"City","parts":[{"kind":"text",…}]}``; an interrupted one has its ``state``.
"""

import json
from collections.abc import Mapping
from typing import Any

from lambdas.domain.conversation import Awaited, Interrupted
from lambdas.domain.part_json import decode_part, encode_part


def encode_awaited(awaited: Awaited | None) -> str:
    """One line of JSON, empty where nothing is awaited."""
    return "" if awaited is None else _text(_plain(awaited))


def decode_awaited(text: str) -> Awaited | None:
    """See ``encode_awaited``; raises ``Refused``, ValueError or KeyError where it is none of ours."""
    return _awaited(json.loads(text)) if text else None


def encode_interrupted(interrupted: Interrupted | None) -> str:
    """One line of JSON, empty where no dialog was interrupted."""
    if interrupted is None:
        return ""
    return _text({"state": interrupted.state, **_plain(interrupted.awaited)})


def decode_interrupted(text: str) -> Interrupted | None:
    """See ``encode_interrupted``; raises as ``decode_awaited``."""
    if not text:
        return None
    given = json.loads(text)
    return Interrupted(state=given["state"], awaited=_awaited(given))


def _plain(awaited: Awaited) -> dict[str, Any]:
    parts = [encode_part(part) for part in awaited.parts]
    return {"intent": awaited.intent, "slot": awaited.slot, "parts": parts}


def _awaited(given: Mapping[str, Any]) -> Awaited:
    parts = tuple(decode_part(part) for part in given["parts"])
    return Awaited(intent=given["intent"], slot=given["slot"], parts=parts)


def _text(given: Mapping[str, Any]) -> str:
    return json.dumps(given, separators=(",", ":"), ensure_ascii=False)
