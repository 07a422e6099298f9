"""Where a vendor's API is called, where that is not the vendor's own address."""

from collections.abc import Mapping
from typing import Final

ALL: Final = "MESSENGERS_ENDPOINT"
"""Below it stand-ins for all of them, each by the name of its channel."""


def endpoint_of(channel: str, env: Mapping[str, str]) -> str | None:
    """What stands in for a messenger's API, such as ``http://localhost:9000/slack``; None for its own.

    ``SLACK_ENDPOINT`` names one of Slack's own, ``MESSENGERS_ENDPOINT`` that of every messenger.
    """
    own = env.get(f"{channel.upper()}_ENDPOINT")
    shared = env.get(ALL)
    return own or (f"{shared}/{channel}" if shared else None)
