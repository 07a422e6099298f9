"""What the stand-ins for Messenger and for WhatsApp do alike."""

from collections.abc import Iterator

import pytest

from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Refused, Retryable
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.domain.turn import Chose, Said
from tests.integration.meta.ada import HELLO, ada, chatting, messenger, show, turns
from tests.integration.meta.running import Meta

WRONG = {"messenger": 100, "whatsapp": 131009}
"""The code of a call that is wrong."""


@pytest.fixture(params=list(HELLO))
def meta(request: pytest.FixtureRequest) -> Iterator[Meta]:
    with chatting(request.param) as there:
        yield there


def test_a_batch_is_brought_newest_first_and_taken_in_order(meta: Meta) -> None:
    found = turns(meta, text="again", batch=3)

    assert [turn.content for turn in found] == [Said(text="again")] * 3
    assert len({turn.event for turn in found}) == 3


@pytest.mark.parametrize("count", [1, 4])
def test_what_is_pressed_comes_back_as_it_was_offered(meta: Meta, count: int) -> None:
    others = [Choice(label=f"No {number}", value=str(number)) for number in range(1, count)]
    show(meta, ada(meta), Text(text="Sure?"), Choices(choices=[Choice(label="Yes", value="yes!"), *others]))

    assert [turn.content for turn in turns(meta, choose="Yes")] == [Chose(value="yes!", text="Yes")]


def test_a_delivery_that_is_not_taken_is_brought_again(meta: Meta) -> None:
    meta.statuses += [503, 503]

    said = meta.says(text="hi")

    told = meta.settled(said["deliveries"][0])
    assert told["tries"] == [503, 503, 200]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 429}, Busy),
        ({"status": 400}, Refused),
        ({"status": 500}, Ambiguous),
        ({"after": True}, Ambiguous),
        ({"status": 401}, Retryable),
    ],
)
def test_what_goes_wrong_is_told_in_meta_s_way(
    meta: Meta, fault: dict[str, object], kind: type[ParleyError]
) -> None:
    address = ada(meta)
    code = {"code": WRONG[meta.channel]} if fault.get("status") == 400 else {}
    meta.post("_dev/faults", method="messages", **fault, **code)

    with pytest.raises(ParleyError) as failure:
        messenger(meta).call(address, HELLO[meta.channel])

    assert type(failure.value) is kind
    assert len(meta.shown(address.user)) == (1 if "after" in fault else 0)


def test_another_s_token_is_not_taken(meta: Meta) -> None:
    with pytest.raises(Retryable, match="error 190"):
        messenger(meta, token="another").call(ada(meta), HELLO[meta.channel])
