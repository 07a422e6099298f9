"""Builds the way out to Twilio."""

from collections.abc import Callable
from typing import Final

from urllib3 import PoolManager

from lambdas.channels.sms.api import TwilioApi
from lambdas.channels.sms.outbound import SmsMessenger
from lambdas.domain.installation import Installation

API: Final = "https://api.twilio.com"


def sms_messenger(
    installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
) -> SmsMessenger:
    """The way out of one number; endpoint: of a stand-in for Twilio's API."""
    account_sid = installation.account["account_sid"]
    api = TwilioApi(endpoint=endpoint or API, account_sid=account_sid, token=token, http=http)
    return SmsMessenger(installation=installation, api=api)
