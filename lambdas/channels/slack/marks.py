"""A message with a pressed button, marked with what was pressed.

Where one person reads it the buttons go, since they are used up; where others do, theirs stay.
Source: https://docs.slack.dev/reference/methods/chat.update
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.channels.slack.buttons import is_choice, plain
from lambdas.channels.slack.markup import escaped
from lambdas.domain.ids import ConnectionId

MOST_BLOCKS: Final = 50
TICK: Final = "✓"

Block = Mapping[str, Any]


def marked(press: ConnectionId, *, label: str, person: str, private: bool) -> Mapping[str, Any]:
    """What ``chat.update`` makes of a remembered message, but for its channel; empty where it is full.

    person: who pressed, to be named where others read.
    """
    message = json.loads(press)
    blocks = [block for block in message["blocks"] if not (private and _is_choices(block))]
    if len(blocks) >= MOST_BLOCKS:
        return {}
    picked = f"{TICK} {label}"
    named: Sequence[Block] = () if private else ({"type": "mrkdwn", "text": f"<@{person}>"},)
    context = {"type": "context", "elements": [*named, plain(picked)]}
    return {"ts": message["ts"], "text": escaped(picked), "blocks": [*blocks, context]}


def _is_choices(block: Block) -> bool:
    elements = block.get("elements") or ()
    return block.get("type") == "actions" and all(is_choice(each.get("action_id", "")) for each in elements)
