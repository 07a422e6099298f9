"""What a Lambda must know of every bot, as the files that travel in its bundle: compact JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from definition.dialogs import dialogs
from definition.said_parts import Json
from definition.texts import texts
from stacks.configured import Definitions

REPLIES = "intents"
"""That member of a locale in ``definition.texts`` which fulfilment says; response answers by the others."""

REQUIRES = "requires"
"""That member of a bot in it which fulfilment goes by; response goes by all."""


def talk_file(definitions: Definitions) -> str:
    """Of all bots by name, what response answers without their engines."""
    told = {name: texts(definition) for name, definition in definitions.items()}
    return _compact({name: of | _some(of, lambda part: part != REPLIES) for name, of in told.items()})


def replies_file(definitions: Definitions) -> str:
    """Of all bots by name, what the code behind them says, and what of it needs an account."""
    told = {name: texts(definition) for name, definition in definitions.items()}
    return _compact(
        {name: _required(of) | _some(of, lambda part: part == REPLIES) for name, of in told.items()}
    )


def dialogs_file(definitions: Definitions, led: Iterable[str]) -> str:
    """The bots whose dialogs fulfilment leads, each as ``definition.dialogs`` tells it."""
    return _compact({name: dialogs(definitions[name]) for name in led})


def _required(told: Mapping[str, Any]) -> Json:
    return {REQUIRES: told[REQUIRES]} if REQUIRES in told else {}


def _some(told: Mapping[str, Any], wanted: Callable[[str], bool]) -> Json:
    return {
        "locales": {
            locale: {part: content for part, content in spoken.items() if wanted(part)}
            for locale, spoken in told["locales"].items()
        }
    }


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
