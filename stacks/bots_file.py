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


def talk_file(definitions: Definitions) -> str:
    """Of all bots by name, what response answers without their engines."""
    return _parts(definitions, lambda part: part != REPLIES)


def replies_file(definitions: Definitions) -> str:
    """Of all bots by name, what the code behind them says."""
    return _parts(definitions, lambda part: part == REPLIES)


def dialogs_file(definitions: Definitions, led: Iterable[str]) -> str:
    """The bots whose dialogs fulfilment leads, each as ``definition.dialogs`` tells it."""
    return _compact({name: dialogs(definitions[name]) for name in led})


def _parts(definitions: Definitions, wanted: Callable[[str], bool]) -> str:
    return _compact({name: _some(texts(definition), wanted) for name, definition in definitions.items()})


def _some(told: Mapping[str, Any], wanted: Callable[[str], bool]) -> Json:
    return {
        "locales": {
            locale: {part: content for part, content in spoken.items() if wanted(part)}
            for locale, spoken in told["locales"].items()
        }
    }


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
