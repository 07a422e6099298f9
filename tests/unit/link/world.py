"""Everything a sign-in works with, in memory, and the people and browsers who use it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Final

from lambdas.domain.account import Access, Account, Login, LoginState, Person, Purpose, Secret
from lambdas.domain.errors import Retryable
from lambdas.domain.identity_ports import Verifier
from lambdas.domain.ids import InstallationId, OwnerId
from lambdas.domain.login_link import link_secret, login_id, pkce_challenge
from lambdas.domain.turn import Address, Noticed
from lambdas.flows.link.begin import Going, begin
from lambdas.flows.link.desk import LinkDesk, Witness
from lambdas.flows.link.finish import Return, finish
from lambdas.flows.link.step import Shown
from lambdas.identity.tokens import CognitoVerifier, Trust
from tests.accounts import ISSUER, a_login, a_request, an_account
from tests.builders import ANN
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.clock import SetClock
from tests.fakes.faults import Faults
from tests.fakes.provider import ANN_HERSELF, MemoryProvider
from tests.fakes.turn_queue import MemoryLater
from tests.fakes.vault import MemoryVault
from tests.tokens import CLIENT

KEY: Final = b"links key"
DOWN: Final = Retryable("down")


class FaultyVerifier:
    """The real one, which a test lets fail; ``access_of`` is somebody else whom an access token is for."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self.access_of = ""
        self.faults = Faults()

    def identity(self, token: Secret, *, nonce: str) -> Person:
        """See ``Verifier``."""
        with self.faults.at("identity"):
            return self._verifier.identity(token, nonce=nonce)

    def access(self, token: Secret) -> Access:
        """See ``Verifier``."""
        with self.faults.at("access"):
            access = self._verifier.access(token)
            return replace(access, subject=self.access_of) if self.access_of else access


class KilledError(Exception):
    """The function ended here; nothing of ours catches it."""


@dataclass(kw_only=True)
class World:
    """One desk, and what is behind it."""

    clock: SetClock
    accounts: MemoryAccounts
    logins: MemoryLogins
    later: MemoryLater
    witnesses: dict[InstallationId, Witness] = field(default_factory=dict)
    provider: MemoryProvider = field(init=False)
    vault: MemoryVault = field(default_factory=MemoryVault)
    verifier: FaultyVerifier = field(init=False)
    desk: LinkDesk = field(init=False)
    paused: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.provider = MemoryProvider(clock=self.clock)
        trust = Trust(issuer=ISSUER, algorithm="RS256", keys=self.provider.issuer.keys)
        self.verifier = FaultyVerifier(CognitoVerifier(trust=trust, client_id=CLIENT, clock=self.clock))
        browsers, workers = count(1), count(1)
        self.desk = LinkDesk(
            logins=self.logins,
            accounts=self.accounts,
            vault=self.vault,
            provider=self.provider,
            verifier=self.verifier,
            later=self.later,
            clock=self.clock,
            signed_in_for=timedelta(days=30),
            new_browser=lambda: Secret(f"{next(browsers):B>43}"),
            new_worker=lambda: f"w{next(workers)}",
            pause=self.pause,
            witnesses=self.witnesses,
        )

    def pause(self, seconds: float) -> None:
        """Time passes while somebody waits."""
        self.paused.append(seconds)
        self.clock.pass_s(seconds)

    def offer(self, *, owner: OwnerId = ANN, nonce: str = "0" * 32, address: Address | None = None) -> str:
        """Invite somebody; the last segment of the link."""
        link = link_secret(KEY, nonce)
        login = a_login(
            login_id(link), owner=owner, address=address, expires=self.clock.now() + timedelta(minutes=10)
        )
        self.logins.offer(login)
        return link.text

    def login(self, link: str) -> Login:
        """The row of a link."""
        return self.logins.logins[login_id(Secret(link))]

    def state(self, link: str) -> LoginState:
        """How far a link has come."""
        return self.login(link).state

    def start(self, link: str, browser: Secret | None = None) -> Going:
        """A browser goes on with a link."""
        going = begin(link, browser=browser, told="", desk=self.desk)
        assert isinstance(going, Going), going
        return going

    def come_back(self, going: Going, *, subject: str = "s-ann") -> Shown:
        """Somebody signs in, and the browser comes back."""
        return self.bring(self.back(going, subject=subject), going.browser)

    def back(self, going: Going, *, subject: str = "s-ann") -> Return:
        """What the browser brings once somebody has signed in."""
        brought = self.provider.sign_in(going.url, replace(ANN_HERSELF, subject=subject))
        return Return(state=brought["state"], code=Secret(brought["code"]))

    def bring(self, back: Return, browser: Secret | None) -> Shown:
        """A browser comes to the callback."""
        return finish(back, browser=browser, desk=self.desk)

    def link_account(self, *, owner: OwnerId = ANN, fresh_s: int = 900) -> Account:
        """Somebody is signed in, by tokens of the provider."""
        verifier = Secret("v" * 43)
        asked = replace(a_request(), challenge=pkce_challenge(verifier))
        code = self.provider.sign_in(self.provider.authorize_url(asked))["code"]
        tokens = self.provider.exchange(Secret(code), verifier=verifier)
        assert tokens.refresh is not None
        account = an_account(
            owner=owner,
            access=self.vault.encrypt(tokens.access, owner=owner, purpose=Purpose.ACCESS),
            refresh=self.vault.encrypt(tokens.refresh, owner=owner, purpose=Purpose.REFRESH),
            expires=self.clock.now() + timedelta(seconds=fresh_s),
        )
        self.accounts.linked[owner] = account
        self.accounts.notes.add((account.person(), owner))
        return account

    def refreshed(self) -> int:
        """How often tokens were refreshed, where one is signed in and nothing was revoked."""
        return len(self.provider.refreshes) - 1

    def undone(self) -> bool:
        """Whether one sign-in's tokens were issued and revoked again."""
        return self.provider.refreshes == {} and len(self.provider.revoked) == 1

    def refresh_token(self, account: Account) -> str:
        """What is kept encrypted of an account."""
        return self.vault.decrypt(account.refresh, owner=account.owner, purpose=Purpose.REFRESH).text

    def access_of(self, account: Account) -> Access:
        """What the access token that is kept encrypted allows."""
        return self.verifier.access(
            self.vault.decrypt(account.access, owner=account.owner, purpose=Purpose.ACCESS)
        )

    def told(self) -> list[tuple[str, int]]:
        """Why the chat is told that a sign-in ended, each with the delay; repeats told once."""
        found: dict[str, tuple[str, int]] = {}
        for turn, after_s in self.later.put_turns:
            assert isinstance(turn.content, Noticed)
            found.setdefault(turn.event, (turn.content.details["why"], after_s))
        return list(found.values())


def a_world(**witnesses: Witness) -> World:
    """A world where nobody has signed in."""
    clock = SetClock()
    accounts = MemoryAccounts(clock=clock)
    return World(
        clock=clock,
        accounts=accounts,
        logins=MemoryLogins(clock=clock, accounts=accounts),
        later=MemoryLater(clock),
        witnesses={InstallationId(name): witness for name, witness in witnesses.items()},
    )
