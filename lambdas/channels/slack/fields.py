"""Members of what Slack sends, of the type and shape they must be.

Source: https://docs.slack.dev/apis/events-api, https://docs.slack.dev/messaging/retrieving-messages (``ts``)
"""

import re
from typing import Final

from lambdas.kit.fields import text

AN_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,31}", re.ASCII)
A_TS: Final = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}", re.ASCII)
A_NAME: Final = re.compile(r"[a-z_]{1,40}", re.ASCII)


def id_of(given: object) -> str:
    """An id of a person, channel or app, such as ``C0123ABC``; raises TypeError or ValueError."""
    if not AN_ID.fullmatch(text(given)):
        raise ValueError("not an id of slack")
    return text(given)


def ts_of(given: object) -> str:
    """A message's timestamp, which is its id within a channel; raises TypeError or ValueError."""
    if not A_TS.fullmatch(text(given)):
        raise ValueError("not a timestamp of slack")
    return text(given)


def name_of(given: object) -> str:
    """The name of a kind, where it reads as one, to be logged."""
    return given if isinstance(given, str) and A_NAME.fullmatch(given) else "unknown"
