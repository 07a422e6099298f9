"""`parley replay --to-platform`, where only a double of Teams can sign what Teams sends."""

from pathlib import Path

import pytest

from cli.deliveries.form import Captured
from cli.deliveries.sending import send
from cli.deliveries.signing import NotSignableError
from cli.main import parser
from tests.integration.two_each.there import TwoEach

ACTIVITY = Path(__file__).parents[2] / "deliveries" / "teams" / "message.json"


def replay(*arguments: str) -> int:
    options = parser().parse_args(["replay", *arguments])
    status: int = options.run(options)
    return status


def test_parley_replay_lets_the_double_of_teams_sign(
    there: TwoEach, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--to-platform", "--state", str(folder)]

    assert replay(str(ACTIVITY), *options) == 0
    assert "answer  200" in capsys.readouterr().out
    there.settle()
    assert there.addresses["teams"].via == f"{there.local['messengers_endpoint']}/teams/amer"

    # It is of another tenant than the other bot is for.
    assert replay(str(ACTIVITY), "--installation", "teams-hotel", *options) == 1
    assert "answer  401" in capsys.readouterr().out


def test_where_no_double_answers_nothing_is_signed(there: TwoEach) -> None:
    nowhere = {**there.local, "messengers_endpoint": "http://127.0.0.1:9"}

    with pytest.raises(NotSignableError, match="Teams does not answer for a proof"):
        send(Captured(channel="teams", body=b"{}"), installations=there.installations(nowhere))


@pytest.mark.parametrize("body", [b"{", b"[]"])
def test_the_double_of_teams_signs_nothing_but_an_activity(there: TwoEach, body: bytes) -> None:
    with pytest.raises(NotSignableError, match="JSON"):
        send(Captured(channel="teams", body=body), installations=there.installations(there.local))
