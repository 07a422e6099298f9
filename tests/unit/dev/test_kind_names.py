"""What a person can do on the page with every messenger has words, not the name of a kind."""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from dev.telegram import alike

DEV: Final = Path(__file__).parents[3] / "dev"
BUBBLES: Final = DEV / "front" / "messengers" / "bubbles.mjs"


def plays() -> Iterator[tuple[str, Sequence[str]]]:
    """Who plays the people of each double, and what they can send."""
    for path in sorted(DEV.glob("*/*play.py")):
        module = import_module(f"dev.{path.parent.name}.{path.stem}")
        named = [each for name, each in vars(module).items() if name.endswith("Play")]
        yield from ((each.__name__, each.kinds) for each in named if hasattr(each, "kinds"))
    yield "Telegram", tuple(alike.KINDS)


@pytest.mark.parametrize("kinds", [pytest.param(kinds, id=name) for name, kinds in plays()])
def test_every_kind_that_a_double_can_send_has_words_on_the_page(kinds: Sequence[str]) -> None:
    named = set(re.findall(r'^  ([a-z]+): "', BUBBLES.read_text(encoding="utf-8"), re.MULTILINE))

    assert [kind for kind in kinds if kind not in named] == []


def test_the_people_of_every_double_are_found() -> None:
    assert dict(plays()).keys() > {"MessengerPlay", "SlackPlay", "WebhookPlay", "WhatsAppPlay"}
