"""A whole sign-in and sign-out, both Lambdas in it, of which one external call of response goes wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, cast

from lambdas.domain.account_ports import SignedOut
from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import conversation_key
from lambdas.domain.receipt import Receipt
from lambdas.domain.reply import Login as Invitation
from lambdas.domain.turn import Turn
from lambdas.flows.desk import Desk, SigningIn
from lambdas.flows.link.decline import decline
from lambdas.flows.link.sign_out import drop, sign_out
from lambdas.flows.settle import settle
from lambdas.identity.links import SecretLinks
from tests.builders import a_turn, an_address
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.engine import FakeEngine
from tests.unit.flows.desks import Office
from tests.unit.flows.signing_in import ENGLISH, NEEDED, SCOPES, SHOWN, words
from tests.unit.flows.signing_rows import Rows
from tests.unit.link.world import KEY, World

WAYS: Final = ("fails before", "answer is lost", "killed before", "killed after")
QUIET: Final = frozenset({"outbound.typing", "outbound.owner", "outbound.unanswered", "engine.resumed"})
"""Calls that never raise, or are none."""

SHOWN_AGAIN_S: Final = 14
MOST_SHOWINGS: Final = 4


class KilledError(BaseException):
    """The process ended here; nothing of ours catches it."""


class Fault:
    """One call goes wrong, by its place among all; none where there is no such place."""

    def __init__(self, place: int = -1, way: str = "") -> None:
        self.place, self.way = place, way
        self.calls: list[str] = []

    def around(self, name: str, work: Callable[[], object]) -> object:
        """Make a call, or let it go wrong."""
        self.calls.append(name)
        wrong = len(self.calls) - 1 == self.place
        error = KilledError() if self.way.startswith("killed") else Retryable(f"{name} down")
        if wrong and self.way.endswith("before"):
            raise error
        result = work()
        if wrong:
            raise error
        return result


class Watched:
    """A port whose calls are counted, and may go wrong."""

    def __init__(self, port: object, name: str, fault: Fault) -> None:
        self._port, self._name, self._fault = port, name, fault

    def __getattr__(self, method: str) -> Any:  # noqa: ANN401 - whatever the port has
        found, name = getattr(self._port, method), f"{self._name}.{method}"
        if not callable(found) or name in QUIET:
            return found
        return lambda *args, **kwargs: self._fault.around(name, lambda: found(*args, **kwargs))


class BookingsEngine(FakeEngine):
    """Asks fulfilment, which looks whether somebody is signed in; every answer is by its turn alone."""

    def __init__(self, linked: Callable[[], bool]) -> None:
        super().__init__()
        self._linked = linked

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``."""
        super().converse(turn, session=session, envelope=envelope, restore=restore)
        return SHOWN if self._linked() else NEEDED


class LinkOnTheDesk:
    """Lambda link itself, without the way to it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def sign_out(self, owner: OwnerId) -> SignedOut:
        """See ``LinkOffice``."""
        return sign_out(owner, desk=self._world.desk)

    def drop(self, owner: OwnerId, login: str) -> None:
        """See ``LinkOffice``."""
        drop(owner, login, desk=self._world.desk)


class Story:
    """Ann's chat with the platform, and her browser."""

    def __init__(self, fault: Fault, rows: Rows) -> None:
        self.fault, self.rows, self.clock = fault, rows, rows.clock
        requires = {"MyBookings": SCOPES}
        self.office = Office(clock=rows.clock, talks={"en-US": ENGLISH}, requires=requires, signs_in=True)
        # Whoever signs in by its pages uses no more of the rows than their ports.
        logins, accounts = cast("MemoryLogins", rows.logins), cast("MemoryAccounts", rows.accounts)
        self.world = World(clock=rows.clock, accounts=accounts, logins=logins, later=self.office.later)
        self.owner = self.office.outbound.owner(an_address())
        self.engine = BookingsEngine(self.linked)
        self._desk, self._said, self._workers = self._watched(), 0, 0

    def linked(self) -> bool:
        """Whether Ann's chat has an account."""
        return self.rows.accounts.find(self.owner) is not None

    def say(self, text: str) -> None:
        """Ann says something; the turn is shown until it is settled, and then those that come after it."""
        self._said += 1
        self._show(a_turn(text, event=f"e{self._said}", speaker="Ann"))
        self.settle_due()
        # Lines that could not go out are tried again after two seconds.
        self.pass_s(3)

    def settle_due(self) -> None:
        """Show the internal turns that are due, and those that they put."""
        while due := self.office.later.due():
            for turn in due:
                self._show(turn)

    def pass_s(self, seconds: float) -> None:
        """Time passes, and with it what waited for it."""
        self.clock.pass_s(seconds)
        self.settle_due()

    def link(self) -> str:
        """The last segment of the newest link that Ann was shown."""
        shown = [part for line in self.office.outbound.sent for part in line.parts]
        invitation = [part for part in shown if isinstance(part, Invitation) and "/link/" in part.url][-1]
        return invitation.url.rpartition("/")[2]

    def sign_in(self) -> str:
        """Ann's browser signs in; the code that it shows."""
        shown = self.world.come_back(self.world.start(self.link()))
        assert shown.code is not None
        return shown.code.text

    def decline(self) -> None:
        """Somebody who has the link says that it is not for him."""
        decline(self.link(), browser=None, desk=self.world.desk)

    def lines(self) -> list[str]:
        """All that is kept, in order."""
        here = conversation_key(an_address())
        page = self.rows.transcript.after(here, owner=self.owner, seq=0)
        return [line.text or words(line.parts) for line in page.lines]

    def _show(self, turn: Turn) -> None:
        for received in range(1, MOST_SHOWINGS + 1):
            try:
                settled = settle(self._receipt(turn, received), desk=self._desk)
            except KilledError:
                settled = False
            if settled:
                return
            self.clock.pass_s(SHOWN_AGAIN_S)
        raise AssertionError(f"{turn.event} is a dead letter")

    def _receipt(self, turn: Turn, received: int) -> Receipt:
        self._workers += 1
        deadline = self.clock.now() + timedelta(seconds=10)
        return Receipt(
            turn=turn, handle="h", received=received, worker=f"w{self._workers}", deadline=deadline
        )

    def _watched(self) -> Desk:
        """The desk, all of whose ports are watched."""

        def watched(port: object, name: str) -> Any:  # noqa: ANN401 - it stands for any port
            return Watched(port, name, self.fault)

        desk = self.office.desk()
        served = {
            name: replace(
                each,
                outbound=watched(each.outbound, "outbound"),
                engines={"en-US": (watched(self.engine, "engine"),)},
            )
            for name, each in desk.served.items()
        }
        nonces = (f"{number:032d}" for number in range(100))
        return replace(
            desk,
            served=served,
            conversations=watched(self.rows.conversations, "conversations"),
            later=watched(desk.later, "later"),
            signing=SigningIn(
                logins=watched(self.rows.logins, "logins"),
                accounts=watched(self.rows.accounts, "accounts"),
                office=watched(LinkOnTheDesk(self.world), "office"),
                links=watched(SecretLinks(keys=lambda: (KEY,), site="https://site.example"), "links"),
                new_nonce=lambda: next(nonces),
            ),
        )


def wrong(code: str) -> str:
    """Another code of the same form."""
    return ("1" if code[0] != "1" else "2") + code[1:]
