"""What the environment tells link."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``read_settings``; installations as in ``lambdas.domain.installation``.

    tokens_key_arn: the KMS key that tokens are encrypted with. site_origin: where ``/link`` is, as
    ``https://chat.example.org``. issuer, jwks_url: of the user pool. hosted_ui: the base URL of its sign-in
    pages. client_id: the app client's. login_s: how long a link works. refresh_days: how long a sign-in
    lasts. scopes: what each allows beyond the profile, by language: ``{"bookings.read": {"en": …}}``.
    """

    tokens_table: str
    tokens_key_arn: str
    later_queue_url: str
    installations: str
    site_origin: str
    issuer: str
    jwks_url: str
    hosted_ui: str
    client_id: str
    login_s: int
    refresh_days: int
    scopes: str
