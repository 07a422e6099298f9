"""A bot's own fulfilment code behind the webhook, in this process, with what it books as long as it does."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from definition.bot import Bot
from definition.dialogs import dialogs
from dev.dialogflow.webhook import UNAVAILABLE, WebhookFailedError, read_response
from dev.lex.rehearsal import RehearsalHook
from lambdas.domain.declared import read_dialogs
from lambdas.domain.intent import Intent
from lambdas.domain.ports import Clock
from lambdas.domain.signed_in import People
from lambdas.fulfilment.webhook import PROOF, answer_webhook

_SECRET = "rehearsal"  # noqa: S105 (nobody else is there)


class RehearsalWebhook:
    """See ``WebhookCall``; the envelope of a turn is the turn's own name. The rest: see ``RehearsalHook``."""

    def __init__(
        self,
        *,
        bot: Bot,
        clock: Clock,
        instead: Mapping[str, Intent] | None = None,
        people: People | None = None,
    ) -> None:
        led = read_dialogs(json.dumps({bot.name: dialogs(bot)}))
        app = RehearsalHook(bot=bot, clock=clock, instead=instead, people=people).app
        self._bot = bot.name
        self._app = replace(app, clock=clock, dialogs=led, proofs=lambda: [_SECRET.encode()])

    def __call__(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """See ``WebhookCall``; the request is the event that API Gateway makes of it."""
        event = {
            "pathParameters": {"bot": self._bot},
            "headers": {PROOF: _SECRET},
            "body": json.dumps(request),
        }
        answer = answer_webhook(event, app=self._app)
        if answer["statusCode"] != 200:  # noqa: PLR2004 (HTTP's own number)
            raise WebhookFailedError(f"HTTP status code: {answer['statusCode']}", code=UNAVAILABLE)
        return read_response(answer["body"].encode())
