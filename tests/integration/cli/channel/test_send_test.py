"""`parley channel send-test`, with the stand-in for Telegram."""

import pytest

from cli.local_telegram import LocalTelegram
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.cli.channel.account import Account, channel, register_with


def test_somebody_is_sent_a_message(
    account: Account, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register_with(LOCAL_TOKEN, monkeypatch)
    person = LocalTelegram(account.bot.url)
    said = person.act(user="Ada", text="hi")
    list(person.replies(said))
    capsys.readouterr()

    assert channel("send-test", "telegram", "--to", str(said["chat_id"]), "--text", "Do you read me?") == 0
    assert channel("send-test", "telegram", "--to", "4711") == 1

    shown = person.calls(int(said["chat_id"]))[-1]["message"]["text"]
    printed = capsys.readouterr()
    assert shown == "Do you read me?"
    assert printed.out.splitlines() == [
        f"telegram wrote to {said['chat_id']}",
        "  answer           Telegram took one message",
    ]
    assert printed.err.startswith("Not done: Telegram: ")
    assert (
        "look at --to: most messengers let a bot write only where it was written to or invited" in printed.err
    )


@pytest.mark.parametrize(
    ("to", "text", "why"),
    [
        ("Ada", "Hello", "name a chat by its number, such as 4711"),
        ("", "Hello", "name a chat by its number"),
        ("4711", " ", "there is nothing to send; write something after --text"),
    ],
)
def test_a_message_that_cannot_be_sent_is_told_of_before_anything_is(
    *,
    to: str,
    text: str,
    why: str,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert account.token() == ""
    register_with(LOCAL_TOKEN, monkeypatch)

    assert channel("send-test", "telegram", "--to", to, "--text", text) == 1

    assert why in capsys.readouterr().err
