"""A desk of fakes, and receipts to put on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from lambdas.domain.conversation import Charge
from lambdas.domain.ids import InstallationId
from lambdas.domain.ports import Engine, Outbound
from lambdas.domain.receipt import Receipt
from lambdas.domain.talk import Talks
from lambdas.domain.turn import Turn
from lambdas.flows.desk import Desk, Served, SigningIn
from lambdas.flows.rests import Rests
from lambdas.flows.settle import settle
from lambdas.kit.seal import HmacSeal
from tests.builders import a_charge, a_turn
from tests.fakes.channel import FakeOutbound
from tests.fakes.clock import SetClock
from tests.fakes.conversations import MemoryConversations
from tests.fakes.engine import FakeEngine
from tests.fakes.link_office import MemoryLinkOffice
from tests.fakes.links import FakeLinks
from tests.fakes.turn_queue import MemoryLater, MemoryRedelivery


@dataclass(kw_only=True)
class Office:
    """A desk and everything on it, for a test to look at.

    way_out: instead of ``outbound``. signs_in: whether people can sign in.
    """

    clock: SetClock = field(default_factory=SetClock)
    engine: FakeEngine = field(default_factory=FakeEngine)
    outbound: FakeOutbound = field(default_factory=FakeOutbound)
    way_out: Outbound | None = None
    redelivery: MemoryRedelivery = field(default_factory=MemoryRedelivery)
    charge: Charge = field(default_factory=a_charge)
    engines: Mapping[str, Sequence[Engine]] = field(default_factory=dict)
    talks: Talks = field(default_factory=dict)
    asides: frozenset[str] = frozenset()
    requires: Mapping[str, Sequence[str]] = field(default_factory=dict)
    signs_in: bool = False
    links: FakeLinks = field(default_factory=FakeLinks)
    conversations: MemoryConversations = field(init=False)
    later: MemoryLater = field(init=False)
    seal: HmacSeal = field(init=False)
    rests: Rests = field(init=False)
    office: MemoryLinkOffice = field(init=False)
    signing: SigningIn = field(init=False)

    def __post_init__(self) -> None:
        self.conversations = MemoryConversations(self.clock)
        self.later = MemoryLater(self.clock)
        self.rests = Rests(self.clock)
        self.seal = HmacSeal(keys=lambda: (b"key",), now=self.clock.now)
        logins, nonces = self.conversations.logins, count(1)
        self.office = MemoryLinkOffice(accounts=logins.accounts, logins=logins)
        self.signing = SigningIn(
            logins=logins,
            accounts=logins.accounts,
            office=self.office,
            links=self.links,
            new_nonce=lambda: str(next(nonces)),
        )

    def settle(self, turn: Turn | None = None, *, received: int = 1, worker: str = "w1") -> bool:
        """Show a turn to the desk."""
        return settle(self.receipt(turn or a_turn(), received=received, worker=worker), desk=self.desk())

    def settle_due(self) -> list[Turn]:
        """Show the desk the internal turns that have waited long enough, and say which."""
        turns = list(self.later.due())
        for turn in turns:
            self.settle(turn, worker=f"for {turn.event}")
        return turns

    def receipt(self, turn: Turn, *, received: int, worker: str) -> Receipt:
        """A showing that may take ten seconds."""
        return Receipt(
            turn=turn,
            handle="h1",
            received=received,
            worker=worker,
            deadline=self.clock.now() + timedelta(seconds=10),
        )

    def desk(self) -> Desk:
        """The desk itself; one installation, no jitter."""
        served = Served(
            outbound=self.way_out or self.outbound,
            engines=self.engines or {"en-US": (self.engine,)},
            charge=self.charge,
            talks=self.talks,
            asides=self.asides,
            requires=self.requires,
        )
        return Desk(
            served={InstallationId("web"): served},
            conversations=self.conversations,
            redelivery=self.redelivery,
            later=self.later,
            seal=self.seal,
            clock=self.clock,
            rests=self.rests,
            thinking_s=6,
            last_receive=3,
            sending_s=86_400,
            dice=lambda: 0.0,
            signing=self.signing if self.signs_in else None,
        )

    def texts(self) -> list[str]:
        """What went out, in order: the person's words and the bot's."""
        return [line.text or str(getattr(line.parts[0], "text", "")) for line in self.outbound.sent]
