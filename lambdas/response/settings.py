"""What the environment tells response."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``read_settings``; installations and bots as in ``lambdas.domain.installation``.

    links_key_arn: what links to sign in by are made with. site_origin: where they lead. link_function: who
    signs people in. All three are empty where nobody can sign in.
    """

    queue_url: str
    later_queue_url: str
    connections_table: str
    sessions_table: str
    tokens_table: str
    operations_table: str
    envelope_key_arn: str
    websocket_api_id: str
    websocket_stage: str
    links_key_arn: str
    site_origin: str
    link_function: str
    installations: str
    bots: str
    engine_timeout_s: int
    last_receive: int
    sending_s: int
    inbox_s: int
    session_s: int
    lines_s: int
    bucket_turns: int
    bucket_s: int
