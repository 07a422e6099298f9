"""Contexts in which a dialog lives in a Dialogflow session, and their names.

A context's name is always in lower case, lives for 20 minutes at most, and some are Dialogflow's own.
Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions.contexts
"""

import re
from typing import Final

STATE: Final = "parley"
"""Carries the dialog's state as JSON text, in its one parameter."""

STATE_PARAMETER: Final = "state"
PAYLOAD: Final = "parley"
"""What a part of ours stands under in a message's payload."""

LOCALE_ATTRIBUTE: Final = "parley-locale"
"""What the person's locale travels under, beside the envelope; Dialogflow knows only the language."""

RESERVED: Final = re.compile(
    r"__system_counters__|.*_id_dialog_context|.*_dialog_params_.*|.*_dialog_context"
)


def ask_context(intent: str, slot: str) -> str:
    """The context in which a slot's bare value is understood: ``ask__bookhotel__city``."""
    return f"ask__{intent}__{slot}".lower()


def confirm_context(intent: str) -> str:
    """The context in which a yes or a no is understood: ``confirm__bookhotel``."""
    return f"confirm__{intent}".lower()


def awaits(name: str) -> bool:
    """Whether an answer is understood in a context: of no intent does the name begin so."""
    return name.startswith(("ask__", "confirm__"))


def short_name(name: str) -> str:
    """A context's own name, of ``projects/…/sessions/…/contexts/parley``."""
    return name.rpartition("/")[2]
