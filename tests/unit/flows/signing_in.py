"""A chat in which somebody signs in: what is said, what the browser does, and what the bot answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lambdas.domain.account import Account, Login, LoginState, Secret
from lambdas.domain.account_record import KEEP_LOGIN
from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.ids import OwnerId
from lambdas.domain.login_link import code_hash
from lambdas.domain.reply import Login as Invitation
from lambdas.domain.reply import Part, Text
from lambdas.domain.talk import Talk, Wish
from lambdas.domain.turn import Chose, Kind, Notice, Noticed, Turn
from tests.accounts import an_account
from tests.builders import a_turn, an_address
from tests.fakes.engine import FakeEngine
from tests.unit.flows.desks import Office

CODE: Final = "ABCD-EFG7"
WRONG: Final = "1BCD-EFG7"
HIDDEN: Final = "••••"

ENGLISH: Final = Talk(
    answers={"hello": ((Text(text="Hello!"),),)},
    languages={"en espanol": "es-ES"},
    account={"sign in": Wish.SIGN_IN, "sign out": Wish.SIGN_OUT, "who am i": Wish.WHO_AM_I},
)
SPANISH: Final = Talk(
    account={"iniciar sesion": Wish.SIGN_IN, "cerrar sesion": Wish.SIGN_OUT, "quien soy": Wish.WHO_AM_I}
)
SCOPES: Final = ("bookings.read",)

ASKED: Final = Understanding(
    parts=(Text(text="In which city?"),), state='{"slot": "City"}', intent="BookHotel"
)
NEEDED: Final = Understanding(
    parts=(Invitation(text="To see your bookings, sign in."),),
    state='{"closed": 1}',
    intent="MyBookings",
    closed=True,
)
SHOWN: Final = Understanding(
    parts=(Text(text="You have one booking."),), state='{"shown": 1}', intent="MyBookings", closed=True
)


class Chat:
    """Ann's private chat on the web page, at a desk where people can sign in."""

    def __init__(self, *script: Understanding, locale: str = "en-US", signs_in: bool = True) -> None:
        self.engine = FakeEngine(script)
        self.office = Office(
            engine=self.engine,
            engines={"en-US": (self.engine,), "es-ES": (self.engine,)},
            talks={"en-US": ENGLISH, "es-ES": SPANISH},
            asides=frozenset({"MyBookings"}),
            requires={"MyBookings": SCOPES},
            signs_in=signs_in,
        )
        self.locale = locale
        self.kept, self.clock = self.office.conversations, self.office.clock
        self.logins, self.accounts = self.kept.logins, self.kept.logins.accounts
        self.owner = self.office.outbound.owner(an_address())
        self._said = 0

    def turn(self, text: str = "", *, private: bool = True, content: Chose | None = None) -> Turn:
        """Something new that Ann says."""
        self._said += 1
        return a_turn(
            text, event=f"e{self._said}", locale=self.locale, content=content, private=private, speaker="Ann"
        )

    def say(self, *words: str, private: bool = True) -> list[Part]:
        """What the bot shows for each, and for the internal turns that follow at once."""
        before = len(self.office.outbound.sent)
        for text in words:
            self.settle(self.turn(text, private=private))
        return [part for line in self.office.outbound.sent[before:] for part in line.parts]

    def settle(self, turn: Turn, *, received: int = 1) -> bool:
        """Show the desk a turn, and then those that come at once."""
        settled = self.office.settle(turn, received=received, worker=f"w{received} for {turn.event}")
        self.settle_due()
        return settled

    def settle_due(self) -> None:
        """Show the desk the internal turns that are due, and those that they put."""
        while self.office.settle_due():
            pass

    def notice(self, why: str, login: Login | None = None) -> list[Part]:
        """What the bot shows when link tells how a login ended."""
        before, ended = len(self.office.outbound.sent), login or self.login()
        details = {"login": ended.id, "why": why}
        content = Noticed(notice=Notice.LOGIN_ENDED, details=details)
        event = f"login_ended:{ended.id}:{why}"
        self.settle(a_turn(event=event, kind=Kind.INTERNAL, content=content, locale=self.locale))
        return [part for line in self.office.outbound.sent[before:] for part in line.parts]

    def login(self) -> Login:
        """Ann's latest login."""
        login = self.logins.latest(self.owner)
        assert login is not None
        return login

    def sign_in_browser(self, *, code: str = CODE, account: Account | None = None) -> Login:
        """The browser signs in by the latest link, and shows a code."""
        login = replace(
            self.login(),
            state=LoginState.SIGNED_IN,
            browser="b-1",
            code=code_hash(self.login().id, Secret(code)),
        )
        self.logins.logins[login.id] = login
        self.accounts.waits[self.owner, login.id] = (account or self.account(), login.expires + KEEP_LOGIN)
        return login

    def account(self, *, owner: OwnerId | None = None) -> Account:
        """Ann's account in this chat."""
        return an_account(owner=owner or self.owner)

    def sign_in(self) -> None:
        """All of it."""
        self.say("sign in")
        self.sign_in_browser()
        self.say(CODE)
        assert self.linked()

    def linked(self) -> bool:
        """Whether Ann's chat has an account."""
        return self.accounts.standing(self.owner) is not None

    def lines(self) -> list[str]:
        """Everything that is kept: Ann's words and the bot's."""
        return [line.text or words(line.parts) for line in self.kept.lines(a_turn())]

    def session(self) -> Session | None:
        """Where Ann's dialog stands."""
        rooms = list(self.kept.rooms.values())
        return rooms[0].sessions[an_address().user][1] if rooms and rooms[0].sessions else None

    def heard(self) -> list[str]:
        """What the engine was asked."""
        return [str(getattr(asked.turn.content, "text", "")) for asked in self.engine.asked]


def words(parts: Sequence[Part]) -> str:
    """What parts say, one after another."""
    return " | ".join(str(getattr(part, "text", "")) for part in parts)
