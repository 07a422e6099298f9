"""What differs by stage: one stage file, checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from stacks.numbers import CONNECTION_S, IDLE_S
from stacks.signing_in import Identity, PoolIdentity, SiteIdentity

# The engines, by the names that stage files have for them.
LEX, DIALOGFLOW = "lex", "dialogflow"
# The longest text that each takes.
# Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html
# Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/QueryInput#TextInput
LONGEST_TEXT = {LEX: 1_024, DIALOGFLOW: 256}

# The channel of a page; every other is a messenger's.
WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept, in days."""

    log_days: int
    line_days: int
    session_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ceilings: on each API as a whole, on tickets, and on what one person may say."""

    requests_per_s: int
    request_burst: int
    tickets_per_s: int
    ticket_burst: int
    tickets_per_network: int
    tickets_window_s: int
    turns_per_person: int
    turns_window_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketLife:
    """When a WebSocket is ended, as its clients are told; only a local front keeps shorter times."""

    idle_s: int = IDLE_S
    connection_s: int = CONNECTION_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What a bot is asked by: the ids that Lex gave to the bot and to one of its aliases."""

    bot_id: str
    alias_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A bot in Dialogflow ES, and how it is called.

    audience, service_account: of the workload identity pool that trusts ``response``; ``None`` where a key in
    a secret is called with, or nothing is, on one machine. keyed: whether it is a key.
    """

    project: str
    location: str
    audience: str | None
    service_account: str | None
    keyed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Which engines serve a bot, and how much of it.

    every: the engine of every locale, and after it the one that is asked where the first is down. locales:
    those of single locales that have their own.
    alias: of a bot that Lex has already; ``None`` where the stacks make it.
    agent: in Dialogflow; ``None`` where none is named, which only a bot of Dialogflow needs.
    daily_budget: engine calls a day; more are answered with an apology.
    engine_slots: turns that the engine takes at once.
    """

    name: str
    every: tuple[str, ...]
    locales: Mapping[str, tuple[str, ...]]
    alias: Alias | None
    agent: Agent | None
    daily_budget: int
    engine_slots: int

    @property
    def engines(self) -> frozenset[str]:
        """Every engine that may serve this bot."""
        return frozenset(engine for each in (self.every, *self.locales.values()) for engine in each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One configured account of a channel, serving one bot.

    account: what the channel calls our account there, by the keys of ``stacks.channels``.
    origins: web pages that may open its conversations besides the platform's own; none for a messenger.
    identity: what a visitor of a page proves by who he is; ``None`` where nothing does.
    identity_required: whether the page is for those alone who prove it.
    """

    name: str
    channel: str
    bot: str
    account: Mapping[str, str]
    origins: tuple[str, ...]
    text_limit: int
    identity: SiteIdentity | PoolIdentity | None
    identity_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The name that the site goes by, and the certificate that proves it."""

    name: str
    certificate_arn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What Lambdas run on.

    runtime, architecture: in Lambda's words, such as ``python3.13`` and ``arm64``.
    host: whether it is the machine that deploys them.
    """

    runtime: str
    architecture: str
    host: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherService:
    """Where the weather is asked: forecasts at the one address, places at the other."""

    url: str
    places_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage file, checked.

    site_origin: where the chat page is served; ``None`` where the stacks serve it themselves.
    domain: the name they serve it by; ``None`` where CloudFront gives one.
    websocket_url: where clients open the WebSocket; ``None`` where that is the API's own address.
    watched: whether there are alarms and a dashboard. alarm_email: who is told first.
    protected: whether tables and the stacks that hold them refuse deletion.
    bookings_url: the service where stays are booked; ``None`` where our own table is.
    weather: the service that knows the weather; ``None`` where no bot tells it.
    identity: where people sign in; ``None`` where nobody can.
    """

    name: str
    site_origin: str | None
    domain: Domain | None
    websocket_url: str | None
    machine: Machine
    protected: bool
    bookings_url: str | None
    weather: WeatherService | None
    identity: Identity | None
    watched: bool
    alarm_email: str | None
    retention: Retention
    limits: Limits
    bots: Mapping[str, Bot]
    installations: Mapping[str, Installation]
    socket_life: SocketLife

    @property
    def pages(self) -> tuple[Installation, ...]:
        """The installations that chat through a web page."""
        return tuple(each for each in self.installations.values() if each.channel == WEB)

    @property
    def channels(self) -> frozenset[str]:
        """The channels that any installation is of."""
        return frozenset(each.channel for each in self.installations.values())

    @property
    def messengers(self) -> tuple[Installation, ...]:
        """The installations that a messenger calls by webhook."""
        return tuple(each for each in self.installations.values() if each.channel != WEB)

    @property
    def front_place(self) -> int:
        """Which entry of ``X-Forwarded-For``, from the end, tells a caller's address; 0 for none.

        CloudFront writes the viewer and API Gateway then CloudFront; behind the local front the emulator
        writes nothing. Of a site that somebody else serves we know no front.
        """
        if self.site_origin is None:
            return 2
        return 1 if self.machine.host else 0

    @property
    def made_bots(self) -> tuple[str, ...]:
        """The bots that the stacks make."""
        return tuple(name for name, bot in self.bots.items() if LEX in bot.engines and bot.alias is None)

    @property
    def aliases(self) -> Mapping[str, Alias]:
        """The aliases of the bots that exist already."""
        return {name: bot.alias for name, bot in self.bots.items() if LEX in bot.engines and bot.alias}

    @property
    def agents(self) -> Mapping[str, Agent]:
        """The bots that Dialogflow serves."""
        return {name: bot.agent for name, bot in self.bots.items() if DIALOGFLOW in bot.engines and bot.agent}

    @property
    def engine_slots(self) -> int:
        """Turns answered at once: all bots share one queue, so the smallest engine decides."""
        return min(bot.engine_slots for bot in self.bots.values())
