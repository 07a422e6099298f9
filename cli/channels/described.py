"""What menus say of the commands that every bot has; of another, what it stands for."""

from collections.abc import Mapping
from typing import Final

DESCRIPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"start": "Begin a conversation", "help": "What you can ask for"},
    "es": {"start": "Empezar una conversación", "help": "Qué puede pedir"},
}
"""By language and command."""

IN_ENGLISH: Final = DESCRIPTIONS["en"]
"""Where a messenger has one menu for everybody."""
