"""Where the front sends on to, and within which limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stacks.numbers import CONNECTION_S, IDLE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of API Gateway, enforced here because the emulator has none.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html.
    """

    frame_bytes: int = 32 * 1024
    message_bytes: int = 128 * 1024
    idle_s: float = IDLE_S
    connection_s: float = CONNECTION_S
    answer_s: float = 30
    body_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """The deployed app behind the front.

    site: our own address, without a slash at the end.
    pages: the folder of the page; see ``Pages`` for what of it is served.
    http, websocket: the address of the HTTP API's and of the WebSocket API's stage.
    messengers: where each messenger's double is, by its installation. installations: the channel of each
        installation, those of the web included.
    """

    site: str
    pages: Path
    http: str
    websocket: str
    messengers: Mapping[str, str] = field(default_factory=dict)
    installations: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
