"""What Lambdas must know of every bot, as the files that travel in their bundles: compact JSON."""

import json
from collections.abc import Iterable

from definition.dialogs import dialogs
from definition.texts import texts
from stacks.configured import Definitions


def bots_file(definitions: Definitions) -> str:
    """All bots by name, each as ``definition.texts`` tells it."""
    return _compact({name: texts(definition) for name, definition in definitions.items()})


def dialogs_file(definitions: Definitions, led: Iterable[str]) -> str:
    """The bots whose dialogs fulfilment leads, each as ``definition.dialogs`` tells it."""
    return _compact({name: dialogs(definitions[name]) for name in led})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
