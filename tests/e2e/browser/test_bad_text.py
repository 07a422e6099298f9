"""Whatever a text carries, it is shown as text: nothing in it runs, loads or leads anywhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import expect

from tests.e2e.browser.chat import OPENING, Chat
from tests.e2e.browser.conftest import OpenChat
from tests.e2e.browser.kept import kept
from tests.local_platform import LocalPlatform

SCRIPT = "window.ran = true"
HOSTILE = (
    f'<img src=x onerror="{SCRIPT}"><script>{SCRIPT}</script><svg onload="{SCRIPT}"></svg>'
    f"[a link](javascript:{SCRIPT}) **bold** <b>bold</b>"
    f"<iframe srcdoc='<script>parent.{SCRIPT}</script>'></iframe>"
)
ELSEWHERE = "https://elsewhere.example/picture.png"
FOREIGN_SCRIPT = "https://elsewhere.example/script.js"
PARTS: Sequence[Mapping[str, Any]] = [
    {"kind": "text", "text": HOSTILE},
    {"kind": "card", "title": HOSTILE, "subtitle": HOSTILE, "image": ELSEWHERE,
     "buttons": [{"label": HOSTILE, "value": HOSTILE}]},
    {"kind": "image", "url": ELSEWHERE, "alt": HOSTILE},
    {"kind": "audio", "url": ELSEWHERE, "name": HOSTILE},
    {"kind": "image", "url": f"javascript:{SCRIPT}", "alt": HOSTILE},
    {"kind": "file", "url": f"javascript:{SCRIPT}", "name": HOSTILE},
    {"kind": "login", "url": f"javascript:{SCRIPT}", "text": HOSTILE},
    {"kind": "location", "latitude": 0, "longitude": 0, "name": HOSTILE},
    {"kind": "choices", "choices": [{"label": HOSTILE, "value": HOSTILE}]},
]  # fmt: skip
# How Chromium tells what a page's policy stopped.
STOPPED = (
    "Executing inline script violates",
    "Executing inline event handler violates",
    "Loading the script 'https://elsewhere.example/",
    "Connecting to 'https://elsewhere.example/",
    "Fetch API cannot load https://elsewhere.example/",
)
ALIVE = "img[src=x], script:not([src]), svg[onload], iframe, a[href^='javascript:'], main b, main strong"


def is_harmless(chat: Chat) -> None:
    assert chat.page.evaluate("window.ran") is None
    expect(chat.page.locator(ALIVE)).to_have_count(0)


def test_nothing_in_what_a_bot_says_runs(a_chat: OpenChat, platform: LocalPlatform) -> None:
    chat = a_chat().open()
    chat.say(OPENING)
    expect(chat.bubbles).to_have_count(2)
    with kept(platform, chat) as lines:
        lines.let_the_bot_have_said(PARTS)

    chat.page.reload()

    expect(chat.bubbles).to_have_count(1 + len(PARTS) - 1)
    expect(chat.bubbles.nth(1)).to_have_text(HOSTILE)
    expect(chat.choices).to_have_text([HOSTILE])
    is_harmless(chat)
    chat.choices.first.click()
    expect(chat.bubbles.nth(len(PARTS))).to_have_text(HOSTILE)
    is_harmless(chat)


def test_nothing_in_what_a_person_says_runs(a_chat: OpenChat) -> None:
    chat = a_chat().open()

    chat.say(HOSTILE)

    expect(chat.bubbles).to_have_count(2)
    expect(chat.bubbles.first).to_have_text(HOSTILE)
    chat.page.reload()
    expect(chat.bubbles.first).to_have_text(HOSTILE)
    is_harmless(chat)


def test_a_script_that_got_into_the_page_all_the_same_is_stopped_by_the_page_s_policy(
    a_chat: OpenChat,
) -> None:
    chat = a_chat().open()
    chat.watch.excused += STOPPED

    chat.page.evaluate(
        """async ([script, foreignScript]) => {
          const inline = document.createElement("script");
          inline.textContent = script;
          const foreign = document.createElement("script");
          foreign.src = foreignScript;
          const handler = document.createElement("div");
          handler.setAttribute("onclick", script);
          document.body.append(inline, foreign, handler);
          handler.click();
          await fetch("https://elsewhere.example/").catch(() => {});
        }""",
        [SCRIPT, FOREIGN_SCRIPT],
    )

    assert chat.page.evaluate("window.ran") is None
    assert chat.watch.strayed == [FOREIGN_SCRIPT]
    chat.watch.strayed.clear()
    for each in STOPPED:
        assert any(complaint.startswith(each) for complaint in chat.watch.complaints)
