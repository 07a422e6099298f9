"""Runs a webhook call through the code of Lambda request in this process; nothing of it goes anywhere."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from cli.deliveries.form import Captured, Expected
from cli.deliveries.signing import KEY_ID, Signer, own_connector
from lambdas.domain.errors import Refused
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Inbound
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.clock import SystemClock
from lambdas.request.doors import door
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp

KEY: Final = b"k" * 64
WEBHOOKS: Final = "https://chat.example/webhooks"

LEFT_OUT: Final = frozenset({"v", "kind", "installation", "at"})
"""What of a turn no file expects: it goes without saying, or is another each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a call. turns: as the queue's bodies. reads: what the messenger reads, but the status."""

    status: int
    reads: str
    turns: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class ShownQueue:
    """Where turns would be queued."""

    turns: list[Turn] = field(default_factory=list)

    def put(self, turn: Turn) -> None:
        """See ``TurnQueue``."""
        self.turns.append(turn)

    def put_all(self, turns: Sequence[Turn]) -> None:
        """See ``TurnQueue``."""
        self.turns.extend(turns)


def run(call: Captured, *, installation: Installation, as_is: bool = False) -> Outcome:
    """What comes of a call at an installation; it is signed for it, unless it is to be sent as it is.

    Raises ``NotSignableError``, and ``ValueError`` for a channel that request does not know.
    """
    clock = SystemClock()
    url = f"{WEBHOOKS}/{installation.id}"
    connector = own_connector() if installation.channel == "teams" else None
    signer = Signer(installation=installation, key=KEY, url=url, now=clock.now(), connector=connector)
    queue = ShownQueue()
    app = RequestApp(
        sockets={},
        webhooks={installation.id: _door(installation, connector)},
        webhooks_url=WEBHOOKS,
        queue=queue,
    )
    answer = answer_webhook(_event(call if as_is else signer.signed(call), installation), app=app)
    return Outcome(
        status=answer["statusCode"],
        reads=answer.get("body", ""),
        turns=[json.loads(encode_turn(turn)) for turn in queue.turns],
    )


def expected_of(outcome: Outcome) -> Expected:
    """What is to come of the call from now on: what came of it just now."""
    turns = [{name: turn[name] for name in turn if name not in LEFT_OUT} for turn in outcome.turns]
    return Expected(turns=turns, status=outcome.status, reads=outcome.reads or None)


def differences(outcome: Outcome, expected: Expected) -> Sequence[str]:
    """What of an outcome is not as expected, each in a line."""
    found = []
    if outcome.status != expected.status:
        found.append(f"status {outcome.status}, expected {expected.status}")
    if expected.reads is not None and outcome.reads != expected.reads:
        found.append(f"it reads {outcome.reads!r}, expected {expected.reads!r}")
    if expected.turns is None:
        return found
    if len(outcome.turns) != len(expected.turns):
        found.append(f"{len(outcome.turns)} turns, expected {len(expected.turns)}")
    for number, (turn, wanted) in enumerate(zip(outcome.turns, expected.turns, strict=False), start=1):
        found += [f"turn {number}: {line}" for line in _turn_differences(turn, wanted)]
    return found


def _turn_differences(turn: Mapping[str, Any], wanted: Mapping[str, Any]) -> Sequence[str]:
    # The queue's body leaves out what goes without saying.
    told = {"private": True, "speaker": "", "via": "", "connection": None, **turn}
    return [
        f"{name} is {told.get(name)!r}, expected {value!r}"
        for name, value in wanted.items()
        if told.get(name) != value
    ]


def _door(installation: Installation, connector: RSAPrivateKey | None) -> Inbound:
    """What takes the call, as request builds it; the connector's key is ours."""
    clock = SystemClock()
    if connector is None:
        return door(installation, keys=lambda: (KEY,), clock=clock)
    from lambdas.channels.teams.inbound import TeamsInbound  # noqa: PLC0415 — loaded only for Teams
    from lambdas.channels.teams.keys import SigningKey  # noqa: PLC0415

    ours = SigningKey(public=connector.public_key(), endorsements=frozenset({"msteams"}))

    def key(kid: str) -> SigningKey:
        if kid != KEY_ID:
            raise Refused("unknown key", code="forged")
        return ours

    return TeamsInbound(installation=installation, keys=key, clock=clock)


def _event(call: Captured, installation: Installation) -> dict[str, Any]:
    """The call as the HTTP API hands it on.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    return {
        "version": "2.0",
        "rawPath": f"/webhooks/{installation.id}",
        "rawQueryString": call.query,
        "headers": dict(call.headers),
        "requestContext": {"domainName": "api.example", "http": {"method": call.method}},
        "pathParameters": {"installation": installation.id},
        "body": base64.b64encode(call.body).decode(),
        "isBase64Encoded": True,
    }
