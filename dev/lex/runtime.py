"""The operations of Lex V2 runtime, on checked requests and plain JSON.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Operations_Amazon_Lex_Runtime_V2.html
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from definition.bot import FALLBACK, Bot
from dev.lex.contexts import counted, without_overdue
from dev.lex.dialog import Dialog, Turn
from dev.lex.errors import NotFoundError, ValidationError
from dev.lex.hook import Ask, BotAddress
from dev.lex.sessions import Interpretations, Now, Session, SessionKey, Sessions
from dev.lex.state import IntentState, State, begun
from dev.lex.state_json import (
    UnknownNameError,
    intent_json,
    merged,
    message_json,
    read_messages,
    state_json,
)
from dev.lex.wire_shape import breaches, shape_of
from dev.understanding.heard import Heard

Json = Mapping[str, Any]

_MOST_INTERPRETATIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One bot behind one alias; its dialogs by Lex locale id, as ``en_US``."""

    bot: Bot
    dialogs: Mapping[str, Dialog]


class Runtime:
    """Answers the runtime's operations; every one takes its input as one object, raises ``LexError``."""

    def __init__(self, served: Mapping[tuple[str, str], Served], *, now: Now) -> None:
        self._served, self._now = served, now
        self._sessions = Sessions(now=now)

    def recognize_text(self, given: Json) -> dict[str, Any]:
        """Take what a person said; the session is as it was when the hook fails."""
        served, dialog, key = self._addressed("RecognizeText", given)
        with self._sessions.held(key):
            session, now = self._sessions.find(key) or Session(), self._now()
            current = without_overdue(session.state, now=now)
            state = _merged(current, given.get("sessionState") or {}, served.bot)
            heard = dialog.hear(given["text"], state, today=now.date())
            ask = _ask(key, given, candidates=_candidates(heard, served.bot))
            turn = dialog.turn(heard, state, ask)
            turn = replace(turn, state=counted(turn.state, now=now))
            interpretations = _interpretations(turn.state, ask.candidates)
            self._keep(key, turn, interpretations, served)
        return {
            **_said(turn),
            "sessionState": state_json(turn.state, request_id=ask.request_id),
            "interpretations": list(interpretations),
            "requestAttributes": dict(turn.request_attributes),
            "sessionId": key.session_id,
        }

    def put_session(self, given: Json) -> dict[str, Any]:
        """Set a session's state, and say what its dialog action asks for or what the caller wants said."""
        served, dialog, key = self._addressed("PutSession", given)
        with self._sessions.held(key):
            session = self._sessions.find(key) or Session()
            state = _merged(session.state, given["sessionState"], served.bot)
            ask = _ask(key, given, candidates=())
            turn = dialog.resume(state, ask)
            if given.get("messages"):
                turn = replace(turn, messages=read_messages(given["messages"]))
            self._keep(key, turn, _interpretations(turn.state, ()), served)
        return {
            **_said(turn),
            "sessionState": state_json(turn.state, request_id=ask.request_id),
            "requestAttributes": dict(turn.request_attributes),
            "sessionId": key.session_id,
            "contentType": given.get("responseContentType") or "text/plain; charset=utf-8",
        }

    def get_session(self, given: Json) -> dict[str, Any]:
        """Give a session's state and what was last said in it."""
        _, _, key = self._addressed("GetSession", given)
        session = self._found(key)
        return {
            "sessionId": key.session_id,
            "messages": [message_json(message) for message in session.messages],
            "interpretations": list(session.interpretations),
            "sessionState": state_json(session.state, request_id=str(uuid.uuid4())),
        }

    def delete_session(self, given: Json) -> dict[str, Any]:
        """Forget a session."""
        _, _, key = self._addressed("DeleteSession", given)
        with self._sessions.held(key):
            self._found(key)
            self._sessions.forget(key)
        return {name: given[name] for name in ("botId", "botAliasId", "localeId", "sessionId")}

    def _addressed(self, operation: str, given: Json) -> tuple[Served, Dialog, SessionKey]:
        found = list(breaches(given, shape_of(f"{operation}Request")))
        if found:
            raise ValidationError("; ".join(found))
        served = self._served.get((given["botId"], given["botAliasId"]))
        if served is None:
            raise NotFoundError(f"bot {given['botId']} with alias {given['botAliasId']} not found")
        dialog = served.dialogs.get(given["localeId"])
        if dialog is None:
            raise NotFoundError(f"locale {given['localeId']} not found for bot {given['botId']}")
        key = SessionKey(
            bot_id=given["botId"],
            alias_id=given["botAliasId"],
            locale_id=given["localeId"],
            session_id=given["sessionId"],
        )
        return served, dialog, key

    def _found(self, key: SessionKey) -> Session:
        session = self._sessions.find(key)
        if session is None:
            raise NotFoundError(f"session {key.session_id} not found")
        return session

    def _keep(self, key: SessionKey, turn: Turn, interpretations: Interpretations, served: Served) -> None:
        session = Session(state=turn.state, messages=turn.messages, interpretations=interpretations)
        self._sessions.keep(key, session, for_s=served.bot.session_timeout_s)


def _merged(state: State, given: Json, bot: Bot) -> State:
    try:
        return merged(state, given, bot=bot)
    except UnknownNameError as error:
        raise ValidationError(str(error)) from error


def _ask(key: SessionKey, given: Json, *, candidates: Sequence[tuple[IntentState, float]]) -> Ask:
    return Ask(
        address=BotAddress(bot_id=key.bot_id, alias_id=key.alias_id, locale_id=key.locale_id),
        session_id=key.session_id,
        text=given.get("text", ""),
        request_id=str(uuid.uuid4()),
        request_attributes=given.get("requestAttributes") or {},
        candidates=candidates,
    )


def _candidates(heard: Heard, bot: Bot) -> Sequence[tuple[IntentState, float]]:
    return [(begun(bot.intents[one.intent], one.slots), one.confidence) for one in heard.candidates]


def _interpretations(state: State, candidates: Sequence[tuple[IntentState, float]]) -> Interpretations:
    """Give the intent under way first, then the others it might have been, and the fallback at the end."""
    current = state.intent
    scores = {intent.name: score for intent, score in candidates}
    others = [intent for intent, _ in candidates if not current or intent.name != current.name]
    given = [*([current] if current else []), *others]
    if not any(intent.name == FALLBACK for intent in given):
        given = [*given[: _MOST_INTERPRETATIONS - 1], IntentState(name=FALLBACK, slots={})]
    return tuple(_interpretation(intent, scores.get(intent.name)) for intent in given)


def _interpretation(intent: IntentState, score: float | None) -> dict[str, Any]:
    confidence = {} if score is None else {"nluConfidence": {"score": score}}
    return {"intent": intent_json(intent), "interpretationSource": "Lex", **confidence}


def _said(turn: Turn) -> dict[str, Any]:
    return {"messages": [message_json(message) for message in turn.messages]} if turn.messages else {}
