"""What a person can do on the page with every messenger has words, not the name of a kind."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from dev.meta.messenger_play import MessengerPlay
from dev.meta.whatsapp_play import WhatsAppPlay
from dev.slack.play import SlackPlay
from dev.sms.play import SmsPlay
from dev.teams.play import TeamsPlay
from dev.telegram import alike
from dev.webhook.play import WebhookPlay

BUBBLES = Path(__file__).parents[3] / "dev" / "front" / "messengers" / "bubbles.mjs"
PLAYS = (MessengerPlay, WhatsAppPlay, SlackPlay, SmsPlay, TeamsPlay, WebhookPlay)


@pytest.mark.parametrize("kinds", [*(play.kinds for play in PLAYS), tuple(alike.KINDS)])
def test_every_kind_that_a_double_can_send_has_words_on_the_page(kinds: Sequence[str]) -> None:
    named = set(re.findall(r'^  ([a-z]+): "', BUBBLES.read_text(encoding="utf-8"), re.MULTILINE))

    assert [kind for kind in kinds if kind not in named] == []
