"""The bot is told when it is added somewhere, put out, or blocked."""

from typing import Any

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.turn import Chose, Left
from tests.telegram_turns import parsed
from tests.telegram_updates import ANN, GROUP, PRIVATE, a_change

CHANNEL = {"id": -1002, "type": "channel", "title": "News"}


@pytest.mark.parametrize("new", ["member", "administrator", "restricted"])
@pytest.mark.parametrize("old", ["left", "kicked"])
def test_a_group_that_adds_the_bot_is_greeted_as_by_start(old: str, new: str) -> None:
    (turn,) = parsed(a_change(old, new))

    assert turn.content == Chose(value="Hello", text="/start")
    assert (turn.address.conversation, turn.address.user, turn.speaker) == ("-1001", "42", "Ann")
    assert not turn.private


@pytest.mark.parametrize("new", ["left", "kicked"])
@pytest.mark.parametrize("chat", [GROUP, PRIVATE])
def test_where_the_bot_is_no_more_is_told(chat: dict[str, Any], new: str) -> None:
    (turn,) = parsed(a_change("member", new, chat=chat))

    assert turn.content == Left()
    assert turn.address.conversation == str(chat["id"])
    assert turn.private == (chat is PRIVATE)


def test_who_is_restricted_may_be_outside() -> None:
    update = a_change("member", "restricted")
    update["my_chat_member"]["new_chat_member"]["is_member"] = False

    (turn,) = parsed(update)

    assert turn.content == Left()


@pytest.mark.parametrize(
    "update",
    [
        a_change("member", "administrator"),
        a_change("kicked", "left"),
        a_change("kicked", "member", chat=PRIVATE),
        a_change("left", "administrator", chat=CHANNEL),
        a_change("administrator", "left", chat=CHANNEL),
    ],
)
def test_other_changes_are_nothing_to_answer(
    update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    assert parsed(update) == []
    assert [vars(record)["update"] for record in caplog.records] == ["my_chat_member"]


def test_a_bot_without_start_has_no_greeting() -> None:
    assert parsed(a_change(), commands={"en-US": {"help": "Help"}}) == []


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"chat": GROUP, "from": ANN},
        {"chat": GROUP, "from": ANN, "old_chat_member": {}, "new_chat_member": {}},
        {"chat": GROUP, "from": ANN, "old_chat_member": {"status": 1}, "new_chat_member": {"status": 1}},
        a_change()["my_chat_member"] | {"from": None},
        a_change()["my_chat_member"] | {"chat": None},
    ],
)
def test_a_change_that_is_none_is_refused(change: object) -> None:
    with pytest.raises(Refused):
        parsed({"update_id": 1, "my_chat_member": change})
