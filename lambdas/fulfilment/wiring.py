"""Builds fulfilment from its environment, once per cold start."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3

from lambdas.domain.declared import Dialogs, read_dialogs
from lambdas.domain.errors import Refused
from lambdas.domain.hotel import Bookings
from lambdas.domain.intent import Intent, Results
from lambdas.domain.ports import Clock, Seal
from lambdas.domain.requirement import read_required
from lambdas.domain.signed_in import People
from lambdas.domain.weather import NoWeather, Weather
from lambdas.domain.wording import Texts, read_texts
from lambdas.flows.people import LinkedPeople
from lambdas.flows.sign_in_first import Door
from lambdas.fulfilment.business import Business, intents_of
from lambdas.fulfilment.settings import Settings
from lambdas.identity.link_office import LambdaLinkOffice
from lambdas.identity.vault import KmsVault
from lambdas.kit.calls import QUICK, once
from lambdas.kit.clock import SystemClock
from lambdas.kit.fresh_pools import FreshPools, fresh
from lambdas.kit.log import log_json
from lambdas.kit.seal import HmacSeal
from lambdas.kit.secret import SecretKeys, SecretToken
from lambdas.kit.settings import ENVIRONMENT, read_settings
from lambdas.services.bookings import HttpBookings
from lambdas.services.weather import HttpWeather
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.bookings import DynamoBookings
from lambdas.stores.results import DynamoResults
from lambdas.stores.trips import DynamoTrips

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

BOTS_FILE: Final = Path(__file__).parents[2] / "bots.json"
"""What the bots say; it lies at the root of the bundle."""

DIALOGS_FILE: Final = BOTS_FILE.with_name("dialogs.json")
"""The dialogs that fulfilment leads; it lies there where an engine of the stage leads none."""

REFRESH_S: Final = 3
"""For so long a new access token is waited for; it leaves time to use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilmentApp:
    """intents: what the bots do, by the intent's name. door: what those who must sign in are asked by.

    dialogs: by bot and locale, those that we lead. proofs: the valid secrets of engines that call by webhook.
    """

    seal: Seal
    results: Results
    intents: Mapping[str, Intent]
    texts: Texts
    door: Door
    clock: Clock = field(default_factory=SystemClock)
    dialogs: Mapping[str, Mapping[str, Dialogs]] = field(default_factory=dict)
    proofs: Callable[[], Sequence[bytes]] = tuple


def wire(
    env: Mapping[str, str] = ENVIRONMENT, *, bots_file: Path = BOTS_FILE, dialogs_file: Path = DIALOGS_FILE
) -> FulfilmentApp:
    """The adapters that the stage has configured; raises where a setting or the texts are missing."""
    log_json()
    settings = read_settings(Settings, env)
    clock = SystemClock()
    spoken = bots_file.read_text(encoding="utf-8")
    texts = read_texts(spoken)
    tables = boto3.client("dynamodb", config=QUICK)
    vault = boto3.client("secretsmanager", config=QUICK)
    keys = SecretKeys(arn=settings.envelope_key_arn, client=vault)
    led = bool(settings.webhook_secret_arn)
    business = Business(
        bookings=_bookings(settings, tables=tables, clock=clock),
        trips=DynamoTrips(table=settings.bookings_table, client=tables, clock=clock),
        weather=_weather(settings, endpoint=env.get("WEATHER_ENDPOINT")),
    )
    return FulfilmentApp(
        seal=HmacSeal(keys=keys, now=clock.now, refusal=Refused),
        results=DynamoResults(
            table=settings.bookings_table, client=tables, clock=clock, keep_s=settings.result_s
        ),
        intents=intents_of(business, clock=clock, texts=texts),
        texts=texts,
        door=Door(
            texts=texts,
            people=_people(settings, tables=tables, clock=clock),
            required=read_required(spoken),
        ),
        clock=clock,
        dialogs=read_dialogs(dialogs_file.read_text(encoding="utf-8")) if led else {},
        proofs=SecretKeys(arn=settings.webhook_secret_arn, client=vault) if led else tuple,
    )


def _people(settings: Settings, *, tables: "DynamoDBClient", clock: Clock) -> People | None:
    if not settings.tokens_table:
        return None
    return LinkedPeople(
        accounts=DynamoAccounts(table=settings.tokens_table, client=tables, clock=clock),
        vault=KmsVault(key_arn=settings.tokens_key_arn, client=boto3.client("kms", config=QUICK)),
        office=LambdaLinkOffice(
            function=settings.link_function, client=fresh(boto3.client("lambda", config=once(REFRESH_S)))
        ),
        clock=clock,
    )


def _bookings(settings: Settings, *, tables: "DynamoDBClient", clock: Clock) -> Bookings:
    if not settings.bookings_url:
        return DynamoBookings(
            table=settings.bookings_table, client=tables, clock=clock, tokens=settings.tokens_table
        )
    vault = boto3.client("secretsmanager", config=QUICK)
    return HttpBookings(
        url=settings.bookings_url,
        token=SecretToken(arn=settings.bookings_token_arn, client=vault),
        http=FreshPools(cert_reqs="CERT_REQUIRED"),
        within_s=settings.bookings_timeout_s,
    )


def _weather(settings: Settings, *, endpoint: str | None) -> Weather:
    """The service of the stage; one endpoint may stand for both its addresses."""
    if not settings.weather_url:
        return NoWeather()
    return HttpWeather(
        url=endpoint or settings.weather_url,
        places_url=endpoint or settings.weather_places_url,
        http=FreshPools(cert_reqs="CERT_REQUIRED"),
        within_s=settings.weather_timeout_s,
    )
