"""What urllib3 hands back, as much of it as adapters look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer; closed: grows when its line is let go."""

    status: int
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    closed: list[bool] = field(default_factory=list)

    def close(self) -> None:
        """See ``urllib3.BaseHTTPResponse``."""
        self.closed.append(True)
