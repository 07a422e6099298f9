"""What stands in for the code of a bot that is tried without it: it agrees to every step."""

from collections.abc import Mapping
from dataclasses import dataclass

from definition.bot import Bot
from lambdas.domain.intent import Action, Call, Errand, Intent, Outcome, Source
from lambdas.domain.reply import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """See ``Intent``; the definition leads, and what it has no last word for is told in a note."""

    bot: Bot

    def __call__(self, call: Call, errand: Errand) -> Outcome:
        """See ``Intent``."""
        del errand
        silent = call.source is Source.FULFILMENT and not self._has_last_word(call)
        parts = (Text(text=_note(call)),) if silent else ()
        return Outcome(action=Action.DELEGATE, parts=parts, attributes=call.attributes)

    def _has_last_word(self, call: Call) -> bool:
        return bool(self.bot.locales[call.locale].intents[call.intent].closing)


def agreeing(bot: Bot) -> Mapping[str, Intent]:
    """Give every intent of a bot, agreed to."""
    return dict.fromkeys(bot.intents, Agreeing(bot=bot))


def _note(call: Call) -> str:
    filled = (f"{name} {slot.interpreted or slot.original}" for name, slot in call.slots.items() if slot)
    return f"[{' · '.join([call.intent, *filled])}: no code is behind this bot]"
