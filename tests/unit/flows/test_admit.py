"""The door: who gets a ticket, and what a ticket opens."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.installation import read_installations
from lambdas.domain.keys import visitor_owner, web_conversation
from lambdas.flows.admit import Admission, Asked, Door, admit, issue
from lambdas.kit.seal import HmacSeal
from tests.fakes.clock import SetClock
from tests.fakes.tickets import MemoryTickets

PAGE = "https://chat.example"
INSTALLATIONS = """{
  "web": {"channel": "web", "bot": "travel", "locales": ["en-US", "es-ES"], "origins": ["https://chat.example"]},
  "shop": {"channel": "web", "bot": "travel", "locales": ["en-US"], "origins": ["https://shop.example"]},
  "telegram": {"channel": "telegram", "bot": "travel", "locales": ["en-US"]}
}"""


@dataclass(kw_only=True)
class Doorway:
    """A door of fakes."""

    clock: SetClock = field(default_factory=SetClock)
    tickets: MemoryTickets = field(default_factory=MemoryTickets)
    key: bytes = b"key"
    ids: "count[int]" = field(default_factory=count)

    def door(self) -> Door:
        """The door itself: tickets for 60 s, visitors for 100 s."""
        return Door(
            installations=read_installations(INSTALLATIONS),
            seal=HmacSeal(keys=lambda: (self.key,), now=self.clock.now, refusal=Refused),
            tickets=self.tickets,
            clock=self.clock,
            new_id=lambda: f"id-{next(self.ids)}",
            ticket_s=60,
            visitor_s=100,
        )

    def ask(
        self, installation: str = "web", *, visitor: str | None = None, locale: str | None = None
    ) -> Admission:
        """Ask for a ticket as a page would."""
        asked = Asked(installation=installation, visitor=visitor, locale=locale, origin=None)
        return issue(asked, door=self.door())


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
        (Asked(installation="web", identity="a.b.c"), "no_identity"),
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
