"""The message with a pressed button, remembered while its turn is answered.

Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.ids import ConnectionId

LARGEST: Final = 6000
"""Characters: what travels with the turn. A message that is larger stays as it is."""

ADDED: Final = frozenset(
    {"block_id", "fallback", "image_bytes", "image_height", "image_width", "is_animated"}
)
"""Members that come with a block and are not written with it."""


def remembered(message: Mapping[str, Any], *, ts: str) -> ConnectionId | None:
    """The message as one text; None where it has no blocks, or too many to take along."""
    blocks = message.get("blocks")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return None
    told = {"ts": ts, "blocks": _as_we_wrote(blocks)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return ConnectionId(text) if len(text) <= LARGEST else None


def _as_we_wrote(given: Any) -> Any:  # noqa: ANN401 — JSON
    """Blocks without what Slack adds to them, and does not take back."""
    if isinstance(given, list):
        return [_as_we_wrote(each) for each in given]
    if isinstance(given, dict):
        return {name: _as_we_wrote(value) for name, value in given.items() if name not in ADDED}
    return given
