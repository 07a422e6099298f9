"""What must hold for intents that require an account: each does something with it, and asks once."""

from collections.abc import Iterator, Mapping
from typing import Any

from definition.bot import Bot
from definition.fault import Fault
from definition.source import Source, Steps


def account_faults(bot: Bot, source: Source) -> Iterator[Fault]:
    """Give every fault of what intents require."""
    content: Mapping[str, Any] = source.content
    for name, intent in bot.intents.items():
        path: Steps = ("intents", name)
        if intent.account is None:
            continue
        if not intent.fulfillment_hook:
            problem = f'"{name}" requires an account, and no code acts with it'
            yield source.fault((*path, "requires"), problem, "set fulfillment_hook: true, or remove requires")
        if content["intents"][name].get("dialog_hook") is False:
            problem = (
                f'"{name}" requires an account, which its dialog hook asks for before the first question'
            )
            yield source.fault((*path, "dialog_hook"), problem, "remove dialog_hook: false")
        for index, scope in enumerate(intent.account):
            if scope in intent.account[:index]:
                at: Steps = (*path, "requires", "account", index)
                yield source.fault(at, f'"{scope}" is listed twice', "remove one")
