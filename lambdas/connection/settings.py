"""What the environment tells connection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``read_settings``; installations as in ``lambdas.domain.installation``.

    idle_s and connection_s: when API Gateway ends a socket that is silent, and any.
    links_key_arn: what links to sign in by are made with. site_origin: where they lead. Both are empty where
    nobody can sign in.
    door_tickets: so many for one network in ``door_s``. front_place and front_proof as in ``Front``.
    """

    connections_table: str
    sessions_table: str
    tokens_table: str
    operations_table: str
    door_key_arn: str
    links_key_arn: str
    site_origin: str
    installations: str
    websocket_url: str
    ticket_s: int
    visitor_s: int
    idle_s: int
    connection_s: int
    door_tickets: int
    door_s: int
    front_place: int
    front_proof: str
