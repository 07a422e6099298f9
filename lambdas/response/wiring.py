"""Builds response from its environment, once per cold start."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3

from lambdas.channels.web.outbound import WebOutbound
from lambdas.channels.web.wire import ApiGatewayWire
from lambdas.domain.conversation import Charge
from lambdas.domain.errors import Refused
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import INSTALLATIONS, Bot, Installation, read_bots, read_installations
from lambdas.domain.keeping import Conversations
from lambdas.domain.ports import Clock, Engine, Outbound, Pace, Seal
from lambdas.domain.requirement import read_required
from lambdas.domain.talk import read_asides, read_talks
from lambdas.engines.lex.engine import LexEngine
from lambdas.flows.deliver import Delivering
from lambdas.flows.desk import Desk, Served, SigningIn
from lambdas.flows.rests import Rests
from lambdas.identity.link_office import LambdaLinkOffice
from lambdas.identity.links import SecretLinks
from lambdas.kit.bundled import bundled
from lambdas.kit.calls import QUICK, once
from lambdas.kit.clock import SystemClock
from lambdas.kit.fresh_pools import FreshPools, fresh
from lambdas.kit.log import log_json
from lambdas.kit.seal import HmacSeal
from lambdas.kit.secret import SecretKeys, SecretText, SecretToken
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.response.messengers import messenger_of
from lambdas.response.settings import Settings
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.conversations import DynamoConversations
from lambdas.stores.later import SqsLater
from lambdas.stores.logins import DynamoLogins
from lambdas.stores.pace import DynamoPace
from lambdas.stores.turn_queue import SqsRedelivery

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_secretsmanager import SecretsManagerClient

NONCE_BYTES: Final = 16
LINK_S: Final = 6
"""So long link is waited for; what it was asked goes on, and may be asked again."""

BOTS_FILE: Final = Path(__file__).parents[2] / "bots.json"
"""What the bots answer without an engine; it lies at the root of the bundle."""


def wire(env: Mapping[str, str] = ENVIRONMENT, *, bots_file: Path | None = None) -> Desk:
    """The adapters that the stage has configured; raises where a setting or the bots' file is missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    queues, tables = boto3.client("sqs", config=QUICK), boto3.client("dynamodb", config=QUICK)
    vault = boto3.client("secretsmanager", config=QUICK)
    web = _web(settings, env, tables, clock)
    installations = tuple(read_installations(*bundled(INSTALLATIONS), settings.installations).values())
    pace = DynamoPace(table=settings.operations_table, client=tables, clock=clock)
    outbounds = _outbounds(installations, env, web, vault, pace)
    engine = partial(_engine, settings=settings, env=env, vault=vault)
    spoken = (bots_file or BOTS_FILE).read_text(encoding="utf-8")
    return Desk(
        served=_served(installations, outbounds, spoken, settings, engine),
        conversations=_conversations(settings, installations, tables, clock),
        redelivery=SqsRedelivery(url=settings.queue_url, client=queues),
        later=SqsLater(url=settings.later_queue_url, client=queues),
        seal=_seal(settings, vault, clock),
        clock=clock,
        rests=Rests(clock),
        thinking_s=settings.engine_timeout_s,
        last_receive=settings.last_receive,
        sending_s=settings.sending_s,
        dice=secrets.SystemRandom().random,
        signing=_signing(settings, tables, vault, clock) if settings.link_function else None,
    )


def connections_url(settings: Settings, env: Mapping[str, str]) -> str:
    """Where @connections is: API Gateway's own host, or below the emulator's address.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
    """
    api, stage = settings.websocket_api_id, settings.websocket_stage
    emulator = env.get("AWS_ENDPOINT_URL")
    if emulator:
        return f"{emulator}/_aws/execute-api/{api}/{stage}"
    return f"https://{api}.execute-api.{env['AWS_REGION']}.amazonaws.com/{stage}"


def _served(
    installations: Iterable[Installation],
    outbounds: Mapping[InstallationId, Outbound],
    spoken: str,
    settings: Settings,
    engine: Callable[[Bot, str], Engine],
) -> Mapping[InstallationId, Served]:
    bots, talks, asides = read_bots(settings.bots), read_talks(spoken), read_asides(spoken)
    required = read_required(spoken)
    made = {bot.id: {name: engine(bot, name) for name in bot.engines} for bot in bots.values()}
    return {
        installation.id: Served(
            outbound=outbounds[installation.id],
            engines=_engines(bots[installation.bot], installation.locales, made[installation.bot]),
            charge=_charge(bots[installation.bot], settings),
            talks=talks[installation.bot],
            asides=asides[installation.bot],
            requires=required[installation.bot],
        )
        for installation in installations
    }


def _engines(bot: Bot, locales: Iterable[str], made: Mapping[str, Engine]) -> Mapping[str, Sequence[Engine]]:
    """The engines of each locale, the first first."""
    return {locale: [made[name] for name in bot.engines_in(locale)] for locale in locales}


def _outbounds(
    installations: Iterable[Installation],
    env: Mapping[str, str],
    web: Outbound,
    vault: "SecretsManagerClient",
    pace: Pace,
) -> Mapping[InstallationId, Outbound]:
    http = FreshPools(cert_reqs="CERT_REQUIRED")

    def outbound(installation: Installation) -> Outbound:
        if installation.channel == "web":
            return web
        token = SecretToken(arn=installation.token_arn, client=vault)
        messenger = messenger_of(installation, token=token, http=http, env=env)
        return Delivering(messenger=messenger, pace=pace)

    return {installation.id: outbound(installation) for installation in installations}


def _web(settings: Settings, env: Mapping[str, str], tables: "DynamoDBClient", clock: Clock) -> Outbound:
    url = connections_url(settings, env)
    client = boto3.client("apigatewaymanagementapi", endpoint_url=url, config=QUICK)
    return WebOutbound(
        connections=DynamoConnections(table=settings.connections_table, client=tables, clock=clock),
        wire=ApiGatewayWire(client=client),
        clock=clock,
    )


def _engine(
    bot: Bot, name: str, *, settings: Settings, env: Mapping[str, str], vault: "SecretsManagerClient"
) -> Engine:
    """An engine of a bot; each is loaded only where it is asked for."""
    match name:
        case "lex":
            client = fresh(boto3.client("lexv2-runtime", config=once(settings.engine_timeout_s)))
            return LexEngine(bot=bot, client=client)
        case "dialogflow":
            # Its packages are in the bundle only where the stage has a bot for it.
            from lambdas.engines.dialogflow.build import dialogflow_engine  # noqa: PLC0415

            return dialogflow_engine(
                bot,
                endpoint=env.get("DIALOGFLOW_ENDPOINT"),
                key=SecretText(arn=bot.agent.key_arn if bot.agent else "", client=vault),
                within_s=settings.engine_timeout_s,
            )
        case unknown:
            raise ValueError(f"bot {bot.id}: unknown engine {unknown}; it must be lex or dialogflow")


def _charge(bot: Bot, settings: Settings) -> Charge:
    return Charge(
        bot=bot.id,
        bucket_turns=settings.bucket_turns,
        bucket_s=settings.bucket_s,
        daily_budget=bot.daily_budget,
    )


def _conversations(
    settings: Settings, installations: Iterable[Installation], tables: "DynamoDBClient", clock: Clock
) -> Conversations:
    return DynamoConversations(
        sessions=settings.sessions_table,
        tokens=settings.tokens_table,
        operations=settings.operations_table,
        inbox_s=settings.inbox_s,
        longer={each.id: each.inbox_s for each in installations},
        session_s=settings.session_s,
        lines_s=settings.lines_s,
        client=tables,
        clock=clock,
    )


def _signing(
    settings: Settings, tables: "DynamoDBClient", vault: "SecretsManagerClient", clock: Clock
) -> SigningIn:
    keys = SecretKeys(arn=settings.links_key_arn, client=vault)
    link = fresh(boto3.client("lambda", config=once(LINK_S)))
    return SigningIn(
        logins=DynamoLogins(table=settings.tokens_table, client=tables, clock=clock),
        accounts=DynamoAccounts(table=settings.tokens_table, client=tables, clock=clock),
        office=LambdaLinkOffice(function=settings.link_function, client=link),
        links=SecretLinks(keys=keys, site=settings.site_origin),
        new_nonce=lambda: secrets.token_hex(NONCE_BYTES),
    )


def _seal(settings: Settings, vault: "SecretsManagerClient", clock: Clock) -> Seal:
    keys = SecretKeys(arn=settings.envelope_key_arn, client=vault)
    return HmacSeal(keys=keys, now=clock.now, refusal=Refused)
