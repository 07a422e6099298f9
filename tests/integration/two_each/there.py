"""Two installations of every messenger in one process, as tests speak to them."""

import base64
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

import boto3
from urllib3 import PoolManager

from cli.installed import Installations, Installed
from lambdas.domain.receipt import Receipt
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address
from lambdas.domain.turn_json import decode_turn
from lambdas.flows.desk import Desk
from lambdas.flows.settle import settle
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp
from lambdas.response.messengers import messenger_of
from tests.aws import Aws
from tests.integration.stand_in import asked

PATIENCE_S: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Call:
    """A webhook call as it came."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(kw_only=True)
class TwoEach:
    """Where everything is, once it runs.

    request, desk: the Lambdas. env: what they are told. calls: the latest to each installation's door.
    addresses: of the latest turn of each.
    """

    aws: Aws
    env: dict[str, str] = field(default_factory=dict)
    local: dict[str, Any] = field(default_factory=dict)
    request: RequestApp | None = None
    desk: Desk | None = None
    calls: dict[str, Call] = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)

    def installations(self, local: Mapping[str, Any]) -> Installations:
        """Those that `parley channel` finds."""
        client = boto3.client("secretsmanager")
        return Installations(stage="this machine", outputs=local["stacks"], client=client, local=local)

    def installed(self, name: str) -> Installed:
        """One of them."""
        return self.installations(self.local).named(name)

    def double(self, name: str) -> str:
        """Where an installation's double is operated."""
        place = "telegram_endpoint" if name.startswith("telegram") else "messengers_endpoint"
        return f"{self.local[place]}/{name}/_dev"

    def says(self, name: str, text: str, *, user: str = "Ada", group: str = "") -> Mapping[str, Any]:
        """Somebody says something to an installation, which is heard."""
        deed = {"user": user, "text": text, **({"group": group} if group else {})}
        said = asked(f"{self.double(name)}/say", json.dumps(deed).encode())
        for number in said["deliveries"]:
            self.taken(name, number)
        return said

    @contextmanager
    def wanting_rest(self, name: str) -> Iterator[None]:
        """A time in which a messenger refuses an installation for a while; that is forgotten afterwards."""
        fault = {"status": 429, "retry_after": 20, "times": 99}
        asked(f"{self.double(name)}/faults", json.dumps(fault).encode())
        try:
            yield
        finally:
            asked(f"{self.double(name)}/faults", method="DELETE")
            for row in filter(_is_pace, self.aws.rows("operations")):
                key = {part: row[part] for part in ("subject", "item")}
                self.aws.dynamodb.delete_item(TableName="operations", Key=key)

    def taken(self, name: str, number: int) -> Mapping[str, Any]:
        """A delivery that was taken."""
        deadline = time.monotonic() + PATIENCE_S
        while not (told := asked(f"{self.double(name)}/deliveries/{number}"))["taken"]:
            assert time.monotonic() < deadline, told
        return told

    def sees(self, name: str, said: Mapping[str, Any]) -> Sequence[str]:
        """What is on the screen since something was said."""
        chat = quote(said["chat"], safe="")
        calls = asked(f"{self.double(name)}/chats/{chat}?after={said['calls']}")["calls"]
        shown = [call["shown"] for call in calls if call["shown"] and call["status"] < 300]
        return [each["text"] for each in shown if each["kind"] != "typing"]

    def answer(self, installation: str, call: Call) -> dict[str, Any]:
        """What Lambda request answers to a call."""
        assert self.request
        event = {
            "version": "2.0",
            "rawPath": f"/webhooks/{installation}",
            "rawQueryString": call.query,
            "headers": dict(call.headers),
            "requestContext": {"domainName": "api.example", "http": {"method": call.method}},
            "pathParameters": {"installation": installation},
            "body": base64.b64encode(call.body).decode(),
            "isBase64Encoded": True,
        }
        return answer_webhook(event, app=self.request)

    def send(self, name: str, text: str, *, token_of: str) -> None:
        """Write where an installation was last spoken to, by a token; raises ``ParleyError``."""
        token, address = self.installed(token_of).secrets.token(), self.addresses[name]
        http = PoolManager(cert_reqs="CERT_REQUIRED")
        messenger = messenger_of(
            self.installed(name).configured, token=lambda: token, http=http, env=self.env
        )
        for message in messenger.messages(address, (Text(text=text),)):
            for call in message.forms[0]:
                messenger.call(address, call)

    def settle(self) -> None:
        """Let Lambda response take every turn of the queue, once."""
        assert self.desk
        while messages := self._received():
            for message in messages:
                turn = decode_turn(message["Body"])
                deadline = self.desk.clock.now() + timedelta(seconds=PATIENCE_S)
                receipt = Receipt(
                    turn=turn, handle=message["ReceiptHandle"], received=1, worker="w", deadline=deadline
                )
                self.addresses[turn.address.installation] = turn.address
                settle(receipt, desk=self.desk)
                self.aws.sqs.delete_message(
                    QueueUrl=self.aws.queue_url, ReceiptHandle=message["ReceiptHandle"]
                )

    def _received(self) -> Sequence[Any]:
        return self.aws.sqs.receive_message(QueueUrl=self.aws.queue_url, MaxNumberOfMessages=10).get(
            "Messages", []
        )


def _is_pace(row: Mapping[str, Any]) -> bool:
    return str(row["subject"]["S"]).startswith("PACE#")
