"""Builds the way in from Teams."""

from typing import Final

from urllib3 import PoolManager

from lambdas.channels.teams.inbound import TeamsInbound
from lambdas.channels.teams.keys import METADATA, SigningKeys
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock
from lambdas.kit.limited_http import LimitedHttp

MOST_BYTES: Final = 1024 * 1024
"""Each key comes with its certificate and some twenty endorsements."""

WITHIN_S: Final = 1.5
"""Two answers make the keys, and request has five seconds."""


def teams_inbound(
    installation: Installation, *, http: PoolManager, clock: Clock, endpoint: str | None
) -> TeamsInbound:
    """The door of one bot; endpoint: of a stand-in for the connector and for what signs its tokens."""
    metadata = f"{endpoint}/v1/.well-known/openidconfiguration" if endpoint else METADATA
    limited = LimitedHttp(http=http, most_bytes=MOST_BYTES, within_s=WITHIN_S)
    keys = SigningKeys(http=limited, metadata_url=metadata, plain=endpoint is not None)
    return TeamsInbound(installation=installation, keys=keys, clock=clock, endpoint=endpoint)
