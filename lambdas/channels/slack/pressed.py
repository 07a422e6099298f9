"""The message with a pressed button, remembered while its turn is answered, and marked with what was pressed.

Where one person reads it the buttons go, since they are used up; where others do, theirs stay.
Source: https://docs.slack.dev/reference/methods/chat.update
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.channels.slack.buttons import is_choice, plain
from lambdas.domain.ids import ConnectionId

LARGEST: Final = 6000
"""Characters: what travels with the turn. A message that is larger stays as it is."""

MOST_BLOCKS: Final = 50
ADDED: Final = frozenset(
    {"block_id", "fallback", "image_bytes", "image_height", "image_width", "is_animated"}
)
"""Members that come with a block and are not written with it."""

TICK: Final = "✓"

Block = Mapping[str, Any]


def remembered(message: Mapping[str, Any], *, ts: str) -> ConnectionId | None:
    """The message as one text; None where it has no blocks, or too many to take along."""
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return None
    told = json.dumps({"ts": ts, "blocks": _as_we_wrote(blocks)}, ensure_ascii=False, separators=(",", ":"))
    return ConnectionId(told) if len(told) <= LARGEST else None


def marked(press: ConnectionId, *, label: str, person: str, private: bool) -> Mapping[str, Any]:
    """What ``chat.update`` makes of a remembered message, but for its channel; empty where it is full.

    person: who pressed, to be named where others read.
    """
    message = json.loads(press)
    blocks = [block for block in message["blocks"] if not (private and _is_choices(block))]
    if len(blocks) >= MOST_BLOCKS:
        return {}
    tick = plain(f"{TICK} {label}")
    named: Sequence[Block] = () if private else ({"type": "mrkdwn", "text": f"<@{person}>"},)
    context = {"type": "context", "elements": [*named, tick]}
    return {"ts": message["ts"], "text": tick["text"], "mrkdwn": False, "blocks": [*blocks, context]}


def _as_we_wrote(given: Any) -> Any:  # noqa: ANN401 — JSON
    """Blocks without what Slack adds to them, and does not take back."""
    if isinstance(given, list):
        return [_as_we_wrote(each) for each in given]
    if isinstance(given, dict):
        return {name: _as_we_wrote(value) for name, value in given.items() if name not in ADDED}
    return given


def _is_choices(block: Block) -> bool:
    elements = block.get("elements") or ()
    return block.get("type") == "actions" and all(is_choice(each.get("action_id", "")) for each in elements)
