"""A stage with one conversation in an account, and its operator's terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from cli import dead as commands
from cli.main import parser
from cli.operated import Operated, SigningIn
from lambdas.domain.conversation import Held
from lambdas.domain.keys import conversation_key
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn, encode_turn
from lambdas.kit.dynamo import Table
from tests.aws import KEYS, Aws, an_account
from tests.builders import a_line, a_reply
from tests.contract.answering import claimed
from tests.contract.conversations_cases import Case, on_tables

WORDS = "my passport number is X123"
NUMBER = "Q-1"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage with one conversation, and its operator's terminal."""

    aws: Aws
    case: Case
    operated: Operated
    capsys: pytest.CaptureFixture[str]

    def parley(self, *words: str) -> tuple[int, str]:
        """Run `parley dead …`: its exit code, and what it wrote."""
        options = parser().parse_args(["dead", *words])
        code = options.run(options) or 0
        told = self.capsys.readouterr()
        return code, told.out + told.err

    def give_up(self, event: str = "e1", *, number: str = NUMBER) -> Held:
        """A turn in quarantine, whose apology went out."""
        held = claimed(self.case, event, text=WORDS)
        memory = self.case.conversations.recall(held)
        seq = memory.next_seq
        lines = (a_line(seq, WORDS, event=event), a_reply(seq + 1, f"sorry, {number}", event=event))
        self.case.conversations.quarantine(held, memory=memory, lines=lines, number=number, reason="poison")
        self.case.conversations.mark(held.turn, lines, settled=True)
        return held

    def kill(self, turn: Turn) -> None:
        """Put a turn among the dead letters."""
        self.letter(encode_turn(turn), group=conversation_key(turn.address), key=turn.event)

    def letter(self, body: str, *, group: str = "g", key: str = "k") -> None:
        self.aws.sqs.send_message(
            QueueUrl=self.operated.dead_url,
            MessageBody=body,
            MessageGroupId=group,
            MessageDeduplicationId=key,
        )

    def queued(self) -> list[Turn]:
        """What is on the queue of turns."""
        answer = self.aws.sqs.receive_message(QueueUrl=self.operated.turns_url, MaxNumberOfMessages=10)
        return [decode_turn(message["Body"]) for message in answer.get("Messages", [])]

    def everything(self) -> list[list[dict[str, Any]]]:
        return [self.aws.rows(table) for table in ("sessions", "operations", "tokens")]

    def number(self) -> str:
        """The number of the only one."""
        return self.parley("list")[1].split()[0]


def a_table(name: str) -> Table:
    """A table of the account, by its keys."""
    partition, sort = KEYS[name]
    return Table(name=name, partition=partition, sort=sort)


def operated_on(aws: Aws, *, signing_in: SigningIn | None = None) -> Operated:
    """What an operator's command reaches in an account, with two new queues of dead letters."""
    dead = aws.sqs.create_queue(QueueName="dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    dead_later = aws.sqs.create_queue(QueueName="dead-later")["QueueUrl"]
    return Operated(
        tables=aws.dynamodb,
        queues=aws.sqs,
        connections=a_table("connections"),
        sessions=a_table("sessions"),
        tokens=a_table("tokens"),
        operations=a_table("operations"),
        bookings=a_table("bookings"),
        turns_url=aws.queue_url,
        dead_url=dead,
        later_url=aws.later_url,
        dead_later_url=dead_later,
        signing_in=signing_in,
        installations=("telegram", "web"),
    )


@contextmanager
def a_stage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Stage]:
    """The platform of `parley dead`."""
    with an_account() as aws:
        case, operated = on_tables(aws), operated_on(aws)
        monkeypatch.setattr("cli.operated.on_this_machine", lambda _folder: operated)
        monkeypatch.setattr(commands, "_now", case.clock.now)
        yield Stage(aws=aws, case=case, operated=operated, capsys=capsys)
