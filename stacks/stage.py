"""What differs by stage, and every number of time and retry, in one place.

A turn's times hang together: the engine is given up before the function, the function before
the queue shows the turn again, and a turn is answered or quarantined before it could be a dead letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DAY_S = 86_400

ENGINE_TIMEOUT_S = 6
# A read, the engine, one transaction and the sends.
RESPONSE_S = ENGINE_TIMEOUT_S + 4
# Not the usual six times the function: one turn an invocation, capped concurrency, durable inbox.
VISIBILITY_S = RESPONSE_S + 4
# In a larger batch one bad turn drags healthy ones behind it into the dead letters.
TURN_BATCH = 1
LAST_RECEIVE = 3
# One more than code may use: what is received a fourth time killed its handler.
RECEIVE_LIMIT = LAST_RECEIVE + 1
# The engine waits for the hook, so the hook ends first.
FULFILMENT_S = ENGINE_TIMEOUT_S - 1
# Before it a secret may have to be read, after it the result is kept.
BOOKINGS_TIMEOUT_S = FULFILMENT_S - 2
WEATHER_TIMEOUT_S = FULFILMENT_S - 2
REQUEST_S = 5
CONNECTION_FUNCTION_S = 5

# Lines that cannot go out are tried for a day; the inbox knows their turn for longer.
SENDING_S = DAY_S
LATER_BATCH = 10
# Six times the function, as AWS advises; nothing hurries here.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
LATER_VISIBILITY_S = 6 * REQUEST_S
# Five minutes in which the queue of turns takes nothing.
LATER_RECEIVE_LIMIT = 10

TICKET_S = 60
VISITOR_S = 30 * DAY_S
# API Gateway ends a WebSocket on which nothing was said for ten minutes, and each after two hours.
# Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
IDLE_S = 600
CONNECTION_S = 2 * 3_600
INBOX_S = 2 * DAY_S
TURNS_KEPT_S = 4 * DAY_S
DEAD_LETTERS_KEPT_S = 14 * DAY_S
# A turn redriven on its last day must meet the result of its first try.
RESULT_S = TURNS_KEPT_S + DEAD_LETTERS_KEPT_S

# CloudWatch Logs knows only certain retentions; these are enough.
LOG_DAYS = (7, 14, 30, 60, 90, 180, 365)

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

    origins: web pages that may open its conversations besides the platform's own; none for a messenger.
    """

    name: str
    channel: str
    bot: str
    origins: tuple[str, ...]
    text_limit: int


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
    """

    name: str
    site_origin: str | None
    domain: Domain | None
    websocket_url: str | None
    machine: Machine
    protected: bool
    bookings_url: str | None
    weather: WeatherService | None
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
