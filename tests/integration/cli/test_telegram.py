"""`parley telegram`: a person who chats with the stand-in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import local_telegram
from cli.channels.bot_api import BotApi
from cli.main import parser
from cli.telegram import written
from dev.telegram.bot import LOCAL_TOKEN
from tests.integration.telegram.background import in_background


@pytest.fixture(scope="module")
def answering() -> Iterator[str]:
    with in_background() as bot:
        api = BotApi(endpoint=bot.url, token=LOCAL_TOKEN)
        api.call("setWebhook", url=f"{bot.hooks}/telegram")
        yield bot.url


@pytest.fixture
def state(answering: str, tmp_path: Path) -> Path:
    (tmp_path / "local.json").write_text(json.dumps({"telegram_endpoint": answering}))
    return tmp_path


def telegram(*arguments: str, state: Path) -> int:
    options = parser().parse_args(["telegram", *arguments, "--state", str(state)])
    status: int = options.run(options)
    return status


def test_the_answer_is_printed_with_its_buttons(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = telegram("hello", "--user", "Grace", state=state)

    assert (status, capsys.readouterr().out) == (0, "Grace says:\nhello\n  [Yes] [No]\n")


def test_a_button_can_be_pressed(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    telegram("hello", "--group", "Trip", state=state)
    capsys.readouterr()

    status = telegram("--press", "No", "--group", "Trip", "--user", "Alan", state=state)

    assert (status, capsys.readouterr().out) == (0, "You pressed no.\n")


@pytest.fixture
def invited(answering: str) -> str:
    """A link that the bot has offered to Grace."""
    there, way = local_telegram.LocalTelegram(answering), "http://127.0.0.1:8000/link/abc"
    said = there.act(user="Grace", text="sign in")
    button = {"text": "Sign in", "login_url": {"url": way}}
    BotApi(endpoint=answering, token=LOCAL_TOKEN).call(
        "sendMessage",
        chat_id=said["chat_id"],
        text="Who are you?",
        reply_markup={"inline_keyboard": [[button]]},
    )
    return way


def test_a_button_to_sign_in_gives_its_address_with_who_presses_it(
    invited: str, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = telegram("--press", "Sign in", "--user", "Grace", state=state)

    told = capsys.readouterr().out
    assert status == 0
    assert told.startswith(f"{invited}?id=")
    assert "&hash=" in told


def test_who_presses_may_stay_untold(invited: str, state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = telegram("--press", "Sign in", "--user", "Grace", "--untold", state=state)

    assert (status, capsys.readouterr().out) == (0, f"{invited}\n")


def test_where_a_button_leads_is_printed_for_a_person_to_follow() -> None:
    button = {"text": "Sign in", "login_url": {"url": "http://127.0.0.1:8000/link/abc"}}
    markup = {"inline_keyboard": [[button], [{"text": "No", "callback_data": "no"}]]}

    reply = local_telegram.Reply.read({"text": "Who are you?", "reply_markup": markup})

    assert written(reply).splitlines() == [
        "Who are you?",
        "  [Sign in]",
        "  [No]",
        "  Sign in: http://127.0.0.1:8000/link/abc",
    ]


def test_no_proxy_comes_in_between(
    state: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    assert telegram("hello", state=state) == 0, capsys.readouterr().err


def test_a_photo_can_be_sent(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = telegram("by the sea", "--photo", state=state)

    assert (status, capsys.readouterr().out) == (0, "(photo) Nice.\n")


def test_what_would_move_the_cursor_is_not_printed(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    telegram("a\x1b[2Jb", state=state)

    assert "a[2Jb\n" in capsys.readouterr().out


def test_a_button_that_is_not_there_is_named(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = telegram("--press", "Maybe", "--user", "Nobody", state=state)

    assert status == 1
    assert capsys.readouterr().err.startswith("there is no button 'Maybe' in chat ")


def test_nothing_to_say_is_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert telegram(state=state) == 1
    assert capsys.readouterr().err == 'Say something: parley telegram "hello"\n'


def test_silence_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_telegram.LocalTelegram.replies, "__kwdefaults__", {"within_s": 0.1})
    with in_background() as silent:
        (tmp_path / "local.json").write_text(json.dumps({"telegram_endpoint": silent.url}))

        assert telegram("hello", state=tmp_path) == 1

    assert capsys.readouterr().err == "No answer within 30 s.\n"


@pytest.mark.parametrize("local", ["", "{}", '{"site": "http://127.0.0.1:8000"}'])
def test_without_a_platform_it_says_how_to_start_one(
    local: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "local.json").write_text(local)

    assert telegram("hello", state=tmp_path) == 1

    assert capsys.readouterr().err == "Parley is not running here. Start it with: parley up\n"


def test_a_stand_in_that_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "local.json").write_text('{"telegram_endpoint": "http://127.0.0.1:9"}')

    assert telegram("hello", state=tmp_path) == 1

    assert "no Telegram answers at http://127.0.0.1:9" in capsys.readouterr().err
