"""A number, a short code and a messaging service as Twilio shows them, with all their documented members.

Source: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource,
https://www.twilio.com/docs/messaging/api/short-code-resource,
https://www.twilio.com/docs/messaging/api/service-resource
"""

from typing import Any, Final

from dev.sms.account import Twilio

MADE: Final = "Thu, 01 Jan 2026 09:00:00 +0000"
SERVICE_MADE: Final = "2026-01-01T09:00:00Z"
SERVICES: Final = "https://messaging.twilio.com/v1/Services"
LINKS: Final = {
    "alpha_senders": "AlphaSenders",
    "channel_senders": "ChannelSenders",
    "destination_alpha_senders": "DestinationAlphaSenders",
    "messages": "Messages",
    "phone_numbers": "PhoneNumbers",
    "short_codes": "ShortCodes",
    "us_app_to_person": "Compliance/Usa2p",
    "us_app_to_person_usecases": "Compliance/Usa2p/Usecases",
}


def sender_of(account: Twilio) -> dict[str, Any]:
    """The account's number or short code, whichever it has; its messages go nowhere yet."""
    return {
        "sid": account.number_sid,
        "account_sid": account.sid,
        "api_version": "2010-04-01",
        "date_created": MADE,
        "date_updated": MADE,
        "friendly_name": account.number,
        "sms_fallback_method": "POST",
        "sms_fallback_url": "",
        "sms_method": "POST",
        "sms_url": "",
        "uri": f"/2010-04-01/Accounts/{account.sid}/{account.resource}/{account.number_sid}.json",
        **({"short_code": account.number} if account.is_short_code else _of_a_number(account)),
    }


def _of_a_number(account: Twilio) -> dict[str, Any]:
    """What a number has besides: an address, voice, and what may take its messages over."""
    return {
        "phone_number": account.number,
        "address_requirements": "none",
        "address_sid": None,
        "beta": False,
        "bundle_sid": None,
        "capabilities": {"sms": True, "mms": True, "voice": False, "fax": False},
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "identity_sid": None,
        "origin": "twilio",
        "sms_application_sid": None,
        "status": "in-use",
        "status_callback": "",
        "status_callback_method": "POST",
        "trunk_sid": None,
        "type": "local",
        "voice_application_sid": None,
        "voice_caller_id_lookup": False,
        "voice_fallback_method": "POST",
        "voice_fallback_url": "",
        "voice_method": "POST",
        "voice_receive_mode": "voice",
        "voice_url": "",
    }


def service_of(account: Twilio) -> dict[str, Any]:
    """The account's messaging service; its messages go nowhere yet."""
    url = f"{SERVICES}/{account.service_sid}"
    return {
        "sid": account.service_sid,
        "account_sid": account.sid,
        "area_code_geomatch": True,
        "date_created": SERVICE_MADE,
        "date_updated": SERVICE_MADE,
        "fallback_method": "POST",
        "fallback_to_long_code": True,
        "fallback_url": None,
        "friendly_name": "Parley",
        "inbound_method": "POST",
        "inbound_request_url": None,
        "links": {name: f"{url}/{path}" for name, path in LINKS.items()},
        "mms_converter": True,
        "scan_message_content": "inherit",
        "smart_encoding": False,
        "status_callback": None,
        "sticky_sender": True,
        "synchronous_validation": False,
        "url": url,
        "us_app_to_person_registered": False,
        "use_inbound_webhook_on_number": False,
        "usecase": "undeclared",
        "validity_period": 36000,
    }
