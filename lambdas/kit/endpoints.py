"""Where a vendor's API is called, where that is not the vendor's own address."""

from collections.abc import Mapping
from typing import Final

ALL: Final = "MESSENGERS_ENDPOINT"
"""Below it a stand-in for each installation's, by the name of the installation."""


def endpoint_of(installation: str, *, channel: str, env: Mapping[str, str]) -> str | None:
    """Where an installation's messenger is, such as ``http://localhost:9000/shop``; None for its own address.

    ``SLACK_ENDPOINT`` names one that all installations of Slack share, ``MESSENGERS_ENDPOINT`` where each
    installation of every other messenger has its own.
    """
    own = env.get(f"{channel.upper()}_ENDPOINT")
    shared = env.get(ALL)
    return own or (f"{shared}/{installation}" if shared else None)
