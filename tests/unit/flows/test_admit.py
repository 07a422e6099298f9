"""The door: who gets a ticket, and what a ticket opens."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest

from lambdas.domain.account import Secret, SiteIdentity
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import read_installations
from lambdas.domain.keys import identity_owner, visitor_owner, web_conversation
from lambdas.flows.admit import Admission, Asked, Door, admit, issue
from lambdas.kit.seal import HmacSeal
from tests.fakes.clock import SetClock
from tests.fakes.tickets import MemoryTickets

PAGE = "https://chat.example"
INSTALLATIONS = """{"installations": {
  "web": {"channel": "web", "bot": "travel", "locales": ["en-US", "es-ES"], "origins": ["https://chat.example"]},
  "shop": {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://shop.example"]},
  "telegram": {"channel": "telegram", "bot": "travel", "locales": ["en-US"]},
  "staff": {"channel": "web", "bot": "travel", "locales": ["en-US"], "identity_required": true}
}}"""


@dataclass(kw_only=True)
class Voucher:
    """Vouches for whoever is on its list: each token with what it stands for."""

    known: dict[str, SiteIdentity | Exception] = field(default_factory=dict)

    def verify(self, token: Secret) -> SiteIdentity:
        """See ``SiteIdentities``."""
        told = self.known.get(token.text, Refused("not signed by its issuer", code="bad_signature"))
        if isinstance(told, Exception):
            raise told
        return told


@dataclass(kw_only=True)
class Doorway:
    """A door of fakes."""

    clock: SetClock = field(default_factory=SetClock)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    key: bytes = b"key"
    ids: "count[int]" = field(default_factory=count)
    voucher: Voucher = field(default_factory=Voucher)

    def door(self) -> Door:
        """The door itself: tickets for 60 s, visitors for 100 s; somebody vouches for those of two pages."""
        return Door(
            installations=read_installations(INSTALLATIONS),
            seal=HmacSeal(keys=lambda: (self.key,), now=self.clock.now, refusal=Refused),
            tickets=self.tickets,
            clock=self.clock,
            new_id=lambda: f"id-{next(self.ids)}",
            ticket_s=60,
            visitor_s=100,
            identities={InstallationId("web"): self.voucher, InstallationId("staff"): self.voucher},
        )

    def ask(
        self,
        installation: str = "web",
        *,
        visitor: str | None = None,
        locale: str | None = None,
        identity: str | None = None,
    ) -> Admission:
        """Ask for a ticket as a page would."""
        asked = Asked(
            installation=installation, visitor=visitor, locale=locale, identity=identity, origin=None
        )
        return issue(asked, door=self.door())

    def knows(self, token: str, *, subject: str = "ann", issuer: str = "shop", good_s: int = 300) -> None:
        """Let somebody vouch for a person."""
        ends = self.clock.now() + timedelta(seconds=good_s)
        self.voucher.known[token] = SiteIdentity(issuer=issuer, subject=subject, expires=ends)


def test_a_ticket_opens_the_asker_s_own_conversation() -> None:
    doorway = Doorway()

    admission = doorway.ask()
    holder = admit(admission.ticket, origin=PAGE, door=doorway.door())

    assert holder.conversation == admission.conversation
    assert holder.conversation == web_conversation(holder.installation, holder.owner)


def test_a_visitor_who_comes_back_finds_the_same_conversation() -> None:
    doorway = Doorway()
    first = doorway.ask()

    second = doorway.ask(visitor=first.visitor)

    assert second.conversation == first.conversation
    assert second.ticket != first.ticket


def test_each_ticket_carries_the_visitor_on_for_as_long_again() -> None:
    doorway = Doorway()
    first = doorway.ask()
    doorway.clock.pass_s(90)
    second = doorway.ask(visitor=first.visitor)
    doorway.clock.pass_s(90)

    third = doorway.ask(visitor=second.visitor)

    assert third.conversation == first.conversation


@pytest.mark.parametrize("visitor", ["", "rubbish", "a.b", "é", "x" * 5000])
def test_a_visitor_token_that_is_none_gets_a_new_visitor(visitor: str) -> None:
    doorway = Doorway()
    first = doorway.ask()

    assert doorway.ask(visitor=visitor).conversation != first.conversation


def test_an_old_visitor_token_gets_a_new_visitor() -> None:
    doorway = Doorway()
    first = doorway.ask()
    doorway.clock.pass_s(100)

    assert doorway.ask(visitor=first.visitor).conversation != first.conversation


@pytest.mark.attack("another visitor's token")
def test_a_visitor_of_one_installation_is_a_stranger_at_another() -> None:
    doorway = Doorway()
    first = doorway.ask("web")

    second = doorway.ask("shop", visitor=first.visitor)
    holder = admit(second.ticket, origin=None, door=doorway.door())

    assert holder.owner != visitor_owner(InstallationId("shop"), "id-0")


def test_a_ticket_is_no_visitor_token_and_the_reverse() -> None:
    doorway = Doorway()
    admission = doorway.ask()

    with pytest.raises(Refused):
        admit(admission.visitor, origin=PAGE, door=doorway.door())
    assert doorway.ask(visitor=admission.ticket).conversation != admission.conversation


@pytest.mark.attack("another visitor's ticket")
def test_a_ticket_opens_once() -> None:
    doorway = Doorway()
    ticket = doorway.ask().ticket
    admit(ticket, origin=PAGE, door=doorway.door())

    with pytest.raises(Refused):
        admit(ticket, origin=PAGE, door=doorway.door())


def test_a_ticket_ends_after_a_minute() -> None:
    doorway = Doorway()
    ticket = doorway.ask().ticket
    doorway.clock.pass_s(60)

    with pytest.raises(Refused, match="expired"):
        admit(ticket, origin=PAGE, door=doorway.door())


def test_a_tampered_ticket_opens_nothing() -> None:
    doorway = Doorway()
    claims, _, signature = doorway.ask().ticket.partition(".")

    with pytest.raises(Refused):
        admit(f"{claims[:-2]}AA.{signature}", origin=PAGE, door=doorway.door())


def test_a_ticket_of_another_key_opens_nothing() -> None:
    ticket = Doorway(key=b"another").ask().ticket

    with pytest.raises(Refused):
        admit(ticket, origin=PAGE, door=Doorway().door())


def test_a_ticket_shown_from_another_page_opens_nothing_and_is_not_used_up() -> None:
    doorway = Doorway()
    ticket = doorway.ask().ticket

    with pytest.raises(Refused) as refusal:
        admit(ticket, origin="https://evil.example", door=doorway.door())

    assert refusal.value.code == "forbidden_origin"
    admit(ticket, origin=PAGE, door=doorway.door())


def test_while_tickets_cannot_be_checked_none_opens() -> None:
    doorway = Doorway()
    ticket = doorway.ask().ticket
    doorway.tickets.faults.fail("spend", Retryable("table down"))

    with pytest.raises(Retryable):
        admit(ticket, origin=PAGE, door=doorway.door())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked(installation="nowhere"), "unknown_installation"),
        (Asked(installation="telegram"), "unknown_installation"),
        (Asked(installation="web", origin="https://evil.example"), "forbidden_origin"),
        (Asked(installation="web", origin="null"), "forbidden_origin"),
        (Asked(installation="shop", identity="a.b.c"), "no_identity"),
        (Asked(installation="web", identity="a.b.c"), "bad_identity"),
        (Asked(installation="web", identity=""), "bad_identity"),
        (Asked(installation="web", identity="a.b.c", origin="https://evil.example"), "forbidden_origin"),
        (Asked(installation="staff"), "identity_required"),
    ],
)
def test_who_gets_no_ticket(asked: Asked, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        issue(asked, door=Doorway().door())

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("es-ES", "es-ES"), ("es-MX", "es-ES"), ("EN-gb", "en-US"), ("de-DE", "en-US"), (None, "en-US")],
)
def test_the_nearest_of_the_bot_s_locales_is_taken(wanted: str | None, given: str) -> None:
    doorway = Doorway()

    holder = admit(doorway.ask(locale=wanted).ticket, origin=None, door=doorway.door())

    assert holder.locale == given


def test_a_ticket_belongs_to_the_visitor_of_its_installation() -> None:
    doorway = Doorway()

    holder = admit(doorway.ask().ticket, origin=PAGE, door=doorway.door())

    assert holder.owner == visitor_owner(InstallationId("web"), "id-0")


def test_a_used_ticket_is_remembered_for_as_long_as_any_ticket_lives() -> None:
    doorway = Doorway()
    first, second = doorway.ask().ticket, doorway.ask().ticket

    admit(first, origin=PAGE, door=doorway.door())
    admit(second, origin=PAGE, door=doorway.door())

    minute = doorway.clock.now() + timedelta(seconds=60)
    assert doorway.tickets.spent == {"id-1": minute, "id-3": minute}


def test_whom_somebody_vouches_for_has_a_conversation_of_his_own() -> None:
    doorway = Doorway()
    doorway.knows("t1")

    admission = doorway.ask(identity="t1")
    holder = admit(admission.ticket, origin=PAGE, door=doorway.door())

    assert holder.owner == identity_owner("shop", "ann")
    assert holder.conversation == admission.conversation
    assert holder.identity_expires == admission.identity_expires == doorway.clock.now() + timedelta(minutes=5)


def test_the_same_person_finds_the_same_conversation_with_every_new_token() -> None:
    doorway = Doorway()
    doorway.knows("t1")
    doorway.knows("t2")

    assert doorway.ask(identity="t1").conversation == doorway.ask(identity="t2").conversation


@pytest.mark.parametrize(("issuer", "subject"), [("shop", "bob"), ("another", "ann"), ("shopann", "")])
def test_another_person_or_another_issuer_s_is_somebody_else(issuer: str, subject: str) -> None:
    doorway = Doorway()
    doorway.knows("ann's")
    doorway.knows("other", issuer=issuer, subject=subject)

    ann, other = doorway.ask(identity="ann's"), doorway.ask(identity="other")

    assert other.conversation != ann.conversation


def test_an_identity_is_no_visitor_and_makes_none() -> None:
    doorway = Doorway()
    doorway.knows("t1")
    visitor = doorway.ask()

    known = doorway.ask(identity="t1", visitor=visitor.visitor)
    back = doorway.ask(visitor=visitor.visitor)

    assert not known.visitor
    assert known.conversation != visitor.conversation == back.conversation


def test_an_identity_that_has_run_out_is_told_apart_from_one_that_is_none() -> None:
    doorway = Doorway()
    doorway.voucher.known |= {
        "old": Refused("token too old", code="too_old"),
        "over": Refused("token expired", code="expired"),
    }
    doorway.knows("ends now", good_s=0)

    assert [_refusal(doorway, token) for token in ("old", "over", "ends now")] == ["old_identity"] * 3
    assert _refusal(doorway, "unknown") == "bad_identity"


def test_nothing_of_a_token_is_told_with_its_refusal_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    doorway = Doorway()

    with caplog.at_level("DEBUG"), pytest.raises(Refused) as refusal:
        doorway.ask(identity="s3cret.s3cret.s3cret")

    assert str(refusal.value) == "the identity is not good here"
    (record,) = caplog.records
    assert (record.__dict__["installation"], record.__dict__["reason"]) == ("web", "bad_signature")
    assert "s3cret" not in repr(vars(record)) + repr(Asked(installation="web", identity="s3cret"))


def test_a_ticket_opens_nothing_once_the_identity_behind_it_has_run_out() -> None:
    doorway = Doorway()
    doorway.knows("t1", good_s=30)
    ticket = doorway.ask(identity="t1").ticket
    doorway.clock.pass_s(30)

    with pytest.raises(Refused) as refusal:
        admit(ticket, origin=PAGE, door=doorway.door())

    assert refusal.value.code == "expired"


def test_where_an_identity_is_required_whoever_has_one_comes_in() -> None:
    doorway = Doorway()
    doorway.knows("t1")

    holder = admit(doorway.ask("staff", identity="t1").ticket, origin=None, door=doorway.door())

    assert holder.installation == "staff"


def test_while_an_identity_cannot_be_verified_nobody_is_taken_for_anybody() -> None:
    doorway = Doorway()
    doorway.voucher.known["t1"] = Retryable("keys of the issuer cannot be read")

    with pytest.raises(Retryable):
        doorway.ask(identity="t1")


def _refusal(doorway: Doorway, identity: str) -> str:
    with pytest.raises(Refused) as refusal:
        doorway.ask(identity=identity)
    return refusal.value.code
