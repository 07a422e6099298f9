"""What urllib3 hands back, as much of it as adapters look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that has been read."""

    status: int
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
