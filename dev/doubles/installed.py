"""An installation of the stage as the process of its double is told of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """One installation. bot, account: what the stage file says of it there, which may be nothing.

    further: whether its channel has another one before it.
    """

    name: str
    channel: str
    bot: str = ""
    account: Mapping[str, str] = field(default_factory=dict)
    further: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """An installation from JSON; raises ``ValueError`` or ``TypeError``."""
        return cls(**json.loads(text))

    def written(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self))

    @property
    def seed(self) -> str:
        """What sets it apart where its account does not; nothing for the first of a channel."""
        return self.name if self.further else ""
