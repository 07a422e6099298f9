"""Amazon Lex V2 as the engine, through the runtime API.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Runtime_V2.html
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - the SDK's own name
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
)

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.errors import Down, Refused, Retryable, Untouched
from lambdas.domain.installation import Bot
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE
from lambdas.domain.keys import engine_session
from lambdas.domain.turn import Chose, Content, Said, Turn
from lambdas.engines.lex.messages import parts_of

if TYPE_CHECKING:
    from types_boto3_lexv2_runtime import LexRuntimeV2Client
    from types_boto3_lexv2_runtime.type_defs import RecognizeTextResponseTypeDef

REFUSALS: Final = frozenset({"ValidationException"})
MISSING: Final = frozenset({"ResourceNotFoundException"})
CLOSED: Final = MISSING | {"AccessDeniedException"}
"""No such bot, alias or language, or none for us: whatever was asked was not taken."""

THROTTLED: Final = "ThrottlingException"
THROTTLED_S: Final = 1.0
"""Lex names no time to wait; a rush over the limit is soon past."""

SERVER_ERROR: Final = 500
ENDED: Final = frozenset({"Fulfilled", "Failed"})
WAITING: Final = frozenset({"ElicitSlot", "ConfirmIntent"})


class LexEngine:
    """One bot alias; every call is tried once, since a repeated RecognizeText would move the dialog on."""

    name = "lex"

    def __init__(self, *, bot: Bot, client: "LexRuntimeV2Client") -> None:
        self._bot, self._client = bot, client
        self.memory_s = bot.memory_s

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``; 409 (two calls at once), 429 and a failed hook are retryable."""
        if restore:
            self._restore(turn, session)
        with _translated():
            answer = self._client.recognize_text(
                **self._session(turn),
                text=_words(turn.content),
                requestAttributes={ENVELOPE_ATTRIBUTE: envelope},
            )
        return _understanding(answer)

    def resumed(self, state: str, *, after: str) -> str:
        """See ``Engine``: a dialog's own are its intent and what is asked."""
        dialog = json.loads(state)
        kept = {name: dialog[name] for name in ("intent", "dialogAction") if name in dialog}
        return json.dumps({**json.loads(after), **kept}, separators=(",", ":"))

    def _restore(self, turn: Turn, session: Session | None) -> None:
        if session is None:
            self._forget(turn)
            return
        with _translated():
            put = self._client.put_session(**self._session(turn), sessionState=_resumable(session.state))
            put["audioStream"].close()

    def _forget(self, turn: Turn) -> None:
        with _translated(unless=MISSING):
            self._client.delete_session(**self._session(turn))

    def _session(self, turn: Turn) -> Any:  # noqa: ANN401 (keyword arguments that three operations share)
        return {
            "botId": self._bot.bot_id,
            "botAliasId": self._bot.alias_id,
            "localeId": turn.locale.replace("-", "_"),
            "sessionId": engine_session(turn.address),
        }


def _words(content: Content) -> str:
    match content:
        case Said(text=text):
            return text
        case Chose(value=value):
            return value
        case _:
            raise Refused("a turn without words is not for the engine")


def _resumable(state: str) -> Any:  # noqa: ANN401 (Lex's own session state)
    """The state to put back; a dialog that had ended is not put back, what surrounds it is."""
    given: dict[str, Any] = _without_nulls(json.loads(state))
    if given.get("intent", {}).get("state") in ENDED:
        given.pop("intent")
        given["dialogAction"] = {"type": "ElicitIntent"}
    return given


def _without_nulls(given: Any) -> Any:  # noqa: ANN401 (any JSON)
    """Lex answers an empty slot as null, which its own PutSession does not take."""
    if isinstance(given, dict):
        return {name: _without_nulls(value) for name, value in given.items() if value is not None}
    return [_without_nulls(value) for value in given] if isinstance(given, list) else given


def _understanding(answer: "RecognizeTextResponseTypeDef") -> Understanding:
    state = answer.get("sessionState", {})
    intent, action = state.get("intent", {}), state.get("dialogAction", {})
    return Understanding(
        parts=parts_of(answer.get("messages", ())),
        state=json.dumps(state, separators=(",", ":")),
        intent=intent.get("name"),
        confidence=_confidence(answer, intent.get("name")),
        slots=_slots(intent.get("slots") or {}),
        closed=action.get("type") not in WAITING,
        asked=action.get("slotToElicit") or "",
    )


def _confidence(answer: "RecognizeTextResponseTypeDef", intent: str | None) -> float | None:
    for interpretation in answer.get("interpretations", ()):
        if interpretation.get("intent", {}).get("name") == intent:
            score = interpretation.get("nluConfidence", {}).get("score")
            return None if score is None else float(score)
    return None


def _slots(slots: Mapping[str, Any]) -> dict[str, str]:
    filled = {name: (slot or {}).get("value") for name, slot in slots.items()}
    return {name: value.get("interpretedValue", "") for name, value in filled.items() if value}


@contextmanager
def _translated(*, unless: frozenset[str] = frozenset()) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in unless:
            return
        if code in REFUSALS:
            raise Refused(f"lex refused the turn: {code}") from error
        raise _failure(code, error.response["ResponseMetadata"]["HTTPStatusCode"]) from error
    except (EndpointConnectionError, ConnectTimeoutError) as error:
        raise Untouched(f"lex failed: {type(error).__name__}") from error
    except (HTTPClientError, ConnectionError) as error:
        raise Down(f"lex failed: {type(error).__name__}") from error
    except BotoCoreError as error:
        raise Retryable(f"lex failed: {type(error).__name__}") from error


def _failure(code: str, status: int) -> Retryable:
    """What an answer of Lex tells: that it took nothing, that it is ill, or that only this turn failed.

    A hook that failed (424) and two calls at once (409) say nothing against Lex.
    """
    told = f"lex failed: {code}"
    if code == THROTTLED:
        return Untouched(told, again_s=THROTTLED_S)
    if code in CLOSED:
        return Untouched(told)
    return Down(told) if status >= SERVER_ERROR else Retryable(told)
