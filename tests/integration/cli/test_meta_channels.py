"""`parley channel` on Facebook pages and WhatsApp numbers, with the stand-in for the Graph API."""

from collections.abc import Iterator, Mapping

import pytest

from cli.channels.graph import Account
from cli.channels.messenger import Messenger
from cli.channels.port import Channel, MessengerError, Options
from cli.channels.whatsapp import WhatsApp
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from dev.meta.account import APP_ID, APP_SECRET, PAGE_ID, PAGE_TOKEN, PHONE_NUMBER_ID, SYSTEM_TOKEN, WABA_ID
from lambdas.channels.messenger.inbound import MessengerInbound
from lambdas.channels.whatsapp.inbound import WhatsAppInbound
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Inbound
from lambdas.kit.meta_webhook import verify_token
from tests.fakes.clock import SetClock
from tests.installed import on_production, with_secrets
from tests.integration.meta.running import Meta, running
from tests.meta_calls import a_number, a_page

PAGE = a_page(account={"app_id": APP_ID, "page_id": PAGE_ID})
NUMBER = a_number(account={"app_id": APP_ID, "phone_number_id": PHONE_NUMBER_ID, "waba_id": WABA_ID})
CHANNELS: Mapping[str, tuple[Channel, Installation, str]] = {
    "messenger": (Messenger(), PAGE, PAGE_TOKEN),
    "whatsapp": (WhatsApp(), NUMBER, SYSTEM_TOKEN),
}


def inbound_of(channel: str) -> Inbound:
    keys = (APP_SECRET.encode(),)
    if channel == "messenger":
        return MessengerInbound(installation=PAGE, keys=lambda: keys, clock=SetClock())
    return WhatsAppInbound(installation=NUMBER, keys=lambda: keys, clock=SetClock())


@pytest.fixture(params=list(CHANNELS))
def meta(request: pytest.FixtureRequest) -> Iterator[Meta]:
    with running(request.param, inbound_of(request.param)) as there:
        yield there


def installed(meta: Meta, *, token: str | None = None, proof: str = APP_SECRET) -> Installed:
    _, configured, right = CHANNELS[meta.channel]
    return on_production(
        configured,
        secrets=with_secrets(token=right if token is None else token, proof=proof),
        webhook_url=meta.hook_url,
        endpoint=meta.url,
    )


def test_meta_sends_to_us_once_it_is_registered(meta: Meta) -> None:
    channel, _, token = CHANNELS[meta.channel]
    there = installed(meta, token="")

    report = channel.register(there, Options(new_token=token))

    changed = {change.what: (change.before, change.after) for change in report.changes}
    assert report.ok
    assert changed["webhook"] == ("none", meta.hook_url)
    assert changed["app"] == ("does not hear of the account", "hears of the account")
    assert changed["commands"] == ("none", "/start, /help")
    assert ("token", "stored") in report.rows
    assert there.secrets.token() == token
    meta.says(text="hi")
    assert len(meta.brought) == 1


def test_to_register_again_changes_nothing(meta: Meta) -> None:
    channel = CHANNELS[meta.channel][0]
    channel.register(installed(meta), Options())

    report = channel.register(installed(meta), Options())

    assert report.changes == []
    assert report.rows == (("unchanged", f"messages go to {meta.hook_url}"),)


def test_a_change_that_is_not_made_is_no_success(meta: Meta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Account, "subscribe", lambda _self, **_asked: None)

    report = CHANNELS[meta.channel][0].register(installed(meta), Options())

    assert not report.ok
    assert report.rows == (("not taken", f"messages go to none, not to {meta.hook_url}"),)


def test_an_account_that_the_app_does_not_hear_of_is_no_success(
    meta: Meta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Account, "join", lambda _self, _fields: None)

    report = CHANNELS[meta.channel][0].register(installed(meta), Options())

    assert not report.ok


def test_how_it_stands_is_told(meta: Meta) -> None:
    channel = CHANNELS[meta.channel][0]

    before = channel.inspect(installed(meta))
    channel.register(installed(meta), Options())
    after = channel.inspect(installed(meta))

    assert (before.ok, dict(before.rows)["webhook"]) == (False, "none (not ours)")
    assert dict(before.rows)["ours would be"] == meta.hook_url
    assert (after.ok, dict(after.rows)["webhook"]) == (True, f"{meta.hook_url} (ours)")
    assert dict(after.rows)["first questions"] == "Help"


def test_a_url_that_is_not_ours_is_not_taken(meta: Meta) -> None:
    channel = CHANNELS[meta.channel][0]
    meta.statuses += [403]

    with pytest.raises(MessengerError, match="Callback verification failed"):
        channel.register(installed(meta), Options())


@pytest.mark.parametrize(
    ("token", "proof", "told"),
    [("", APP_SECRET, "give it with --token-from-stdin"), (None, "", "give it with --secret-from-stdin")],
)
def test_without_a_secret_nothing_is_asked(meta: Meta, token: str | None, proof: str, told: str) -> None:
    channel = CHANNELS[meta.channel][0]

    with pytest.raises(NotInstalledError, match=told):
        channel.register(installed(meta, token=token, proof=proof), Options())


@pytest.mark.parametrize(("token", "proof"), [("EAAwrong", APP_SECRET), (None, "f" * 32)])
def test_a_wrong_secret_is_told_and_never_shown(meta: Meta, token: str | None, proof: str) -> None:
    channel = CHANNELS[meta.channel][0]

    with pytest.raises(MessengerError) as refusal:
        channel.register(installed(meta, token=token, proof=proof), Options())

    assert "Invalid OAuth access token" in str(refusal.value)
    assert all(secret not in str(refusal.value) for secret in ("EAAwrong", "f" * 32, APP_SECRET))


def test_a_text_reaches_somebody_who_wrote(meta: Meta) -> None:
    channel = CHANNELS[meta.channel][0]
    meta.knows_us()
    chat = meta.says(text="hi")["chat"]

    report = channel.send_test(installed(meta), to=chat, text="Hello")

    assert report.title == f"{meta.channel} wrote to {chat}"
    assert [shown["text"] for shown in meta.shown(chat)] == ["Hello"]


def test_a_text_to_nobody_is_told(meta: Meta) -> None:
    channel = CHANNELS[meta.channel][0]

    with pytest.raises(NotInstalledError):
        channel.send_test(installed(meta), to="Ada", text="Hello")
    with pytest.raises(MessengerError):
        channel.send_test(installed(meta), to="99999", text="Hello")


def test_there_is_no_app_to_make_from_a_file(meta: Meta) -> None:
    assert CHANNELS[meta.channel][0].manifest(installed(meta)) == {}


@pytest.mark.parametrize(
    ("path", "token", "change"),
    [
        (f"{PAGE_ID}/subscribed_apps", PAGE_TOKEN, {"subscribed_fields": "messages,messaging_referrals"}),
        (
            f"{APP_ID}/subscriptions",
            f"{APP_ID}|{APP_SECRET}",
            {"object": "page", "fields": "messages,messaging_referrals"},
        ),
    ],
    ids=["of the page", "of the app"],
)
def test_what_a_page_does_not_tell_is_said_and_mended(
    path: str, token: str, change: Mapping[str, str]
) -> None:
    with running("messenger", inbound_of("messenger")) as meta:
        there = installed(meta)
        Messenger().register(there, Options())
        at = {"callback_url": meta.hook_url, "verify_token": verify_token(APP_SECRET.encode(), there.name)}
        meta.post(f"v25.0/{path}", access_token=token, **at, **change)

        found = Messenger().inspect(there)
        Messenger().register(there, Options())

        told = "messaging_postbacks: to register again mends that"
        assert (found.ok, dict(found.rows)["missing"]) == (False, told)
        assert Messenger().inspect(there).ok


ELSEWHERE: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "the number": (
        PHONE_NUMBER_ID,
        {"webhook_configuration": {"override_callback_uri": "https://else.example"}},
    ),
    "the account": (f"{WABA_ID}/subscribed_apps", {"override_callback_uri": "https://else.example"}),
}


@pytest.mark.parametrize("whose", ELSEWHERE)
def test_an_address_that_counts_before_the_app_s_is_told_and_taken_off(whose: str) -> None:
    path, change = ELSEWHERE[whose]
    with running("whatsapp", inbound_of("whatsapp")) as meta:
        there = installed(meta)
        WhatsApp().register(there, Options())
        meta.post(f"v25.0/{path}", access_token=SYSTEM_TOKEN, **change)

        found = WhatsApp().inspect(there)
        report = WhatsApp().register(there, Options())

        assert (found.ok, dict(found.rows)["webhook"]) == (False, "https://else.example (not ours)")
        (change_of_it,) = report.changes
        assert (change_of_it.before, change_of_it.after, report.ok) == (
            "https://else.example",
            meta.hook_url,
            True,
        )
