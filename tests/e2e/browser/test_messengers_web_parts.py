"""Every part that a bot can say is shown by the web chat's phone among the messengers."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.browser.axe import violations_in_every_medium
from tests.e2e.browser.phones import WEB, endings, phone, screen, there

ROOM = {
    "title": "Room 1",
    "subtitle": "with a view",
    "image": "/parley.svg",
    "buttons": [{"label": "Take it", "value": "1"}],
}
PARTS: Sequence[Mapping[str, Any]] = [
    {"kind": "text", "text": "<b>Look</b>:"},
    {"kind": "card", **ROOM},
    {"kind": "carousel", "cards": [ROOM, ROOM]},
    {"kind": "image", "url": "/parley.svg", "alt": "A bird"},
    {"kind": "image", "url": "https://elsewhere.example/a.png", "alt": "A map"},
    {"kind": "audio", "url": "https://elsewhere.example/a.mp3", "name": "A song"},
    {"kind": "file", "url": "https://elsewhere.example/b.pdf", "name": "The bill"},
    {"kind": "location", "latitude": 51.5, "longitude": -0.1, "name": "London"},
    {"kind": "login", "text": "Who are you?", "label": "Sign in", "url": "https://elsewhere.example/link"},
    {"kind": "hologram"},
    {"kind": "choices", "choices": [{"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}]},
]


def test_every_part_of_a_line_is_shown(side_by_side: Page) -> None:
    said: list[dict[str, Any]] = []

    def platform(socket: WebSocketRoute) -> None:
        line = {"seq": 1, "who": "bot", "at": "2026-11-22T01:30:00.000Z", "parts": PARTS}

        def answer(text: str | bytes) -> None:
            frame = json.loads(text)
            said.append(frame)
            if frame["type"] == "resume":
                socket.send(json.dumps({"type": "lines", "lines": [line], "more": False}))
            if frame["type"] == "choice":
                kept = {**line, "seq": 2, "who": "person", "id": frame["id"], "text": "••••"}
                socket.send(json.dumps({"type": "lines", "lines": [kept], "more": False}))

        socket.on_message(answer)

    side_by_side.route_web_socket("**/ws", platform)
    side_by_side.reload()
    web = phone(there(side_by_side), WEB)

    expect(web.locator(".bot")).to_have_count(len(PARTS) - 1)
    expect(web.locator(".bot").first).to_contain_text("<b>Look</b>:")
    expect(web.get_by_role("list", name="Cards").get_by_role("listitem")).to_have_count(2)
    expect(web.get_by_role("img", name="A bird")).to_be_visible()
    for name in ("A map", "A song", "The bill"):
        expect(web.get_by_role("link", name=name)).to_have_attribute("rel", "noopener noreferrer")
    expect(screen(web)).to_contain_text("London (51.5, -0.1)")
    expect(web.get_by_role("button", name="Sign in ↗")).to_be_visible()
    expect(screen(web)).to_contain_text("cannot show a part of kind “hologram”")
    assert violations_in_every_medium(side_by_side) == []

    web.get_by_role("button", name="Yes").click()

    # What the platform keeps of it stands there in the end, such as nothing of a code.
    expect(web.locator(".own")).to_have_text(endings(["••••"]))
    choices = [(frame["text"], frame["value"]) for frame in said if frame["type"] == "choice"]
    assert choices == [("Yes", "y")]
