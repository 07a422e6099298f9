"""Builds connection from its environment, once per cold start."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import boto3

from lambdas.connection.settings import Settings
from lambdas.domain.errors import Refused
from lambdas.domain.installation import read_installations
from lambdas.domain.ports import Clock, Connections, Transcript
from lambdas.flows.admit import Door
from lambdas.kit.calls import QUICK
from lambdas.kit.clock import SystemClock
from lambdas.kit.log import log_json
from lambdas.kit.seal import HmacSeal
from lambdas.kit.secret import SecretKeys
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.tickets import DynamoTickets
from lambdas.stores.transcript import DynamoTranscript

ID_BYTES = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionApp:
    """url: where sockets are opened. open_for: how long API Gateway keeps one."""

    door: Door
    connections: Connections
    transcript: Transcript
    clock: Clock
    url: str
    open_for: timedelta


def wire(env: Mapping[str, str] = ENVIRONMENT) -> ConnectionApp:
    """The adapters that the stage has configured; raises where a setting is missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    tables = boto3.client("dynamodb", config=QUICK)
    keys = SecretKeys(arn=settings.door_key_arn, client=boto3.client("secretsmanager", config=QUICK))
    door = Door(
        installations=read_installations(settings.installations),
        seal=HmacSeal(keys=keys, now=clock.now, refusal=Refused),
        tickets=DynamoTickets(table=settings.tokens_table, client=tables),
        clock=clock,
        new_id=lambda: secrets.token_urlsafe(ID_BYTES),
        ticket_s=settings.ticket_s,
        visitor_s=settings.visitor_s,
    )
    return ConnectionApp(
        door=door,
        connections=DynamoConnections(table=settings.connections_table, client=tables, clock=clock),
        transcript=DynamoTranscript(table=settings.sessions_table, client=tables, clock=clock),
        clock=clock,
        url=settings.websocket_url,
        open_for=timedelta(seconds=settings.connection_s),
    )
