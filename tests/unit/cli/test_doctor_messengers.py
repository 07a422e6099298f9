"""What the doctor says of a messenger's secrets and of its connection."""

from datetime import timedelta

import pytest

from cli.channels.port import MessengerError, Report
from cli.channels.telegram import Telegram
from cli.doctor.messengers import messenger_findings
from cli.installed import Installed
from tests.builders import NOW
from tests.fakes.secrets_manager import MemorySecrets
from tests.installed import PROOF, TOKEN, an_installed

REGISTER = "parley channel register telegram --stage production"


def kept(
    *,
    token: str = "t",  # noqa: S107 — none at all
    current: str = "c",
    previous: str = "",
    days: int = 0,
) -> MemorySecrets:
    since = (NOW - timedelta(days=days)).isoformat()
    return MemorySecrets(
        kept={TOKEN: {"token": token}, PROOF: {"current": current, "previous": previous, "since": since}}
    )


def said(installed: Installed, *, stage: str = "production") -> list[str]:
    return [finding.written() for finding in messenger_findings(installed, stage=stage, now=NOW)]


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Telegram, "inspect", lambda _self, _installed: Report(title=""))


@pytest.mark.usefixtures("well")
def test_a_messenger_that_has_its_secrets_and_sends_to_us_is_fine() -> None:
    assert said(an_installed(kept())) == [
        "token of telegram: fine",
        "secret of telegram: fine",
        "connection of telegram: fine",
    ]


def test_without_a_token_nothing_is_asked_of_the_messenger_and_the_mend_is_told() -> None:
    assert said(an_installed(kept(token=""))) == [
        f"token of telegram: it is empty. {REGISTER} --token-from-stdin",
        "secret of telegram: fine",
    ]


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize(
    ("channel", "mend"),
    [
        ("telegram", "parley channel rotate telegram"),
        ("sms", "parley channel register sms --secret-from-stdin"),
    ],
)
def test_an_empty_secret_is_told_with_the_mend_that_its_channel_has(channel: str, mend: str) -> None:
    found = said(an_installed(kept(token="", current="", previous="old"), channel=channel), stage="local")

    assert found[1] == f"secret of {channel}: it is empty, so every call is refused. {mend}"


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize(("days", "wrong"), [(0, ""), (3, "the one before still counts after 3 days")])
def test_a_change_of_a_secret_that_nobody_finished_is_told(days: int, wrong: str) -> None:
    found = said(an_installed(kept(previous="old", days=days)), stage="local")

    finish = ". parley channel rotate telegram --finish"
    assert found[1] == f"secret of telegram: {wrong + finish if wrong else 'fine'}"


def test_a_messenger_that_sends_elsewhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Telegram, "inspect", lambda _self, _installed: Report(title="", ok=False))

    assert said(an_installed(kept()))[-1] == (
        "connection of telegram: what people say does not come to us. "
        "parley channel inspect telegram --stage production"
    )


def test_a_messenger_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_self: Telegram, _installed: Installed) -> Report:
        raise MessengerError("Telegram does not answer getMe")

    monkeypatch.setattr(Telegram, "inspect", down)

    assert said(an_installed(kept()), stage="local")[-1] == (
        "connection of telegram: Telegram does not answer getMe. parley channel register telegram"
    )


def test_a_channel_that_signs_with_published_keys_has_no_secret_to_be_set() -> None:
    found = said(an_installed(kept(token=""), channel="teams", proof_arn=""))

    assert [line.partition(":")[0] for line in found] == ["token of teams"]


def test_secrets_that_cannot_be_read_are_told() -> None:
    (found,) = said(an_installed(MemorySecrets()))

    assert found.startswith("secrets of telegram: a secret of telegram cannot be read")
