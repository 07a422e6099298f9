"""What Lambdas must know of every bot, as the file that travels in their bundles."""

import json

from definition.texts import texts
from stacks.configured import Definitions


def bots_file(definitions: Definitions) -> str:
    """All bots by name, each as ``definition.texts`` tells it: compact JSON."""
    spoken = {name: texts(definition) for name, definition in definitions.items()}
    return json.dumps(spoken, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
