"""What the environment tells connection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``read_settings``; installations as in ``lambdas.domain.installation``."""

    connections_table: str
    sessions_table: str
    tokens_table: str
    door_key_arn: str
    installations: str
    websocket_url: str
    ticket_s: int
    visitor_s: int
    connection_s: int
