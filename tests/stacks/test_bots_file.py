"""What each Lambda is told of the bots."""

import json
from pathlib import Path
from typing import Any

import pytest

from definition.bot import Bot
from definition.read import read_bot
from stacks.bots_file import replies_file, talk_file
from tests.unit.definition.files import RICH, a_file, changed

ORDER = "    slots:\n      Size: {type: Size}\n"
DRINK = "    after: [Order, Again]\n"
WISHED = f"{DRINK}    slots: {{Wish: {{type: AMAZON.FreeFormInput, required: false}}}}\n"
REQUIRED = f"    requires: {{account: [orders.read]}}\n    fulfillment_hook: true\n{ORDER}"


@pytest.fixture
def pizza(tmp_path: Path) -> Bot:
    text = changed(ORDER, REQUIRED, text=changed(DRINK, WISHED, text=RICH))
    return read_bot(a_file(tmp_path, changed("  Greet: {}", "  Greet: {aside: true}", text=text)))


def told(file: str) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(file)["pizza"]
    return given


def test_response_is_told_all_but_what_fulfilment_says(pizza: Bot) -> None:
    talk = told(talk_file({"pizza": pizza}))

    assert (talk["asides"], talk["verbatim"]) == (["Greet"], {"Drink": ["Wish"]})
    assert talk["requires"] == {"Order": ["orders.read"]}
    assert set(talk["locales"]["en-US"]) == {"account", "languages", "small_talk"}


def test_fulfilment_is_told_its_words_and_whose_account_it_needs(pizza: Bot) -> None:
    replies = told(replies_file({"pizza": pizza}))

    assert set(replies) == {"requires", "locales"}
    assert replies["requires"] == {"Order": ["orders.read"]}
    assert set(replies["locales"]["en-US"]) == {"intents"}
