"""`parley channel` on a service of one's own."""

from collections.abc import Iterator

import pytest

from cli.channels.port import MessengerError, Options
from cli.channels.webhook import OwnService
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from dev.webhook.account import REPLIES_SECRET
from lambdas.kit.standard_webhooks import key_of
from tests.installed import on_production, with_secrets
from tests.integration.stand_in import StandIn
from tests.integration.webhook.running import running
from tests.webhook_calls import SECRET, URL, an_installation


@pytest.fixture
def service() -> Iterator[StandIn]:
    with running() as there:
        yield there


def installed(*, token: str = REPLIES_SECRET, proof: str = SECRET, endpoint: str | None = None) -> Installed:
    secrets = with_secrets(token=token, proof=proof)
    return on_production(an_installation(), secrets=secrets, endpoint=endpoint)


def test_a_first_registration_makes_the_secret_for_replies_and_says_where_both_are() -> None:
    ours = installed(token="")

    report = OwnService().register(ours, Options())

    assert report.title == f"{URL} is webhook of production"
    assert dict(report.rows) == {
        "secret for replies": "made, and kept",
        "calls us at": "https://chat.example/webhooks/webhook",
        "replies go to": URL,
        "signs with": "“current” of the secret arn:proof",
        "checks with": "“token” of the secret arn:token",
    }
    assert len(key_of(ours.secrets.token())) == 32


def test_no_secret_is_ever_shown() -> None:
    ours = installed(token="")

    told = repr([OwnService().register(ours, Options()), OwnService().inspect(ours)])

    assert ours.secrets.token() not in told
    assert SECRET not in told


def test_to_register_again_makes_no_other_secret() -> None:
    ours = installed()

    OwnService().register(ours, Options())

    assert ours.secrets.token() == REPLIES_SECRET


def test_a_secret_that_is_brought_is_kept() -> None:
    ours, brought = installed(), "whsec_" + "B" * 44

    report = OwnService().register(ours, Options(new_token=brought))

    assert ("secret for replies", "stored") in report.rows
    assert ours.secrets.token() == brought


@pytest.mark.parametrize("brought", ["secret", "whsec_", "whsec_c2hvcnQ=", "A" * 44])
def test_what_is_no_secret_is_not_kept(brought: str) -> None:
    ours = installed()

    with pytest.raises(NotInstalledError, match="no secret"):
        OwnService().register(ours, Options(new_token=brought))

    assert ours.secrets.token() == REPLIES_SECRET


@pytest.mark.parametrize(("token", "proof", "ok"), [(REPLIES_SECRET, SECRET, True), ("", SECRET, False)])
def test_how_it_stands_is_shown(token: str, proof: str, ok: bool) -> None:  # noqa: FBT001 (a parameter)
    report = OwnService().inspect(installed(token=token, proof=proof))

    assert report.ok is ok
    assert dict(report.rows)["secret for replies"].startswith("set" if ok else "not set")


def test_a_reply_is_sent_by_the_code_of_response(service: StandIn) -> None:
    service.post("_dev/say", user="Ada", text="hi")

    report = OwnService().send_test(installed(endpoint=service.url), to="c-1/u-1", text="It works.")

    assert report.title == "webhook wrote to c-1"
    assert [shown["text"] for shown in service.shown("c-1")] == ["It works."]


def test_a_reply_that_is_not_taken_is_told(service: StandIn) -> None:
    with pytest.raises(MessengerError, match="404"):
        OwnService().send_test(installed(endpoint=service.url), to="c-9/u-9", text="hi")


@pytest.mark.parametrize("to", ["c-42", "", "a b/c"])
def test_whom_to_write_to_is_a_conversation_and_a_user(to: str) -> None:
    with pytest.raises(NotInstalledError, match="c-42/u-7"):
        OwnService().send_test(installed(), to=to, text="hi")
