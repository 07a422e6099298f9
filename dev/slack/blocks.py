"""Whether Slack would take the blocks of a message.

Source: https://docs.slack.dev/reference/methods/chat.postMessage#errors (``invalid_blocks``,
``msg_blocks_too_long``); the largest message is documented nowhere, see
https://github.com/slackapi/bolt-js/issues/2509
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from dev.slack.block_schema import BLOCKS
from dev.slack.errors import refused

LARGEST = 13_000
VALIDATOR = Draft202012Validator(BLOCKS)


def check_blocks(blocks: object) -> None:
    """Raise ``CallRefused`` for blocks that a documented rule is against."""
    problems = [f"{each.message} [json-pointer:/blocks{_pointer(each.path)}]" for each in _problems(blocks)]
    if problems:
        raise refused("invalid_blocks", problems)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > LARGEST:
        raise refused("msg_blocks_too_long")
    for name, of in (("action_id", "action"), ("block_id", "block")):
        ids = [each[name] for each in objects(blocks) if name in each]
        if len(ids) != len(set(ids)):
            raise refused("invalid_blocks", [f"`{name}` already exists for another {of}"])


def objects(given: object) -> Iterator[Mapping[str, Any]]:
    """Every JSON object within, the outer ones first."""
    if isinstance(given, dict):
        yield given
        for each in given.values():
            yield from objects(each)
    elif isinstance(given, list):
        for each in given:
            yield from objects(each)


def _problems(blocks: object) -> Sequence[Any]:
    return sorted(VALIDATOR.iter_errors(blocks), key=lambda error: list(map(str, error.path)))


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{step}" for step in path)
