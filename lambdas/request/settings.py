"""What the environment tells request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``read_settings``; installations as in ``lambdas.domain.installation``.

    webhooks_url: what messengers call, all but the installation's name.
    """

    queue_url: str
    webhooks_url: str
    installations: str
