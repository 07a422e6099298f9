"""Used tickets in memory."""

from datetime import datetime

from lambdas.domain.errors import Refused
from tests.fakes.faults import Faults


class MemoryTickets:
    """The tickets that were spent, and when each would have expired."""

    def __init__(self) -> None:
        self.spent: dict[str, datetime] = {}
        self.faults = Faults()

    def spend(self, ticket: str, *, expires: datetime) -> None:
        """See ``Tickets``."""
        with self.faults.at("spend"):
            if ticket in self.spent:
                raise Refused("ticket already used", code="used")
            self.spent[ticket] = expires
