"""What a dialog waits for, and a dialog that was interrupted, as JSON text in the session's row.

``{"intent":"BookHotel","slot":"City","parts":[{"kind":"text",…}]}``; an interrupted one has its ``state``.
A message that waits for its person to sign in has its content and the session before it.
"""

import json
from collections.abc import Mapping
from typing import Any

from lambdas.domain.conversation import Awaited, Interrupted, Session, Waiting
from lambdas.domain.moment import moment, stamp
from lambdas.domain.part_json import decode_part, encode_part
from lambdas.domain.turn_json import decode_content, encode_content


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


def encode_waiting(waiting: Waiting | None) -> str:
    """One line of JSON, empty where nothing waits."""
    if waiting is None:
        return ""
    return _text(
        {
            "content": encode_content(waiting.content),
            "locale": waiting.locale,
            "login": waiting.login,
            "expires": stamp(waiting.expires),
            "before": None if waiting.before is None else _plain_session(waiting.before),
        }
    )


def decode_waiting(text: str) -> Waiting | None:
    """See ``encode_waiting``; raises as ``decode_awaited``."""
    if not text:
        return None
    given = json.loads(text)
    before = given["before"]
    return Waiting(
        content=decode_content(given["content"]),
        locale=given["locale"],
        login=given["login"],
        expires=moment(given["expires"]),
        before=None if before is None else _session(before),
    )


def _plain_session(session: Session) -> dict[str, Any]:
    return {
        "engine": session.engine,
        "state": session.state,
        "at": stamp(session.at),
        "locale": session.locale,
        "chosen": session.chosen,
        "open": session.open,
        "awaited": encode_awaited(session.awaited),
        "interrupted": encode_interrupted(session.interrupted),
    }


def _session(given: Mapping[str, Any]) -> Session:
    """A session whose engine has gone on since, so that it is put back."""
    return Session(
        engine=given["engine"],
        state=given["state"],
        at=moment(given["at"]),
        restore=True,
        locale=given["locale"],
        chosen=given["chosen"],
        open=given["open"],
        awaited=decode_awaited(given["awaited"]),
        interrupted=decode_interrupted(given["interrupted"]),
    )


def _plain(awaited: Awaited) -> dict[str, Any]:
    parts = [encode_part(part) for part in awaited.parts]
    return {"intent": awaited.intent, "slot": awaited.slot, "parts": parts}


def _awaited(given: Mapping[str, Any]) -> Awaited:
    parts = tuple(decode_part(part) for part in given["parts"])
    return Awaited(intent=given["intent"], slot=given["slot"], parts=parts)


def _text(given: Mapping[str, Any]) -> str:
    return json.dumps(given, separators=(",", ":"), ensure_ascii=False)
