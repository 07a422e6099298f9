"""Holds the example conversations of bots with the local Lex: `python -m dev.lex.examples BOT.YAML …`.

The definition, the dialog rules and the real fulfilment code run in this process; nothing is stored.
"""

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from definition.bot import Bot
from definition.examples import Example
from definition.lex.compile import locale_id
from dev.conversed import Asked, converse
from dev.held import Difference, Got, hold_all
from dev.lex.rehearsal import RehearsalHook, StandingClock
from dev.lex.runtime import Runtime
from dev.lex.serve import served
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE
from lambdas.engines.lex.messages import parts_of

_BOT_ID, _ALIAS_ID = "REHEARSAL1", "REHEARSALS"
_WAITING = frozenset({"ElicitSlot", "ConfirmIntent"})


def hold(example: Example, *, bot: Bot) -> Difference | None:
    """Hold a conversation; give the first turn that came differently."""
    clock = StandingClock(at=datetime.combine(example.today, time(12), UTC))
    hook = RehearsalHook(bot=bot, clock=clock)
    runtime = Runtime({(_BOT_ID, _ALIAS_ID): served(bot, hook=hook)}, now=clock.now)
    return converse(example, bot=bot, ask=lambda asked: _got(runtime.recognize_text(_request(asked))))


def _request(asked: Asked) -> Mapping[str, Any]:
    return {
        "botId": _BOT_ID,
        "botAliasId": _ALIAS_ID,
        "localeId": locale_id(asked.locale),
        "sessionId": asked.session,
        "text": asked.text,
        "requestAttributes": {ENVELOPE_ATTRIBUTE: f"{asked.session} {asked.turn}"},
    }


def _got(answer: Mapping[str, Any]) -> Got:
    intent = answer["sessionState"].get("intent") or {}
    filled = (intent.get("slots") or {}).items()
    return Got(
        parts=parts_of(answer.get("messages", ())),
        intent=intent.get("name"),
        slots={name: slot["value"]["interpretedValue"] for name, slot in filled if slot},
        waits=(answer["sessionState"].get("dialogAction") or {}).get("type") in _WAITING,
    )


def main(files: Sequence[str]) -> int:
    """Hold every example of the bots; 1 when one came differently."""
    return hold_all(files, lambda bot: nullcontext(partial(hold, bot=bot)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
