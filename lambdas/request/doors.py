"""The way in of every messenger, a case a channel."""

# ruff: noqa: PLC0415 — a channel is loaded only where there is an installation of it

from collections.abc import Callable, Sequence

from lambdas.domain.installation import Installation
from lambdas.domain.ports import Clock, Inbound


def door(  # noqa: PLR0911 — one a channel
    installation: Installation,
    *,
    keys: Callable[[], Sequence[bytes]],
    clock: Clock,
    endpoint: str | None = None,
) -> Inbound:
    """The door of one installation; its channel is loaded only here, and lies in no other stage's bundle.

    keys: what we keep of a messenger's proof. endpoint: of a stand-in for one that publishes its keys.
    """
    match installation.channel:
        case "telegram":
            from lambdas.channels.telegram.inbound import TelegramInbound

            return TelegramInbound(installation=installation, keys=keys, clock=clock)
        case "sms":
            from lambdas.channels.sms.inbound import SmsInbound

            return SmsInbound(installation=installation, keys=keys, clock=clock)
        case "teams":
            from lambdas.channels.teams.door import teams_inbound
            from lambdas.kit.fresh_pools import FreshPools

            http = FreshPools(cert_reqs="CERT_REQUIRED")
            return teams_inbound(installation, http=http, clock=clock, endpoint=endpoint)
        case "slack":
            from lambdas.channels.slack.inbound import SlackInbound

            return SlackInbound(installation=installation, keys=keys, clock=clock)
        case "messenger":
            from lambdas.channels.messenger.inbound import MessengerInbound

            return MessengerInbound(installation=installation, keys=keys, clock=clock)
        case "whatsapp":
            from lambdas.channels.whatsapp.inbound import WhatsAppInbound

            return WhatsAppInbound(installation=installation, keys=keys, clock=clock)
        case "webhook":
            from lambdas.channels.webhook.inbound import WebhookInbound

            return WebhookInbound(installation=installation, keys=keys, clock=clock)
        case unknown:
            raise ValueError(f"installation {installation.id}: unknown channel {unknown}")
