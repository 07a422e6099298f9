"""What a text message says, or holds instead of words.

Source: https://www.twilio.com/docs/messaging/guides/webhook-request
"""

from collections.abc import Mapping
from typing import Final

from lambdas.channels.sms.form import Form, value
from lambdas.domain.errors import Refused
from lambdas.domain.heard import said, thing
from lambdas.domain.installation import Installation
from lambdas.domain.turn import Content, Left, What

KINDS: Final[Mapping[str, What]] = {
    "audio/amr": What.VOICE,
    "audio/amr-nb": What.VOICE,
    "text/vcard": What.CONTACT,
    "text/x-vcard": What.CONTACT,
    "text/directory": What.CONTACT,
    "text/x-vlocation": What.LOCATION,
}
FAMILIES: Final[Mapping[str, What]] = {"image": What.PHOTO, "video": What.VIDEO, "audio": What.AUDIO}
"""What phones attach, by media type. Source: https://www.twilio.com/docs/messaging/guides/accepted-mime-types"""

STOP: Final = "STOP"
"""How Twilio tells that a person opted out, whatever the words were; without it nobody tells.

Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
"""

MOST_DIGITS: Final = 3


def content_of(form: Form, *, locale: str, installation: Installation) -> Content:
    """What the message says; words that come with a picture are what is said.

    Raises ``Refused`` where a number is none.
    """
    if value(form, "OptOutType") == STOP:
        return Left()
    words = value(form, "Body")
    if not words.strip():
        if _media(form):
            return _medium(value(form, "MediaContentType0"))
        if "Latitude" in form:
            return thing(What.LOCATION, value(form, "Label") or value(form, "Address"))
    return said(words, locale=locale, installation=installation)


def _media(form: Form) -> int:
    given = value(form, "NumMedia", "0")
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS):
        raise Refused("no number of media", code="unreadable")
    return int(given)


def _medium(media_type: str) -> Content:
    """The first thing; Twilio tells no file's name, so a file is called by its type."""
    bare = media_type.partition(";")[0].strip().lower()
    what = KINDS.get(bare) or FAMILIES.get(bare.partition("/")[0]) or What.FILE
    return thing(what, bare if what is What.FILE else "")
