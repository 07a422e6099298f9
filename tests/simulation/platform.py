"""Everything of ours on one desk: request, connection and response with their ports, behind faulty lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from bench import history
from lambdas.channels.web.inbound import WebInbound
from lambdas.channels.web.outbound import WebOutbound
from lambdas.connection.caller import Front
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.conversation import Charge, Progress
from lambdas.domain.ids import BotId, ConversationKey, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.intent import Errand
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import TurnQueue
from lambdas.domain.talk import Talks
from lambdas.flows.admit import Door
from lambdas.flows.desk import Desk, Served
from lambdas.flows.limit_tickets import TicketLimit
from lambdas.flows.rests import Rests
from lambdas.kit.seal import HmacSeal
from lambdas.request.later import bring
from lambdas.request.wiring import RequestApp
from lambdas.response.batch import settle_batch
from stacks import numbers
from tests.builders import NOW
from tests.fakes.conversations import Quarantined, Room
from tests.fakes.door import MemoryDoorCounter
from tests.fakes.tickets import MemoryTickets
from tests.simulation.channel import Channel
from tests.simulation.channels import VENDORS
from tests.simulation.engine import ASIDES, Business, SimEngine
from tests.simulation.later import SimLater
from tests.simulation.ports import Ports, Reached, in_memory
from tests.simulation.tab import Sockets
from tests.simulation.turns_fifo import Invocation, TurnsFifo
from tests.simulation.vendor import WEBHOOKS_URL, Vendor
from tests.simulation.world import World

WEB: Final = InstallationId("web")
IDLE_FOR: Final = timedelta(seconds=numbers.IDLE_S)
OPEN_FOR: Final = timedelta(seconds=numbers.CONNECTION_S)

Handle = Callable[[Sequence[dict[str, Any]], Invocation, Desk], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Build:
    """What a platform is made with; a test exchanges a piece to see whether anybody notices.

    channels: the messengers that there are besides the page. vendor: what is made of each of them.
    limits: in a chat and over all, where not their own. second: whether the bot has a second engine.
    talks: what it needs none for. long: the characters of its longest text.
    """

    channels: Sequence[str] = ()
    vendor: Callable[[Vendor], Vendor] = field(default=lambda vendor: vendor)
    long: int = 0

    batch: int = numbers.TURN_BATCH
    workers: int = 4
    bucket_turns: int = 20
    second: bool = False
    talks: Talks = field(default_factory=dict)
    lines_s: int = 30 * 86_400
    limits: Sequence[Limit] = ()
    ports: Callable[[Reached], Ports] = in_memory
    handle: Handle = field(
        default=lambda records, invocation, desk: settle_batch(records, invocation, desk=desk)
    )
    booking_key: Callable[[Errand], str] = field(default=lambda errand: errand.key)
    queue: Callable[[TurnQueue], TurnQueue] = field(default=lambda queue: queue)


class Platform:
    """``down``: whether the sessions table is out of order."""

    def __init__(self, *, world: World, build: Build) -> None:
        self.world, self.down = world, False
        self.sockets = Sockets(world=world)
        self.channels = [
            Channel(world=world, vendor=build.vendor(VENDORS[name]()), limits=build.limits)
            for name in build.channels
        ]
        self.seal = HmacSeal(keys=lambda: (b"key",), now=world.now)
        business = Business(world=world, seal=self.seal, booking_key=build.booking_key)
        names = ("engine", "second") if build.second else ("engine",)
        engines = tuple(
            SimEngine(name=name, world=world, business=business, long=build.long) for name in names
        )
        self.engine, self.rests = engines[0], Rests(world)
        self.engines = {"en-US": engines, "es-ES": engines}
        self.queue = TurnsFifo(
            world=world,
            handle=lambda records, invocation: build.handle(records, invocation, self._desk(build)),
            batch=build.batch,
            workers=build.workers,
        )
        self.later = SimLater(world=world, bring=lambda records: bring(records, queue=self.request.queue))
        self.ports = build.ports(
            Reached(
                world=world,
                turns=self.queue,
                later=self.later,
                down=lambda: self.down,
                inbox_s=numbers.INBOX_S,
                longer={each.id: each.inbox_s for each in self.channels},
                lines_s=build.lines_s,
            )
        )
        web = Installation(id=WEB, channel="web", bot=BotId("sim"), locales=("en-US",))
        self.request = RequestApp(
            sockets={WEB: WebInbound(installation=web, clock=world)},
            webhooks={channel.id: channel.inbound for channel in self.channels},
            webhooks_url=WEBHOOKS_URL,
            queue=build.queue(self.ports.queue),
        )
        self.connection = self._connection(web)

    def rest(self) -> None:
        """Write down how things stand; a world that never comes to rest has nothing to say."""
        if not self.world.at_rest:
            return
        stores, rooms = self.ports.stores, self.ports.stores.rooms
        # An internal turn that sent what waited may stay open where only its mark was lost.
        open_turns = [
            turn
            for room in rooms.values()
            for event, turn in room.turns.items()
            if turn.progress is Progress.OPEN and not event.startswith("send:")
        ]
        now = self.world.now()
        self.world.history.add(
            history.Rest(
                at_s=self.world.now_s,
                queued=self.queue.waiting() + self.later.waiting,
                dead=len(self.queue.dead) + len(self.later.dead),
                leased=sum(turn.lease.until > now for turn in open_turns),
                open=len(open_turns),
            )
        )
        for given_up in stores.quarantined:
            self.world.history.add(_quarantined(self.world, given_up))
        self._write_lines_down(rooms)

    def _write_lines_down(self, rooms: Mapping[ConversationKey, Room]) -> None:
        turns = {(said.conversation, said.event): said.turn for said in self.world.history.of(history.Said)}
        for key, room in rooms.items():
            self._tell_what_expired(key, room)
            for seq, kept in room.lines.items():
                line = history.Kept(
                    at_s=self.world.now_s,
                    conversation=key[:8],
                    seq=seq,
                    # What nobody said, nobody is known to have said.
                    turn=turns.get((key[:8], kept.line.event), f"? {kept.line.event}"),
                    who=kept.line.who,
                    since_s=(kept.line.at - NOW).total_seconds(),
                    text=history.words_of(kept.line),
                )
                self.world.history.add(line)

    def _tell_what_expired(self, key: ConversationKey, room: Room) -> None:
        """A chat is not told of lines that expired while they waited; an observer is."""
        expired = [
            seq for seq, kept in room.lines.items() if kept.expires <= self.world.now() and not kept.sent
        ]
        places = [channel.places[key] for channel in self.channels if key in channel.places]
        for place in places if expired else ():
            told = history.Pruned(at_s=self.world.now_s, place=place, seq=max(expired))
            self.world.history.add(told)

    def _desk(self, build: Build) -> Desk:
        world, ports = self.world, self.ports
        charge = Charge(bot="sim", bucket_turns=build.bucket_turns, bucket_s=60, daily_budget=1_000_000)
        web = WebOutbound(connections=ports.connections, wire=self.sockets, clock=world)
        served = Served(outbound=web, engines=self.engines, charge=charge, talks=build.talks, asides=ASIDES)
        messengers = {
            channel.id: replace(served, outbound=channel.outbound(ports.pace)) for channel in self.channels
        }
        return Desk(
            served={WEB: served, **messengers},
            conversations=ports.conversations,
            redelivery=ports.redelivery,
            later=ports.later,
            seal=self.seal,
            clock=world,
            rests=self.rests,
            thinking_s=numbers.ENGINE_TIMEOUT_S,
            last_receive=numbers.LAST_RECEIVE,
            sending_s=numbers.SENDING_S,
            dice=world.random.random,
        )

    def _connection(self, web: Installation) -> ConnectionApp:
        return ConnectionApp(
            door=Door(
                installations={WEB: web},
                seal=self.seal,
                tickets=MemoryTickets(),
                clock=self.world,
                new_id=lambda: f"v{self.world.number()}",
                ticket_s=numbers.TICKET_S,
                visitor_s=numbers.VISITOR_S,
            ),
            limit=TicketLimit(counter=MemoryDoorCounter(self.world), tickets=1_000_000, window_s=60),
            front=Front(place=0, proof=""),
            connections=self.ports.connections,
            transcript=self.ports.transcript,
            clock=self.world,
            url="wss://chat.example",
            idle_for=IDLE_FOR,
            open_for=OPEN_FOR,
        )


def _quarantined(world: World, given_up: Quarantined) -> history.Quarantined:
    turn = given_up.turn
    key = history.key_of(turn)
    return history.Quarantined(
        at_s=world.now_s, conversation=history.group_of(turn), turn=key, number=given_up.number
    )
