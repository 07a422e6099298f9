"""Holds the example conversations of bots with the local Lex: `python -m dev.lex.examples BOT.YAML …`.

The definition, the dialog rules, the platform's adapter and the real fulfilment code run in this process;
nothing is stored.
"""

import io
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, time
from functools import partial
from typing import Any, cast

from definition.bot import Bot
from definition.examples import Example
from dev.conversed import converse
from dev.held import Difference, hold_all
from dev.lex.errors import NotFoundError
from dev.lex.rehearsal import RehearsalHook, StandingClock
from dev.lex.runtime import Runtime
from dev.lex.serve import served
from dev.signed_in import RehearsedPeople
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Bot as ConfiguredBot
from lambdas.engines.lex.engine import LexEngine

_BOT_ID, _ALIAS_ID = "REHEARSAL1", "REHEARSALS"


def hold(example: Example, *, bot: Bot) -> Difference | None:
    """Hold a conversation; give the first turn that came differently."""
    clock = StandingClock(at=datetime.combine(example.today, time(12), UTC))
    hook = RehearsalHook(bot=bot, clock=clock, people=RehearsedPeople(bot=bot, name=example.signed_in))
    runtime = Runtime({(_BOT_ID, _ALIAS_ID): served(bot, hook=hook)}, now=clock.now)
    client = cast("Any", _Client(runtime))
    return converse(example, bot=bot, engine=LexEngine(bot=_configured(bot), client=client))


class _Client:
    """What the adapter needs of the SDK's client, over a runtime in this process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def recognize_text(self, **given: object) -> dict[str, Any]:
        """See the SDK."""
        return self._runtime.recognize_text(given)

    def put_session(self, **given: object) -> dict[str, Any]:
        """See the SDK."""
        return {**self._runtime.put_session(given), "audioStream": io.BytesIO()}

    def delete_session(self, **given: object) -> None:
        """See the SDK; nothing where there is none."""
        with suppress(NotFoundError):
            self._runtime.delete_session(given)


def _configured(bot: Bot) -> ConfiguredBot:
    return ConfiguredBot(
        id=BotId(bot.name),
        engine="lex",
        bot_id=_BOT_ID,
        alias_id=_ALIAS_ID,
        memory_s=bot.session_timeout_s,
        daily_budget=1,
    )


def main(files: Sequence[str]) -> int:
    """Hold every example of the bots; 1 when one came differently."""
    return hold_all(files, lambda bot: nullcontext(partial(hold, bot=bot)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
