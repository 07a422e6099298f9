"""The stand-in for Slack behaves to Slack's own SDK as its reference says."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from dev.slack.account import BOT_TOKEN, BOT_USER
from tests.integration.slack.playing import said
from tests.integration.stand_in import StandIn


def sdk(slack: StandIn, *, token: str = BOT_TOKEN) -> WebClient:
    return WebClient(token=token, base_url=f"{slack.url}/api/", timeout=20)


def test_slack_s_own_sdk_posts_updates_and_tells_who_types(slack: StandIn) -> None:
    channel = said(slack, shared=True, text="hi").address.conversation.partition("/")[0]
    client = sdk(slack)

    assert client.auth_test()["user_id"] == BOT_USER
    posted = client.chat_postMessage(channel=channel, text="From &lt;Slack&gt;", thread_ts="1795000000.0001")
    client.assistant_threads_setStatus(channel_id=channel, thread_ts="1795000000.0001", status="is typing")
    updated = client.chat_update(channel=channel, ts=posted["ts"], text="Anew")

    assert (posted["message"]["text"], posted["message"]["thread_ts"]) == (
        "From &lt;Slack&gt;",
        "1795000000.0001",
    )
    assert (updated["text"], updated["message"]["text"]) == ("Anew", "Anew")
    assert [shown["text"] for shown in slack.shown(channel)] == ["Anew"]


def test_a_call_may_stand_in_its_url(slack: StandIn) -> None:
    channel = said(slack, text="hi").address.via
    asked = urlencode({"token": BOT_TOKEN, "channel": channel, "text": "By GET"})

    assert slack.get(f"api/chat.postMessage?{asked}")["ok"]
    assert [shown["text"] for shown in slack.shown(channel)] == ["By GET"]


@pytest.mark.parametrize("written", ["json", "data"])
def test_blocks_may_be_json_within_a_text_as_slack_s_sdks_write_them(slack: StandIn, written: str) -> None:
    channel = said(slack, text="hi").address.via
    blocks = json.dumps([{"type": "section", "text": {"type": "mrkdwn", "text": "Which room?"}}])

    call: dict[str, Any] = {written: {"channel": channel, "text": "x", "blocks": blocks}}
    sdk(slack).api_call("chat.postMessage", **call)

    assert [shown["text"] for shown in slack.shown(channel)] == ["Which room?"]


def test_a_text_that_holds_no_json_is_no_blocks(slack: StandIn) -> None:
    channel = said(slack, text="hi").address.via

    with pytest.raises(SlackApiError) as refusal:
        sdk(slack).api_call("chat.postMessage", data={"channel": channel, "text": "x", "blocks": "[{"})

    assert refusal.value.response["error"] == "invalid_blocks"


A_CARD = {"type": "card", "title": {"type": "mrkdwn", "text": "x"}}
A_PICTURE = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "x"}
A_BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}


def rich(words: Mapping[str, Any]) -> dict[str, Any]:
    """A block of these words alone."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


@pytest.mark.parametrize(
    ("blocks", "pointer"),
    [
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "/blocks/0/text/text"),
        ([{"type": "actions", "elements": []}], "/blocks/0/elements"),
        ([{"type": "image", "image_url": "https://x.example/a.png"}], "/blocks/0"),
        ([{"type": "card", "subtitle": {"type": "plain_text", "text": "x"}}], "/blocks/0"),
        ([{"type": "unheard_of"}], "/blocks/0/type"),
        ([{"type": "carousel", "elements": [A_CARD | {"type": "section"}]}], "/blocks/0/elements/0/type"),
        ([A_CARD | {"hero_image": A_PICTURE | {"type": "video"}}], "/blocks/0/hero_image/type"),
        ([A_CARD | {"actions": [A_BUTTON | {"value": ""}]}], "/blocks/0/actions/0/value"),
        ([A_CARD | {"actions": [A_BUTTON | {"action_id": ""}]}], "/blocks/0/actions/0/action_id"),
        ([rich({"type": "text", "text": "x", "style": "bold"})], "/blocks/0/elements/0/elements/0/style"),
        (
            [rich({"type": "text", "text": "x", "style": {"bold": "yes"}})],
            "/blocks/0/elements/0/elements/0/style/bold",
        ),
        ([{"type": "divider"}] * 51, "/blocks"),
    ],
)
def test_blocks_against_a_documented_rule_are_refused_in_slack_s_words(
    slack: StandIn, blocks: list[dict[str, Any]], pointer: str
) -> None:
    channel = said(slack, text="hi").address.via

    with pytest.raises(SlackApiError) as refusal:
        sdk(slack).chat_postMessage(channel=channel, text="x", blocks=blocks)

    assert refusal.value.response["error"] == "invalid_blocks"
    assert f"[json-pointer:{pointer}]" in str(refusal.value.response["response_metadata"]["messages"])


def test_a_section_may_have_fields_and_a_button_beside_it(slack: StandIn) -> None:
    channel = said(slack, text="hi").address.via
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    fields = [{"type": "plain_text", "text": word} for word in ("From", "To")]
    section = {"type": "section", "fields": fields, "accessory": button}

    sdk(slack).chat_postMessage(channel=channel, text="x", blocks=[section])

    (shown,) = slack.shown(channel)
    assert (shown["text"], shown["buttons"]) == ("From\nTo", [{"label": "Go"}])


def test_two_blocks_of_one_id_are_refused(slack: StandIn) -> None:
    channel = said(slack, text="hi").address.via
    blocks = [{"type": "divider", "block_id": "a"}] * 2

    with pytest.raises(SlackApiError, match="`block_id` already exists"):
        sdk(slack).chat_postMessage(channel=channel, text="x", blocks=blocks)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C404"}, "channel_not_found"),
        ({"thread_ts": "yesterday"}, "invalid_thread_ts"),
    ],
)
def test_slack_s_own_sdk_is_refused_as_documented(
    slack: StandIn, wrong: Mapping[str, Any], error: str
) -> None:
    asked = {"channel": said(slack, text="hi").address.via, "text": "hi", **wrong}

    with pytest.raises(SlackApiError) as refusal:
        sdk(slack).chat_postMessage(**asked)

    assert refusal.value.response["error"] == error


def test_nobody_without_the_token_is_let_in(slack: StandIn) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        sdk(slack, token="xoxb-wrong").auth_test()
