"""How long a text is, as different messengers count."""

from typing import Final

GSM_7_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_EXTENSION: Final = frozenset("\f^{}\\[~]|€")
GSM_7: Final = GSM_7_BASIC | GSM_7_EXTENSION
"""The alphabet of text messages, and what takes an escape besides. Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1
https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/16.00.00_60/ts_123038v160000p.pdf
"""

SEPTETS_ALONE, SEPTETS_JOINED = 160, 153
UCS_2_ALONE, UCS_2_JOINED = 70, 67
"""How much one message of 140 bytes holds, and each of several, whose header takes 6 bytes.

Source: 3GPP TS 23.040, 9.2.3.24.1 https://www.twilio.com/docs/glossary/what-sms-character-limit
"""


def code_points(text: str) -> int:
    """The length in code points."""
    return len(text)


def utf16_units(text: str) -> int:
    """The length in units of UTF-16: what JavaScript and Telegram count."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """The length in bytes of UTF-8."""
    return len(text.encode(errors="surrogatepass"))


def is_gsm_7(text: str) -> bool:
    """Whether the whole text can be sent in the alphabet of text messages; else all of it goes as UCS-2."""
    return GSM_7.issuperset(text)


def sms_segments(text: str) -> int:
    """How many messages a text goes out as; none parts an escape from its character, or an emoji."""
    if is_gsm_7(text):
        return _packed([_septets(character) for character in text], SEPTETS_ALONE, SEPTETS_JOINED)
    return _packed([utf16_units(character) for character in text], UCS_2_ALONE, UCS_2_JOINED)


def _septets(character: str) -> int:
    return 2 if character in GSM_7_EXTENSION else 1


def _packed(sizes: list[int], alone: int, joined: int) -> int:
    if sum(sizes) <= alone:
        return 1
    segments, room = 1, joined
    for size in sizes:
        if size > room:
            segments, room = segments + 1, joined
        room -= size
    return segments
