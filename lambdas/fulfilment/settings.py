"""What the fulfilment Lambda is told by its environment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """result_s: for how many seconds a repeat gets what came of the first call."""

    bookings_table: str
    envelope_key_arn: str
    result_s: int
