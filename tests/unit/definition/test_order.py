"""In which order a dialog asks."""

from pathlib import Path

import pytest

from definition.order import following, is_jumped_to
from definition.read import read_bot
from tests.unit.definition.files import RICH, a_file, changed


@pytest.mark.parametrize(
    ("slot", "next_ones"),
    [
        (None, ("Size", "Number")),
        ("Size", ("Number",)),
        ("Number", ("Size",)),  # branches jump there, perhaps over the size
        ("When", ("Size", "Number")),
    ],
)
def test_required_slots_follow_in_their_order_or_all_of_them_after_a_jump(
    slot: str | None, next_ones: tuple[str, ...], tmp_path: Path
) -> None:
    order = read_bot(a_file(tmp_path, RICH)).intents["Order"]

    assert following(order, slot) == next_ones


def test_asking_again_is_no_jump(tmp_path: Path) -> None:
    text = changed(
        "say: too_many, then: {ask: Number}}\n      Number", "say: too_many}\n      Number", text=RICH
    )
    text = changed("then: {ask: Number}}\n      done", "then: {ask: When}}\n      done", text=text)
    order = read_bot(a_file(tmp_path, text)).intents["Order"]

    assert not is_jumped_to(order, "Number")
    assert following(order, "Number") == ()
