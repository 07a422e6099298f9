"""What a messenger tells that is nothing for the bot."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """What gives no turn, and why; kind: such as ``message:is_echo``, for operators to count."""

    kind: str


def by_kind(found: Iterable[object]) -> Mapping[str, int]:
    """How many of what was found are ignored, a kind each, in the order they came."""
    return Counter(each.kind for each in found if isinstance(each, Ignored))
