"""All that a platform has written anywhere, searched for what must not be there."""

import json
import os
import re
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from tests.e2e.pool_visitor import client
from tests.local_platform import LocalPlatform

TOKEN: Final = re.compile(r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}")
"""How every JWT begins, whoever's it is: two JSON objects."""

DEPLOYED: Final = ("cdk.out", "ministack-lambda-")
"""Beginnings of folders with what was deployed, and nothing that was written since."""

WITHIN_S: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One text, and where it was found: ``file``, ``log``, ``queue`` or ``row``, and which."""

    place: str
    text: str


def traces(platform: LocalPlatform) -> Iterator[Trace]:
    """Every file, every log line, every message in a queue and every row of a table."""
    yield from _files(platform)
    yield from log_lines(platform)
    yield from _messages(platform)
    yield from _rows(platform)


def log_lines(platform: LocalPlatform) -> Iterator[Trace]:
    """What every Lambda wrote."""
    logs = client(platform, "logs")
    groups = logs.get_paginator("describe_log_groups").paginate()
    for name in [group["logGroupName"] for page in groups for group in page["logGroups"]]:
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
            yield from (Trace(place=f"log {name}", text=event["message"]) for event in page["events"])


def leaks(found: Iterable[Trace], secrets: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which secret stands where, in whichever of its shapes; tokens of anybody are found by theirs."""
    shapes = [(name, shape) for name, secret in secrets.items() for shape in shapes_of(secret)]
    told: set[tuple[str, str]] = set()
    for trace in found:
        text = trace.text.lower()
        told |= {(name, trace.place) for name, shape in shapes if shape in text}
        if TOKEN.search(trace.text):
            told.add(("token", trace.place))
    return told


def shapes_of(secret: str) -> set[str]:
    """A secret as it may have been written, in small letters: plain, without hyphens, quoted, in base 64."""
    plain = {secret, secret.replace("-", ""), secret.replace("-", " "), quote(secret, safe="")}
    return {each.lower() for each in plain | {_in_base64(secret, before) for before in range(3)}}


def _in_base64(secret: str, before: int) -> str:
    """What is the same of it whatever stands around, with so many bytes before it."""
    whole = urlsafe_b64encode(b"\0" * before + secret.encode()).decode()
    bits = 8 * before
    return whole[-(-bits // 6) : (bits + 8 * len(secret.encode())) // 6]


def _files(platform: LocalPlatform) -> Iterator[Trace]:
    for folder, folders, files in os.walk(platform.state):
        # Folders of workers come and go meanwhile.
        folders[:] = [each for each in folders if not each.startswith(DEPLOYED)]
        for path in (Path(folder, each) for each in files if not each.startswith(DEPLOYED)):
            if path.is_file():
                place = f"file {path.relative_to(platform.state)}"
                yield Trace(place=place, text=path.read_text(errors="replace"))


def _messages(platform: LocalPlatform) -> Iterator[Trace]:
    """By the emulator's own list, which has those that are delayed or being worked on as well."""
    address = f"{platform.local['aws_endpoint']}/_ministack/sqs/messages"
    with urllib.request.urlopen(address, timeout=WITHIN_S) as answer:  # noqa: S310 — http on this machine
        told: dict[str, dict[str, dict[str, list[Any]]]] = json.load(answer)["messages"]
    queues = [queue for regions in told.values() for region in regions.values() for queue in region.items()]
    for queue, messages in queues:
        yield from (Trace(place=f"queue {queue}", text=json.dumps(message)) for message in messages)


def _rows(platform: LocalPlatform) -> Iterator[Trace]:
    tables = client(platform, "dynamodb")
    for name in tables.list_tables()["TableNames"]:
        for page in tables.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
            for row in page["Items"]:
                item = row.get("item", {}).get("S", "")
                kind = re.split(r"[#\d]", item)[0]
                yield Trace(place=f"row {_table(platform, name)} {kind}", text=json.dumps(row, default=repr))


def _table(platform: LocalPlatform, name: str) -> str:
    """A table's name in the stacks."""
    stacks: dict[str, str] = platform.local["stacks"]
    return next(each for each, found in stacks.items() if found == name)
