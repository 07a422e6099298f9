"""`parley channel` on an app in Slack, with the stand-in for Slack."""

import json
from typing import cast

import pytest

from cli.channels.port import MessengerError, Options
from cli.channels.slack import Slack as Command
from cli.channels.slack_manifest import EVENTS, SCOPES
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from dev.slack.account import BOT_TOKEN, SIGNING_SECRET
from tests.installed import on_production, with_secrets
from tests.integration.stand_in import StandIn
from tests.slack_requests import an_installation

URL = "https://chat.example/webhooks/slack"


def installed(slack: StandIn, *, token: str = BOT_TOKEN, proof: str = SIGNING_SECRET) -> Installed:
    secrets = with_secrets(token=token, proof=proof)
    return on_production(an_installation(), secrets=secrets, endpoint=slack.url)


def test_a_token_is_kept_once_slack_takes_it_and_what_is_set_by_hand_is_told(slack: StandIn) -> None:
    app = installed(slack, token="")

    report = Command().register(app, Options(new_token=BOT_TOKEN))

    rows = dict(report.rows)
    assert (report.title, report.ok) == ("@parley is slack of production", True)
    assert app.secrets.token() == BOT_TOKEN
    assert (rows["bot token"], rows["workspace"], rows["scopes"]) == (
        "stored",
        "Trips (T0TRIPS0001)",
        "all there",
    )
    assert rows["request URL"] == URL
    assert "/travel" in rows["to be set in"]


def test_a_token_that_slack_refuses_is_not_kept(slack: StandIn) -> None:
    app = installed(slack, token="")

    with pytest.raises(MessengerError, match="copy it again"):
        Command().register(app, Options(new_token="xoxb-wrong-token"))

    assert app.secrets.token() == ""


@pytest.mark.parametrize(
    "token", ["", "123:abc", "xoxb-with space", f"xoxe.{BOT_TOKEN}", BOT_TOKEN.replace("xoxb", "xoxp")]
)
def test_what_is_no_bot_token_is_not_shown_to_slack(slack: StandIn, token: str) -> None:
    with pytest.raises(NotInstalledError, match="token"):
        Command().inspect(installed(slack, token=token))


def test_an_app_without_its_signing_secret_is_not_in_order(slack: StandIn) -> None:
    report = Command().inspect(installed(slack, proof=""))

    assert not report.ok
    assert "--secret-from-stdin" in dict(report.rows)["signing secret"]
    assert Command().inspect(installed(slack)).ok


def test_scopes_that_the_app_lacks_are_named(slack: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, str]", SCOPES), "users:read", "know names")

    report = Command().inspect(installed(slack))

    assert not report.ok
    assert dict(report.rows)["scopes"].startswith("missing: users:read;")


@pytest.mark.parametrize("to", ["person", "channel", "thread"])
def test_a_message_goes_to_a_person_a_channel_or_a_thread(slack: StandIn, to: str) -> None:
    said, _ = slack.does(shared=to != "person", text="hi")
    places = {"person": said["user"], "channel": said["chat"], "thread": f"{said['chat']}/1795000000.000100"}

    report = Command().send_test(installed(slack), to=places[to], text=f"Hello {to}")

    assert report.title.endswith(places[to])
    assert f"Hello {to}" in [shown["text"] for shown in slack.shown(said["chat"])]


def test_a_message_that_slack_refuses_is_told(slack: StandIn) -> None:
    with pytest.raises(MessengerError, match="channel_not_found"):
        Command().send_test(installed(slack), to="C404", text="Hello")
    with pytest.raises(NotInstalledError, match="by its id"):
        Command().send_test(installed(slack), to="#general", text="Hello")


def test_the_manifest_sends_everything_to_us(slack: StandIn) -> None:
    files = Command().manifest(installed(slack))

    manifest = json.loads(files["slack-manifest.json"])
    settings, (command,) = manifest["settings"], manifest["features"]["slash_commands"]
    assert settings["event_subscriptions"] == {"request_url": URL, "bot_events": list(EVENTS)}
    assert settings["interactivity"] == {"is_enabled": True, "request_url": URL}
    assert (command["command"], command["url"]) == ("/travel", URL)
    assert manifest["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert len(manifest["display_information"]["name"]) <= 35
