"""`parley channel` on Teams, with the stand-in for it."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO

import pytest

from cli.channels.port import MessengerError, Options
from cli.channels.teams import Teams
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from dev.teams.account import APP_ID, CLIENT_SECRET, LOCAL, TENANT_ID
from lambdas.domain.ids import BotId
from tests.installed import on_production, with_secrets
from tests.integration.stand_in import StandIn
from tests.integration.teams.running import running
from tests.teams_activities import an_installation

WEBHOOK = "https://chat.example/webhooks/teams"
TO_BE_SET = (
    ("endpoint", WEBHOOK),
    ("set it in Azure", "your Azure Bot, Configuration, Messaging endpoint; then Channels, Microsoft Teams"),
)


@pytest.fixture(scope="module")
def teams() -> Iterator[StandIn]:
    with running() as there:
        yield there


def installed(teams: StandIn, *, secret: str = CLIENT_SECRET, **account: str) -> Installed:
    return on_production(
        an_installation(account=account),
        secrets=with_secrets(token=secret),
        endpoint=teams.url,
        proof_arn="",
    )


def test_a_secret_is_kept_once_it_gives_a_token(teams: StandIn) -> None:
    bot = installed(teams, secret="")

    report = Teams().register(bot, Options(new_token=CLIENT_SECRET))

    assert report.title == f"app {APP_ID} is teams of production"
    assert report.rows == (("client secret", "stored"), ("token", "given for 3599 s"), *TO_BE_SET)
    assert bot.secrets.token() == CLIENT_SECRET


def test_to_register_again_says_what_it_said(teams: StandIn) -> None:
    assert Teams().register(installed(teams), Options()).rows == (("token", "given for 3599 s"), *TO_BE_SET)


def test_a_secret_that_gives_no_token_is_not_kept_and_not_told(teams: StandIn) -> None:
    bot = installed(teams)

    with pytest.raises(MessengerError) as refused:
        Teams().register(bot, Options(new_token="wrong-secret"))

    assert str(refused.value).endswith(": the client secret is wrong; copy its value, not its id")
    assert bot.secrets.token() == CLIENT_SECRET


@pytest.mark.parametrize(
    ("account", "mend"), [({"app_id": "other"}, "no such app"), ({"tenant_id": "other"}, "no such tenant")]
)
def test_an_account_that_is_not_there_is_told_by_what_mends_it(
    teams: StandIn, account: Mapping[str, str], mend: str
) -> None:
    with pytest.raises(MessengerError, match=mend):
        Teams().register(installed(teams, **account), Options())


def test_without_a_secret_nothing_is_asked(teams: StandIn) -> None:
    bot = installed(teams, secret="")

    with pytest.raises(NotInstalledError, match="--token-from-stdin"):
        Teams().register(bot, Options())
    with pytest.raises(NotInstalledError, match="--token-from-stdin"):
        Teams().inspect(bot)


def test_it_is_told_how_the_bot_stands(teams: StandIn) -> None:
    report = Teams().inspect(installed(teams))

    assert report.ok
    assert report.rows == (
        ("tenant", TENANT_ID),
        ("people of", "this tenant alone"),
        ("token", "given for 3599 s"),
        ("signing keys", "1 that may sign for Teams"),
        *TO_BE_SET,
    )


def test_a_bot_for_everybody_is_told_to_be_so(teams: StandIn) -> None:
    report = Teams().inspect(installed(teams, tenants="any"))

    assert ("people of", "any tenant") in report.rows
    assert ("token", "given for 3599 s") in report.rows


def test_a_bot_that_is_said_to_be_of_many_tenants_and_is_of_one_is_told_what_mends_it(teams: StandIn) -> None:
    with pytest.raises(MessengerError, match="app_type"):
        Teams().inspect(installed(teams, app_type="multi"))


@pytest.mark.parametrize(("app_type", "opens"), [("multi", True), ("single", False)])
def test_a_bot_of_many_tenants_writes_with_the_token_of_such_bots_alone(
    app_type: str, *, opens: bool
) -> None:
    with running(replace(LOCAL, app_type="multi")) as there:
        bot, chat = installed(there, app_type=app_type), there.does(text="Hi")[0]["chat"]

        told = nullcontext() if opens else pytest.raises(MessengerError, match="401")
        with told:
            Teams().send_test(bot, to=chat, text="A test")

        assert [shown["text"] for shown in there.shown(chat)].count("A test") == opens


def test_a_test_is_seen_by_whom_it_is_for(teams: StandIn) -> None:
    chat = teams.does(text="Hi")[0]["chat"]

    report = Teams().send_test(installed(teams), to=chat, text="A test")

    assert (report.title, report.rows) == (
        f"teams wrote to {chat}",
        (("answer", "Microsoft Teams took one message"),),
    )
    assert teams.shown(chat)[-1]["text"] == "A test"


def test_a_test_that_reaches_nobody_says_why(teams: StandIn) -> None:
    with pytest.raises(MessengerError, match="404 ConversationNotFound"):
        Teams().send_test(installed(teams), to="a:nowhere", text="A test")


@pytest.mark.parametrize("to", ["", "Ada", "a:", "a:x y/../z"])
def test_a_test_for_what_is_no_conversation_is_not_sent(to: str, teams: StandIn) -> None:
    with pytest.raises(NotInstalledError, match="name a conversation by its id"):
        Teams().send_test(installed(teams), to=to, text="A test")


def test_the_package_of_the_app_is_whole(teams: StandIn) -> None:
    files = Teams().manifest(installed(teams))
    packed = files["teams.zip"]
    assert isinstance(packed, bytes)

    with zipfile.ZipFile(BytesIO(packed)) as package:
        inside = {name: package.read(name) for name in package.namelist()}

    assert inside == {
        name: content.encode() if isinstance(content, str) else content
        for name, content in files.items()
        if name != "teams.zip"
    }
    assert Teams().manifest(installed(teams)) == files


def test_the_manifest_names_the_bot_and_its_commands(teams: StandIn) -> None:
    manifest = json.loads(Teams().manifest(installed(teams))["manifest.json"])
    [bot] = manifest["bots"]

    assert (manifest["id"], bot["botId"]) == (APP_ID, APP_ID)
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert manifest["supportsChannelFeatures"] == "tier1"
    assert bot["commandLists"] == [
        {
            "scopes": ["personal", "team", "groupChat"],
            "commands": [
                {"title": "Hello", "description": "Begin a conversation"},
                {"title": "Help", "description": "What you can ask for"},
            ],
        }
    ]
    assert {manifest["developer"][name][:20] for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")} == {
        "https://chat.example"
    }


def test_no_member_of_the_manifest_is_longer_than_teams_takes(teams: StandIn) -> None:
    bot = installed(teams)
    long = replace(
        bot.configured,
        bot=BotId("b" * 200),
        commands={"en-US": {f"c{n}": "w" * (n * 10) for n in range(1, 15)}},
    )

    manifest = json.loads(Teams().manifest(replace(bot, configured=long))["manifest.json"])

    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    assert len(commands) == 10
    assert max(len(each["title"]) for each in commands) <= 32
    assert max(len(each["description"]) for each in commands) <= 128
    assert (len(manifest["name"]["short"]), len(manifest["name"]["full"])) == (30, 100)
    assert (len(manifest["developer"]["name"]), len(manifest["description"]["short"])) == (32, 80)


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_of_the_size_and_the_colours_that_teams_wants(
    teams: StandIn, name: str, size: int
) -> None:
    width, height, pixels = _read_png(Teams().manifest(installed(teams))[name])

    assert (width, height) == (size, size)
    if name == "outline.png":
        assert {pixel[:3] for pixel in pixels} == {(255, 255, 255)}
        assert {0, 255} <= {pixel[3] for pixel in pixels}
    else:
        assert {pixel[3] for pixel in pixels} == {255}
        assert len({pixel[:3] for pixel in pixels}) > 1


def _read_png(content: object) -> tuple[int, int, list[tuple[int, ...]]]:
    assert isinstance(content, bytes)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        chunks[kind] = content[at + 8 : at + 8 + length]
        [checked] = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert checked == zlib.crc32(kind + chunks[kind])
        at += 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    raw, row = zlib.decompress(chunks[b"IDAT"]), 1 + width * 4
    rows = [raw[start + 1 : start + row] for start in range(0, len(raw), row)]
    return width, height, [tuple(each[x : x + 4]) for each in rows for x in range(0, len(each), 4)]
