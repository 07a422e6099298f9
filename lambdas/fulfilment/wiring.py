"""Builds fulfilment from its environment, once per cold start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3
from urllib3 import PoolManager

from lambdas.domain.errors import Refused
from lambdas.domain.hotel import Bookings
from lambdas.domain.intent import Intent, Results
from lambdas.domain.ports import Clock, Seal
from lambdas.domain.wording import Texts, read_texts
from lambdas.fulfilment.settings import Settings
from lambdas.intents.hotel import BookHotel
from lambdas.kit.calls import QUICK
from lambdas.kit.clock import SystemClock
from lambdas.kit.log import log_json
from lambdas.kit.seal import HmacSeal
from lambdas.kit.secret import SecretKeys, SecretToken
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.services.bookings import HttpBookings
from lambdas.stores.bookings import DynamoBookings
from lambdas.stores.results import DynamoResults

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

BOTS_FILE: Final = Path(__file__).parents[2] / "bots.json"
"""What the bots say; it lies at the root of the bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilmentApp:
    """intents: what the bots do, by the intent's name."""

    seal: Seal
    results: Results
    intents: Mapping[str, Intent]
    texts: Texts


def wire(env: Mapping[str, str] = ENVIRONMENT, *, bots_file: Path = BOTS_FILE) -> FulfilmentApp:
    """The adapters that the stage has configured; raises where a setting or the texts are missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    texts = read_texts(bots_file.read_text(encoding="utf-8"))
    tables = boto3.client("dynamodb", config=QUICK)
    keys = SecretKeys(arn=settings.envelope_key_arn, client=boto3.client("secretsmanager", config=QUICK))
    bookings = _bookings(settings, tables=tables, clock=clock)
    return FulfilmentApp(
        seal=HmacSeal(keys=keys, now=clock.now, refusal=Refused),
        results=DynamoResults(
            table=settings.bookings_table, client=tables, clock=clock, keep_s=settings.result_s
        ),
        intents={"BookHotel": BookHotel(bookings=bookings, clock=clock, texts=texts)},
        texts=texts,
    )


def _bookings(settings: Settings, *, tables: "DynamoDBClient", clock: Clock) -> Bookings:
    if not settings.bookings_url:
        return DynamoBookings(table=settings.bookings_table, client=tables, clock=clock)
    vault = boto3.client("secretsmanager", config=QUICK)
    return HttpBookings(
        url=settings.bookings_url,
        token=SecretToken(arn=settings.bookings_token_arn, client=vault),
        http=PoolManager(cert_reqs="CERT_REQUIRED"),
        within_s=settings.bookings_timeout_s,
    )
