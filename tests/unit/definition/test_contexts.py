"""Which contexts intents need and leave."""

from pathlib import Path

import pytest

from definition.bot import Bot
from definition.contexts import left_contexts, needed_context
from definition.read import read_bot
from tests.unit.definition.files import RICH, a_file


@pytest.fixture
def rich(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path, RICH))


def test_an_intent_needs_one_context_of_those_it_may_follow(rich: Bot) -> None:
    needed = {name: needed_context(intent) for name, intent in rich.intents.items()}

    assert needed == {"Order": None, "Again": "Order", "Drink": "Order_or_Again", "Greet": None}


def test_an_intent_leaves_its_name_and_what_the_next_ones_need(rich: Bot) -> None:
    left = {name: left_contexts(rich, intent) for name, intent in rich.intents.items()}

    assert left == {
        "Order": ("Order", "Order_or_Again"),
        "Again": ("Again", "Order_or_Again"),
        "Drink": (),
        "Greet": (),
    }
