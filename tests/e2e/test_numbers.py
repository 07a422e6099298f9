"""Whoever writes by telephone: no log holds the number, in whichever shape."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

import pytest

from tests.e2e.on_messenger import OnMessenger
from tests.e2e.traces import leaks, log_lines
from tests.local_platform import LocalPlatform


def of_whatsapp(body: Mapping[str, Any]) -> str:
    """The number in a call of WhatsApp's."""
    return str(body["entry"][0]["changes"][0]["value"]["contacts"][0]["wa_id"])


def of_sms(body: str) -> str:
    """The number in a call of Twilio's, without its plus."""
    return parse_qs(body)["From"][0].removeprefix("+")


CHANNELS: Final[Mapping[str, Callable[[Any], str]]] = {"whatsapp": of_whatsapp, "sms": of_sms}


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_number_of_whoever_writes_stands_in_no_log(platform: LocalPlatform, channel: str) -> None:
    ada = OnMessenger(platform, channel)
    (delivery, *_) = ada.does(text="Book a room in London")["deliveries"]
    ada.hears("On which day")
    ada.does(text="a very odd thing")
    ada.hears("On which day")
    number = CHANNELS[channel](ada.delivery(delivery)["body"])

    lines = list(log_lines(platform))

    assert any("turn settled" in line.text for line in lines)
    assert leaks(lines, {"number": number}) == set()
