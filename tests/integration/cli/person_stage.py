"""A stage that keeps of Ann whatever a stage can keep of anybody, and something of Bob beside it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from cli import erase as erasing
from cli import transcript
from cli.main import parser
from cli.operated import Operated, SigningIn
from lambdas.domain.account import LoginState, Purpose, Secret
from lambdas.domain.conversation import Held, Waiting
from lambdas.domain.hotel import Room, Stay
from lambdas.domain.ids import InstallationId, OwnerId, UserId
from lambdas.domain.intent import Action, Errand, Outcome
from lambdas.domain.keys import conversation_key, turn_key, user_owner
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address, Said, Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.flows.link.desk import LinkDesk
from lambdas.identity.tokens import CognitoVerifier, Trust
from lambdas.link.office import carry_out
from lambdas.stores.bookings import DynamoBookings
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.results import DynamoResults
from tests.accounts import ISSUER, a_login, an_account
from tests.aws import KEYS, Aws
from tests.aws import an_account as an_aws_account
from tests.builders import a_charge, a_held, a_line, a_reply, a_session, a_socket, a_turn, an_address
from tests.contract.conversations_cases import Case, on_tables
from tests.fakes.provider import MemoryProvider
from tests.fakes.turn_queue import MemoryLater
from tests.fakes.vault import MemoryVault
from tests.integration.cli.dead_stage import operated_on
from tests.tokens import CLIENT

TELEGRAM: Final = InstallationId("telegram")
ANN: Final = user_owner(TELEGRAM, UserId("4711"))
BOB: Final = user_owner(TELEGRAM, UserId("4712"))
GROUP: Final = "-100"
MARKER: Final = "Zanzibar-7f3a"
"""In everything that Ann said, and that was done for her."""
ANNS_ACCOUNT: Final = replace(an_account(owner=ANN), name=MARKER)
PERSON: Final = ANNS_ACCOUNT.person()


def here(conversation: str = "4711", *, user: str = "4711") -> Address:
    """Ann's private chat on Telegram; or another one, or another person in it."""
    return an_address(conversation, user=user, installation=TELEGRAM)


@dataclass(frozen=True, kw_only=True)
class DeskOffice:
    """Lambda link, called and not invoked."""

    desk: LinkDesk

    def erase(self, owner: OwnerId) -> None:
        """See ``LinkOffice``."""
        carry_out({"do": "erase", "owner": owner}, desk=self.desk)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The stage, what its operator's commands reach, and who signs people in."""

    aws: Aws
    case: Case
    operated: Operated
    provider: MemoryProvider
    vault: MemoryVault
    capsys: pytest.CaptureFixture[str]

    def parley(self, *words: str) -> tuple[int, str]:
        """Run a command: its exit code, and what it wrote."""
        options = parser().parse_args(words)
        code = options.run(options) or 0
        told = self.capsys.readouterr()
        return code, told.out + told.err

    def said(
        self, event: str, *, address: Address | None = None, owner: OwnerId = ANN, text: str = MARKER
    ) -> Held:
        """A turn that was answered in two lines, and left a dialog open."""
        held = a_held(a_turn(text, event=event, address=address or here()), owner=owner)
        conversations = self.case.conversations
        conversations.claim(held, charge=a_charge())
        memory = conversations.recall(held)
        lines = (
            a_line(memory.next_seq, text, event=event, owner=owner),
            a_reply(memory.next_seq + 1, f"you said {text}", event=event, owner=owner),
        )
        waiting = Waiting(content=Said(text=text), locale="en-US", login="l", expires=self.case.clock.now())
        session = replace(a_session(json.dumps({"City": text})), waiting=waiting)
        conversations.commit(held, memory=memory, lines=lines, session=session)
        return held

    def give_up(self, event: str, *, address: Address | None = None, owner: OwnerId = ANN) -> None:
        """A turn in quarantine."""
        held = a_held(a_turn(MARKER, event=event, address=address or here()), owner=owner)
        conversations = self.case.conversations
        conversations.claim(held, charge=None)
        memory = conversations.recall(held)
        lines = (a_reply(memory.next_seq, "sorry", event=event, owner=owner),)
        conversations.quarantine(held, memory=memory, lines=lines, number="Q-1", reason="poison")

    def kill(self, turn: Turn, *, later: bool = False) -> None:
        """Put a turn among the dead letters."""
        if later:
            self.aws.sqs.send_message(QueueUrl=self.operated.dead_later_url, MessageBody=encode_turn(turn))
            return
        self.aws.sqs.send_message(
            QueueUrl=self.operated.dead_url,
            MessageBody=encode_turn(turn),
            MessageGroupId=conversation_key(turn.address),
            MessageDeduplicationId=turn.event,
        )

    def book(self, owner: OwnerId, *, held: Held) -> None:
        """A booking, and what came of the call."""
        client, clock = self.aws.dynamodb, self.case.clock
        stay = Stay(city=MARKER, check_in=date(2026, 12, 1), nights=1, room=Room.DOUBLE)
        DynamoBookings(table="bookings", client=client, clock=clock).book(stay, owner=owner, key=owner)
        errand = Errand(owner=held.owner, turn=turn_key(held.turn), intent="BookHotel", step="fulfilment")
        outcome = Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text=f"booked in {MARKER}"),))
        DynamoResults(table="bookings", client=client, clock=clock, keep_s=60).keep(errand, outcome)

    def connect(self, address: Address, owner: OwnerId) -> None:
        """A socket."""
        connections = DynamoConnections(table="connections", client=self.aws.dynamodb, clock=self.case.clock)
        connections.add(a_socket(f"k-{owner[:4]}", address=address, owner=owner))

    def sign_in(self, owner: OwnerId = ANN) -> None:
        """An invitation that ended, one that waits for its code, and one that led to the account."""
        signing = self.case.signing
        for name in ("first", "waits", "last"):
            login = a_login(f"{name}-{owner[:4]}", owner=owner, address=here(), state=LoginState.EXCHANGING)
            signing.offer(replace(login, speaker=MARKER))
        account = replace(
            ANNS_ACCOUNT,
            owner=owner,
            refresh=self.vault.encrypt(Secret(f"of {owner}"), owner=owner, purpose=Purpose.REFRESH),
        )
        waiting = signing.logins.find(f"waits-{owner[:4]}")
        signing.logins.sign_in(waiting, account, code="hash")
        linked = signing.logins.find(f"last-{owner[:4]}")
        signing.logins.sign_in(linked, account, code="hash")
        signing.accounts.drop(owner, linked.id)
        signing.offer(replace(linked, state=LoginState.LINKED))
        signing.put(account, owner)

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table, and every message of every queue."""
        kept: dict[str, list[dict[str, Any]]] = {name: self.aws.rows(name) for name in KEYS}
        for name, url in self.queues().items():
            taken = self.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            kept[name] = [json.loads(message["Body"]) for message in taken]
            for message in taken:
                self.aws.sqs.change_message_visibility(
                    QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
                )
        return kept

    def queues(self) -> dict[str, str]:
        """The queues by what they hold."""
        at = self.operated
        return {
            "turns": at.turns_url,
            "dead": at.dead_url,
            "later": at.later_url,
            "dead later": at.dead_later_url,
        }

    def holding(self, word: str) -> set[str]:
        """The tables and queues in which a word stands anywhere, in a key or not."""
        return {name for name, kept in self.everything().items() if word in json.dumps(kept)}


def fill(stage: Stage) -> None:
    """Ann alone, Ann and Bob in a group, and Bob alone."""
    held = stage.said("e1")
    stage.said("e2", address=here(GROUP))
    stage.said("e3", address=here(GROUP, user="4712"), owner=BOB, text="hello from Bob")
    stage.said("e4", address=here("4712", user="4712"), owner=BOB, text="hello from Bob")
    stage.give_up("e5")
    stage.kill(a_turn(MARKER, event="e6", address=here()))
    stage.kill(a_turn(MARKER, event="e7", address=here(GROUP)))
    stage.kill(a_turn(MARKER, event="e8", address=here()), later=True)
    stage.kill(a_turn("Bob's", event="e9", address=here(GROUP, user="4712")))
    for address, owner in ((here(), ANN), (here(GROUP), ANN), (here(GROUP, user="4712"), BOB)):
        stage.connect(address, owner)
    stage.sign_in()
    for owner in (ANN, PERSON):
        stage.book(owner, held=held)


def a_desk(case: Case, provider: MemoryProvider, vault: MemoryVault) -> LinkDesk:
    """What Lambda link works with, over the same table."""
    return LinkDesk(
        logins=case.signing.logins,
        accounts=case.signing.accounts,
        vault=vault,
        provider=provider,
        verifier=CognitoVerifier(
            trust=Trust(issuer=ISSUER, algorithm="RS256", keys=provider.issuer.keys),
            client_id=CLIENT,
            clock=case.clock,
        ),
        later=MemoryLater(),
        clock=case.clock,
        signed_in_for=timedelta(days=30),
        new_browser=lambda: Secret("b" * 43),
        new_worker=lambda: "w1",
        pause=case.clock.pass_s,
    )


@contextmanager
def a_stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    """The platform of `parley erase` and `parley transcript`, empty."""
    with an_aws_account() as aws:
        case, vault = on_tables(aws), MemoryVault()
        provider = MemoryProvider(clock=case.clock)
        office = DeskOffice(desk=a_desk(case, provider, vault))
        signing_in = SigningIn(office=office, pool="eu-west-1_Pool", issuer=ISSUER)
        operated = operated_on(aws, signing_in=signing_in)
        monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)
        for command in (erasing, transcript):
            monkeypatch.setattr(command, "_now", case.clock.now)
        yield Stage(aws=aws, case=case, operated=operated, provider=provider, vault=vault, capsys=capsys)
