"""Twenty thousand spoilt bodies of Telegram's webhook: none trips the handler up."""

import json
from base64 import b64encode
from collections import Counter
from random import Random
from typing import Any

from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import RequestApp
from tests.fakes.clock import SetClock
from tests.fakes.turn_queue import MemoryTurnQueue
from tests.telegram_updates import PROOF, SECRET, a_message, a_press, an_installation, an_update

MANY = 20_000
UPDATES = [json.dumps(update) for update in (an_update(), a_press(), an_update(a_message("/start")))]


def an_app(queue: MemoryTurnQueue) -> RequestApp:
    installation = an_installation()
    inbound = TelegramInbound(installation=installation, keys=lambda: (SECRET.encode(),), clock=SetClock())
    return RequestApp(
        sockets={},
        webhooks={installation.id: inbound},
        webhooks_url="https://chat.example/webhooks",
        queue=queue,
    )


def a_call(body: str, *, name: str = PROOF, proof: str = SECRET, encoded: bool = False) -> dict[str, Any]:
    return {
        "version": "2.0",
        "pathParameters": {"installation": "telegram"},
        "headers": {"content-type": "application/json", name: proof},
        "body": b64encode(body.encode(errors="replace")).decode() if encoded else body,
        "isBase64Encoded": encoded,
    }


def spoilt(text: str, dice: Random) -> str:
    """A text with one to three places of it dropped, doubled or made something else."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text) + 1)
        instead = dice.choice(
            ["", text[at : at + 1] * 2, chr(dice.randrange(0x11_0000)), ",", '"', "\x00", "{"]
        )
        text = text[:at] + instead + text[at + 1 :]
    return text


def test_every_spoilt_body_is_taken_or_refused_as_unreadable() -> None:
    dice, queue = Random(11_222_026), MemoryTurnQueue()  # noqa: S311 (the same calls in every run)
    app, statuses = an_app(queue), Counter[int]()

    for _ in range(MANY):
        call = a_call(spoilt(dice.choice(UPDATES), dice), encoded=dice.random() < 0.2)
        statuses[answer_webhook(call, app=app)["statusCode"]] += 1

    assert statuses.keys() == {200, 400}


def test_a_whole_call_is_let_in_whatever_the_case_of_its_headers() -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(a_call(UPDATES[0], name=PROOF.title()), app=an_app(queue))

    assert answer == {"statusCode": 200}
    assert len(queue.turns) == 1
