"""Reads a stage file into the stage it describes.

Whatever is wrong is one ``StageError`` that names the file, the key and the mend.
"""

import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from stacks.addresses import EMAIL, EMAIL_MEND, HOST, HOST_MEND, ORIGIN, ORIGIN_MEND, SERVICE_URL
from stacks.channels import MESSENGERS, read_account, refuse_shared
from stacks.numbers import CONNECTION_S, DAY_S, IDLE_S, LOG_DAYS
from stacks.read_agent import read_agent
from stacks.read_engines import read_engines, read_locales
from stacks.read_identity import read_identity, read_identity_required, read_site_identity
from stacks.stage import (
    DIALOGFLOW,
    LONGEST_TEXT,
    WEB,
    Alias,
    Bot,
    Domain,
    Installation,
    Limits,
    Machine,
    Retention,
    SocketLife,
    Stage,
    WeatherService,
)
from stacks.stage_file import Section, StageError, open_stage

Named = TypeVar("Named")

CERTIFICATE = r"arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]{36}"
CERTIFICATE_MEND = "write the ARN of a certificate in us-east-1, where CloudFront looks for it"

# No two hyphens in a row, and none at the end: Lex takes no such name.
NAME = r"(?=.{1,31}$)[a-z][a-z0-9]*(-[a-z0-9]+)*"
NAME_MEND = "write 1 to 31 lower-case letters, digits and single hyphens, a letter first"
LEX_ID = r"[0-9A-Za-z]{10}"
LEX_ID_MEND = (
    "write the 10 letters and digits that Lex shows for it, or leave out bot_id and alias_id and it is made"
)
BOOKINGS_MEND = "write an address as https://bookings.example.com/v1 (http only for 127.0.0.1)"
WEATHER_MEND = "write an address as https://api.open-meteo.com (http only for 127.0.0.1)"
MACHINE = r"host|python3\.\d+ (arm64|x86_64)"
MACHINE_MEND = "write a runtime and an architecture as python3.13 arm64, or host"


def read_stage(
    root: Path, name: str, *, site_origin: str | None = None, socket_life: SocketLife | None = None
) -> Stage:
    """Read ``stages/<name>.yaml``; a site origin given here stands for the file's.

    Raises ``StageError`` naming the file, the key and the mend.
    """
    if not re.fullmatch(NAME, name):
        raise StageError(f"-c stage={name} is no stage: {NAME_MEND}")
    if site_origin is not None and not re.fullmatch(ORIGIN, site_origin):
        raise StageError(f"-c site={site_origin} is no origin: {ORIGIN_MEND}")
    top = open_stage(root / "stages" / f"{name}.yaml", shown=f"stages/{name}.yaml")
    if top.flag("site"):
        stage = _stage(name, top, site_origin=None, socket_at=["api"])
    else:
        written = top.text("site_origin", pattern=ORIGIN, mend=ORIGIN_MEND)
        stage = _stage(name, top, site_origin=site_origin or written, socket_at=["site", "api"])
    top.done()
    return replace(stage, socket_life=socket_life) if socket_life else stage


def read_socket_life(*, idle_s: str | None, connection_s: str | None) -> SocketLife:
    """What ``-c idle_s=`` and ``-c connection_s=`` say; raises ``StageError``."""
    return SocketLife(
        idle_s=_at_most("idle_s", idle_s, IDLE_S),
        connection_s=_at_most("connection_s", connection_s, CONNECTION_S),
    )


def _at_most(name: str, written: str | None, most_s: int) -> int:
    if written is None:
        return most_s
    if not re.fullmatch(r"[1-9]\d{0,5}", written) or int(written) > most_s:
        raise StageError(f"-c {name}={written} is no such time: write 1 to {most_s} seconds")
    return int(written)


def _stage(name: str, top: Section, *, site_origin: str | None, socket_at: Sequence[str]) -> Stage:
    at_site = top.choice("websocket", socket_at) == "site"
    watched = top.flag("watch")
    machine = _machine(top.text("lambdas", pattern=MACHINE, mend=MACHINE_MEND))
    bots = {bot.name: bot for bot in _each(top.section("bots"), partial(_bot, machine=machine))}
    identity = read_identity(top.optional("identity"), stage=name, here=machine.host)
    pool = identity is not None
    installed = _each(top.section("installations"), partial(_installation, bots=bots, pool=pool))
    refuse_shared(top.section("installations"), installed)
    return Stage(
        name=name,
        site_origin=site_origin,
        domain=_domain(top.optional("domain")) if site_origin is None else None,
        websocket_url=f"ws{site_origin.removeprefix('http')}/ws" if site_origin and at_site else None,
        machine=machine,
        protected=top.flag("protected"),
        bookings_url=_bookings_url(top),
        weather=_weather(top.optional("weather")),
        identity=identity,
        watched=watched,
        alarm_email=top.optional_text("alarm_email", pattern=EMAIL, mend=EMAIL_MEND) if watched else None,
        retention=_retention(top.section("retention")),
        limits=_limits(top.section("limits")),
        bots=bots,
        installations={installation.name: installation for installation in installed},
        socket_life=SocketLife(),
    )


def _each(named: Section, read: Callable[[str, Section], Named]) -> list[Named]:
    values = []
    for name in named.names():
        if not re.fullmatch(NAME, name):
            raise named.wrong(name, "is no name", NAME_MEND)
        section = named.section(name)
        values.append(read(name, section))
        section.done()
    return values


def _bot(name: str, at: Section, *, machine: Machine) -> Bot:
    engines, locales = read_engines(at), read_locales(at.optional("locales"))
    asked = {engine for each in (engines, *locales.values()) for engine in each}
    agent = read_agent(
        at.section("dialogflow") if DIALOGFLOW in asked else at.optional("dialogflow"), machine
    )
    return Bot(
        name=name,
        every=engines,
        locales=locales,
        alias=_alias(at),
        agent=agent,
        daily_budget=at.whole("daily_budget", low=1, high=10_000_000),
        # An event source takes no fewer than two.
        engine_slots=at.whole("engine_slots", low=2, high=1_000),
    )


def _alias(at: Section) -> Alias | None:
    """The alias of a bot that exists; none where both ids are left out."""
    if not (at.has("bot_id") | at.has("alias_id")):
        return None
    return Alias(
        bot_id=at.text("bot_id", pattern=LEX_ID, mend=LEX_ID_MEND),
        alias_id=at.text("alias_id", pattern=LEX_ID, mend=LEX_ID_MEND),
    )


def _domain(at: Section | None) -> Domain | None:
    if at is None:
        return None
    domain = Domain(
        name=at.text("name", pattern=HOST, mend=HOST_MEND),
        certificate_arn=at.text("certificate_arn", pattern=CERTIFICATE, mend=CERTIFICATE_MEND),
    )
    at.done()
    return domain


def _installation(name: str, at: Section, *, bots: Mapping[str, Bot], pool: bool) -> Installation:
    channel = at.choice("channel", (WEB, *MESSENGERS))
    bot = bots[at.choice("bot", bots)]
    most = max(LONGEST_TEXT.values())
    written = at.whole("text_limit", low=1, high=most, default=most)
    origins = at.texts("origins", pattern=ORIGIN, mend=ORIGIN_MEND) if channel == WEB else ()
    identity = read_site_identity(at, pool=pool) if channel == WEB else None
    return Installation(
        name=name,
        channel=channel,
        bot=bot.name,
        account=read_account(at, MESSENGERS[channel]) if channel in MESSENGERS else {},
        origins=origins,
        text_limit=min(written, *(LONGEST_TEXT[engine] for engine in bot.engines)),
        identity=identity,
        identity_required=read_identity_required(at, identity) if channel == WEB else False,
    )


def _bookings_url(top: Section) -> str | None:
    if top.is_default("bookings", "table"):
        return None
    service = top.section("bookings", mend="write table, or a service's url below it, indented")
    url = service.text("url", pattern=SERVICE_URL, mend=BOOKINGS_MEND)
    service.done()
    return url


def _weather(at: Section | None) -> WeatherService | None:
    if at is None:
        return None
    url = at.text("url", pattern=SERVICE_URL, mend=WEATHER_MEND)
    places_url = at.optional_text("places_url", pattern=SERVICE_URL, mend=WEATHER_MEND)
    at.done()
    return WeatherService(url=url, places_url=places_url or url)


def _retention(at: Section) -> Retention:
    retention = Retention(
        log_days=at.one_of("log_days", LOG_DAYS),
        line_days=at.whole("line_days", low=1, high=3_653),
        session_days=at.whole("session_days", low=1, high=3_653),
    )
    at.done()
    return retention


def _limits(at: Section) -> Limits:
    limits = Limits(
        requests_per_s=at.whole("requests_per_s", low=1, high=10_000),
        request_burst=at.whole("request_burst", low=1, high=5_000),
        tickets_per_s=at.whole("tickets_per_s", low=1, high=10_000),
        ticket_burst=at.whole("ticket_burst", low=1, high=5_000),
        tickets_per_network=at.whole("tickets_per_network", low=1, high=1_000_000),
        tickets_window_s=at.whole("tickets_window_s", low=1, high=DAY_S),
        turns_per_person=at.whole("turns_per_person", low=1, high=10_000),
        turns_window_s=at.whole("turns_window_s", low=1, high=DAY_S),
    )
    at.done()
    return limits


def _machine(written: str) -> Machine:
    if written != "host":
        runtime, architecture = written.split()
        return Machine(runtime=runtime, architecture=architecture, host=False)
    architecture = "arm64" if platform.machine() in {"arm64", "aarch64"} else "x86_64"
    return Machine(runtime=f"python3.{sys.version_info.minor}", architecture=architecture, host=True)
