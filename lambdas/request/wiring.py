"""Builds request from its environment, once per cold start."""

from collections.abc import Iterable, Mapping
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
from lambdas.request.doors import door
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
            endpoint=endpoint_of(installation.id, channel=installation.channel, env=env),
        )
        for installation in called
    }
