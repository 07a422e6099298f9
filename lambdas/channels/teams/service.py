"""Where the connector of a conversation is: the only addresses that our token is ever sent to.

Source: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages,
https://github.com/microsoft/teams.py/pull/370 (``smba.onyx``, named by Microsoft's own SDK alone)
(the public cloud and GCC; the clouds of the US government have another issuer, and none of ours).
"""

import re
from typing import Final

CONNECTORS: Final = (
    "https://smba.trafficmanager.net",
    "https://smba.onyx.prod.teams.trafficmanager.net",
    "https://smba.infra.gcc.teams.microsoft.com",
)
ANYWHERE: Final = "teams"
"""Below a connector, what serves conversations of every region."""

PATH: Final = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9._~-]{0,127}){0,8}/?")


def service_url(given: str, *, endpoint: str | None = None) -> str:
    """The address without a slash at its end, if it is a connector's; raises ValueError.

    endpoint: of a stand-in, which is then the only connector there is.
    """
    for connector in (endpoint,) if endpoint else CONNECTORS:
        if given.startswith(connector) and PATH.fullmatch(given.removeprefix(connector)):
            return given.rstrip("/")
    raise ValueError("not an address of the connector")


def any_service_url(*, endpoint: str | None = None) -> str:
    """Where a conversation is reached whose own address is not known."""
    return f"{endpoint or CONNECTORS[0]}/{ANYWHERE}"
