"""Builds connection from its environment, once per cold start."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import boto3

from lambdas.connection.caller import Front
from lambdas.connection.settings import Settings
from lambdas.domain.account_ports import Links
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import SiteIdentities
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import INSTALLATIONS, Installation, read_installations
from lambdas.domain.keeping import Transcript
from lambdas.domain.ports import Clock, Connections
from lambdas.flows.admit import Door
from lambdas.flows.limit_tickets import TicketLimit
from lambdas.identity.links import SecretLinks
from lambdas.kit.bundled import bundled
from lambdas.kit.calls import QUICK, once
from lambdas.kit.clock import SystemClock
from lambdas.kit.fresh_pools import fresh
from lambdas.kit.log import log_json
from lambdas.kit.seal import HmacSeal
from lambdas.kit.secret import SecretKeys
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.door import DynamoDoorCounter
from lambdas.stores.tickets import DynamoTickets
from lambdas.stores.transcript import DynamoTranscript

ID_BYTES = 18
# A ticket is given even where its counter hangs, and within the function's time.
COUNTING_S = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionApp:
    """url: where sockets are opened. idle_for, open_for: how long API Gateway keeps a silent one, and any.

    links: to sign in by; None where nobody can.
    """

    door: Door
    limit: TicketLimit
    front: Front
    connections: Connections
    transcript: Transcript
    clock: Clock
    url: str
    idle_for: timedelta
    open_for: timedelta
    links: Links | None = None


def wire(env: Mapping[str, str] = ENVIRONMENT) -> ConnectionApp:
    """The adapters that the stage has configured; raises where a setting is missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    tables = boto3.client("dynamodb", config=QUICK)
    keys = SecretKeys(arn=settings.door_key_arn, client=boto3.client("secretsmanager", config=QUICK))
    installations = read_installations(*bundled(INSTALLATIONS), settings.installations)
    door = Door(
        installations=installations,
        seal=HmacSeal(keys=keys, now=clock.now, refusal=Refused),
        tickets=DynamoTickets(table=settings.tokens_table, client=tables),
        clock=clock,
        new_id=lambda: secrets.token_urlsafe(ID_BYTES),
        ticket_s=settings.ticket_s,
        visitor_s=settings.visitor_s,
        identities=_identities(installations, emulator=env.get("COGNITO_ENDPOINT", ""), clock=clock),
    )
    return ConnectionApp(
        door=door,
        limit=_limit(settings, clock),
        front=Front(place=settings.front_place, proof=settings.front_proof),
        connections=DynamoConnections(table=settings.connections_table, client=tables, clock=clock),
        transcript=DynamoTranscript(table=settings.sessions_table, client=tables, clock=clock),
        clock=clock,
        url=settings.websocket_url,
        idle_for=timedelta(seconds=settings.idle_s),
        open_for=timedelta(seconds=settings.connection_s),
        links=_links(settings) if settings.links_key_arn else None,
    )


def _links(settings: Settings) -> Links:
    keys = SecretKeys(arn=settings.links_key_arn, client=boto3.client("secretsmanager", config=QUICK))
    return SecretLinks(keys=keys, site=settings.site_origin)


def _identities(
    installations: Mapping[InstallationId, Installation], *, emulator: str, clock: Clock
) -> Mapping[InstallationId, SiteIdentities]:
    vouched = {name: each.identity for name, each in installations.items() if each.identity}
    if not vouched:
        return {}
    # It is in the bundle of those stages alone.
    from lambdas.connection.vouched import site_identities  # noqa: PLC0415

    return {
        name: site_identities(vouching, emulator=emulator, clock=clock) for name, vouching in vouched.items()
    }


def _limit(settings: Settings, clock: Clock) -> TicketLimit:
    counter = DynamoDoorCounter(
        table=settings.operations_table,
        client=fresh(boto3.client("dynamodb", config=once(COUNTING_S))),
        clock=clock,
    )
    return TicketLimit(counter=counter, tickets=settings.door_tickets, window_s=settings.door_s)
