"""Which intents of a bot require an account, as its definition says; it travels in ``bots.json``."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from lambdas.domain.ids import BotId

Required: TypeAlias = Mapping[str, Sequence[str]]
"""By intent, the scopes that the account must have; an intent that is not there needs none."""


def read_required(text: str) -> Mapping[BotId, Required]:
    """What every bot requires; raises ValueError, KeyError or TypeError for none."""
    return {
        BotId(bot): {intent: tuple(scopes) for intent, scopes in content.get("requires", {}).items()}
        for bot, content in json.loads(text).items()
    }
