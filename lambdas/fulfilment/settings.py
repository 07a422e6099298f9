"""What the fulfilment Lambda is told by its environment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """bookings_url: the booking service, empty where the table is it; bookings_token_arn as that.

    bookings_timeout_s: for how many seconds a booking there may be tried.
    weather_url: where forecasts are, empty where the stage has none. weather_places_url: where places are.
    weather_timeout_s: for how many seconds both may be asked.
    result_s: for how many seconds a repeat gets what came of the first call.
    tokens_table: where accounts are. tokens_key_arn: the KMS key that their tokens are encrypted with.
    link_function: who signs people in. All three are empty where nobody can sign in.
    webhook_secret_arn: what Dialogflow shows when it calls, empty where no bot is served by it.
    """

    bookings_table: str
    bookings_url: str
    bookings_token_arn: str
    bookings_timeout_s: int
    weather_url: str
    weather_places_url: str
    weather_timeout_s: int
    envelope_key_arn: str
    tokens_table: str
    tokens_key_arn: str
    link_function: str
    result_s: int
    webhook_secret_arn: str
