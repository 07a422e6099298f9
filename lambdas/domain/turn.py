"""Deliveries and the turns they carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lambdas.domain.ids import ConnectionId, ConversationId, EventId, InstallationId, OwnerId, UserId


class Kind(StrEnum):
    """Where a turn came from; part of its key, so no door can forge another's."""

    CLIENT = "client"
    WEBHOOK = "webhook"
    INTERNAL = "internal"


class Notice(StrEnum):
    """What an internal turn tells a conversation; no client and no webhook can produce one."""

    LINKED = "linked"
    SIGNED_OUT = "signed_out"
    LOGIN_ENDED = "login_ended"
    SEND = "send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a reply goes: one person in one conversation of one installation.

    via: what the channel besides needs to get there and may change, such as the service URL of Teams or a
        telephone number; empty where it needs nothing. It is part of no key.
    """

    installation: InstallationId
    conversation: ConversationId
    user: UserId
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words, 1 to 1,024 characters by default, already cleaned and stripped."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chose:
    """A choice that was offered: ``value`` is for the engine, ``text`` is what the person saw."""

    value: str
    text: str


class What(StrEnum):
    """What a person sent that no bot can be handed."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    FILE = "file"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhandled:
    """Something that is not words, or none we can take; the person is told so, never met with silence.

    name: what it is called, such as a file's name, at most 64 characters; empty where it has none.
    """

    what: What
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """An internal notice; ``details`` are its parts by name."""

    notice: Notice
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Nothing reaches this conversation any more: its person blocked the bot, or the bot was sent away.

    What still waits to be sent there is forgotten, and nothing is answered.
    """


Content = Said | Chose | Unhandled | Noticed | Left


class Where(StrEnum):
    """In which conversations a turn is answered; in every other it is passed over in silence.

    BEGUN: where something was said already, such as in a thread that the bot takes part in. NEW: where
    nothing was, so that a greeting is said once.
    """

    ANY = "any"
    BEGUN = "begun"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing one person said.

    event: unique per installation and stable across the channel's own retries, so a
        repeated delivery gives the same one and is answered once.
    locale: BCP 47, one of the bot's, as ``en-US``.
    at: when it reached us, aware, in UTC.
    connection: what its channel needs to reach the very place it came from: the socket of a web page, the
        id of a pressed button, or of the message itself where the event is none of its ids.
    redriven: an operator brought it back; its words stand in the conversation already, and an apology too.
    private: whether nobody but the speaker reads along; a group is not.
    speaker: the channel's name for the person, at most 64 characters, untrusted; empty where it tells none.
    where: see ``Where``.
    """

    kind: Kind
    address: Address
    event: EventId
    locale: str
    at: datetime
    content: Content
    connection: ConnectionId | None = None
    redriven: bool = False
    private: bool = True
    speaker: str = ""
    where: Where = Where.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What the door proved of whoever holds a socket: the authorizer's word, never the client's.

    identity_expires: when the host site's word for this person ends, or None for a visitor.
    """

    owner: OwnerId
    conversation: ConversationId
    installation: InstallationId
    locale: str
    identity_expires: datetime | None = None

    def ended(self, now: datetime) -> bool:
        """Whether the host site's word for this person has run out."""
        return self.identity_expires is not None and self.identity_expires <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a channel hands us: one webhook call, or one WebSocket frame.

    headers: lower-case names. body: untouched. holder and connection: of a frame only.
    method: of a webhook call, ``GET`` or ``POST``. query: what stands behind the ``?`` of its URL, untouched.
    urls: what may have been called, without the query, such as ``https://chat.example/webhooks/sms``: our
        site's address, and the API's own.
    """

    installation: InstallationId
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"
    query: str = ""
    urls: Sequence[str] = ()
    holder: Pass | None = None
    connection: ConnectionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What a channel reads beside the 200: a challenge that it wants back, an empty document, or nothing."""

    body: str = ""
    content_type: str = "text/plain; charset=utf-8"
