"""Builds request from its environment, once per cold start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import boto3

from lambdas.channels.web.inbound import WebInbound
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import INSTALLATIONS, Installation, read_installations
from lambdas.domain.ports import Clock, Inbound, TurnQueue
from lambdas.kit.bundled import bundled
from lambdas.kit.calls import QUICK
from lambdas.kit.clock import SystemClock
from lambdas.kit.endpoints import endpoint_of
from lambdas.kit.log import log_json
from lambdas.kit.secret import SecretKeys
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.request.settings import Settings
from lambdas.stores.turn_queue import SqsTurnQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestApp:
    """sockets: installations that chat through frames. webhooks: those that are called.

    webhooks_url: where, all but the installation's name.
    """

    sockets: Mapping[InstallationId, Inbound]
    webhooks: Mapping[InstallationId, Inbound]
    webhooks_url: str
    queue: TurnQueue


def wire(env: Mapping[str, str] = ENVIRONMENT) -> RequestApp:
    """The adapters that the stage has configured; raises where a setting is missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    installations = tuple(read_installations(*bundled(INSTALLATIONS), settings.installations).values())
    return RequestApp(
        sockets={
            installation.id: WebInbound(installation=installation, clock=clock)
            for installation in installations
            if installation.channel == "web"
        },
        webhooks=_webhooks(installations, clock, env),
        webhooks_url=settings.webhooks_url,
        queue=SqsTurnQueue(url=settings.queue_url, client=boto3.client("sqs", config=QUICK)),
    )


def _webhooks(
    installations: Iterable[Installation], clock: Clock, env: Mapping[str, str]
) -> Mapping[InstallationId, Inbound]:
    called = [installation for installation in installations if installation.channel != "web"]
    if not called:
        return {}
    secrets = boto3.client("secretsmanager", config=QUICK)
    return {
        installation.id: door(
            installation,
            keys=SecretKeys(arn=installation.webhook_secret_arn, client=secrets),
            clock=clock,
            endpoint=endpoint_of(installation.channel, env),
        )
        for installation in called
    }


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
            from lambdas.channels.telegram.inbound import TelegramInbound  # noqa: PLC0415

            return TelegramInbound(installation=installation, keys=keys, clock=clock)
        case "sms":
            from lambdas.channels.sms.inbound import SmsInbound  # noqa: PLC0415

            return SmsInbound(installation=installation, keys=keys, clock=clock)
        case "teams":
            from urllib3 import PoolManager  # noqa: PLC0415

            from lambdas.channels.teams.door import teams_inbound  # noqa: PLC0415

            http = PoolManager(cert_reqs="CERT_REQUIRED")
            return teams_inbound(installation, http=http, clock=clock, endpoint=endpoint)
        case "slack":
            from lambdas.channels.slack.inbound import SlackInbound  # noqa: PLC0415

            return SlackInbound(installation=installation, keys=keys, clock=clock)
        case "messenger":
            from lambdas.channels.messenger.inbound import MessengerInbound  # noqa: PLC0415

            return MessengerInbound(installation=installation, keys=keys, clock=clock)
        case "whatsapp":
            from lambdas.channels.whatsapp.inbound import WhatsAppInbound  # noqa: PLC0415

            return WhatsAppInbound(installation=installation, keys=keys, clock=clock)
        case "webhook":
            from lambdas.channels.webhook.inbound import WebhookInbound  # noqa: PLC0415

            return WebhookInbound(installation=installation, keys=keys, clock=clock)
        case unknown:
            raise ValueError(f"installation {installation.id}: unknown channel {unknown}")
