"""Updates of Telegram become turns.

Source: https://core.telegram.org/bots/api#update, https://core.telegram.org/bots/api#setwebhook
"""

import hmac
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from lambdas.channels.telegram.fields import whole
from lambdas.channels.telegram.meant import bot_of, is_meant
from lambdas.channels.telegram.membership import content_of_change
from lambdas.channels.telegram.place import Place, place_of_message
from lambdas.channels.telegram.words import content_of, content_of_press, words_of
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.heard import called
from lambdas.domain.ids import ConnectionId, EventId, UserId
from lambdas.domain.ignored import Ignored
from lambdas.domain.installation import Installation, nearest_locale
from lambdas.domain.ports import Clock
from lambdas.domain.turn import Acknowledgement, Address, Content, Delivery, Kind, Turn
from lambdas.kit.fields import read_json, text
from lambdas.kit.secret import keys_of

log = logging.getLogger(__name__)

PROOF: Final = "x-telegram-bot-api-secret-token"
LARGEST_BYTES: Final = 256 * 1024
A_NAME: Final = re.compile(r"[a-z_]{1,40}")
AN_ALBUM: Final = re.compile(r"[0-9]{1,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What somebody said somewhere; ``press`` is the id of a pressed button, to be answered.

    private, speaker: as in ``Turn``. album: what a wordless picture or file is one of, empty for one alone.
    """

    place: Place
    private: bool
    user: UserId
    speaker: str
    locale: str
    content: Content
    press: ConnectionId | None = None
    album: str = ""


class TelegramInbound:
    """Webhook calls that repeat, in a header, the secret we gave Telegram when we registered.

    keys: the valid secrets, see ``SecretKeys``; two while one is being replaced.
    """

    def __init__(
        self, *, installation: Installation, keys: Callable[[], Sequence[bytes]], clock: Clock
    ) -> None:
        self._installation, self._keys, self._clock = installation, keys, clock

    def verify(self, delivery: Delivery) -> None:
        """See ``Inbound``; size first, then the secret, compared in constant time on bytes.

        Raises ``Retryable`` while the secret cannot be read.
        """
        if len(delivery.body) > LARGEST_BYTES:
            raise Refused(f"update of {len(delivery.body)} bytes", code="too_large")
        given = delivery.headers.get(PROOF, "").encode(errors="surrogatepass")
        # Each is compared, whichever fits: the time taken tells nothing.
        matches = [hmac.compare_digest(given, key) for key in self._secrets()]
        if not any(matches):
            raise Refused("wrong secret token", code="forged")

    def parse(self, delivery: Delivery) -> Sequence[Turn]:
        """See ``Inbound``; what gives no turn is logged as ``update ignored`` with its kind."""
        try:
            update = read_json(delivery.body)
            event = EventId(str(whole(update["update_id"])))
            spoken = self._spoken(update, bot=bot_of(delivery.query))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise Refused("not a Telegram update", code="unreadable") from error
        if isinstance(spoken, Ignored):
            log.info("update ignored", extra={"installation": self._installation.id, "update": spoken.kind})
            return ()
        return (self._turn(event, spoken),)

    def acknowledge(self, delivery: Delivery) -> Acknowledgement:
        """See ``Inbound``; Telegram reads nothing."""
        del delivery
        return Acknowledgement()

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(Refused, code="forged")
        return keys_of(self._keys, unread=Retryable, unset=forged, name="webhook secret")

    def _spoken(self, update: Mapping[str, Any], *, bot: str) -> Spoken | Ignored:
        if "message" in update:
            return self._message(update["message"], bot=bot)
        if "callback_query" in update:
            return self._press(update["callback_query"])
        if "my_chat_member" in update:
            return self._change(update["my_chat_member"])
        return Ignored(kind=_kind(update))

    def _message(self, message: Mapping[str, Any], *, bot: str) -> Spoken | Ignored:
        speaker = message.get("from")
        # Whoever speaks for a channel or hides behind a group is no one person; another bot may never stop.
        if _is_of_a_channel(message) or speaker is None or speaker.get("is_bot"):
            return Ignored(kind="message:of_no_person")
        locale = self._locale(speaker)
        content = content_of(message, locale=locale, installation=self._installation, bot=bot)
        if content is None:
            return Ignored(kind="message:service")
        commands = self._installation.commands.get(locale, {})
        if not _is_private(message) and not is_meant(message, bot=bot, commands=commands):
            return Ignored(kind="message:to_others")
        return replace(self._by(speaker, message, content), album=_album(message))

    def _change(self, change: Mapping[str, Any]) -> Spoken | Ignored:
        speaker = change["from"]
        locale = self._locale(speaker)
        content = content_of_change(change, locale=locale, installation=self._installation)
        if content is None or change["chat"]["type"] == "channel":
            return Ignored(kind="my_chat_member")
        return self._by(speaker, change, content)

    def _press(self, query: Mapping[str, Any]) -> Spoken | Ignored:
        message = query.get("message")
        if message is None or "data" not in query:
            return Ignored(kind="callback_query:not_ours")
        content = content_of_press(query["data"], message, installation=self._installation)
        return self._by(query["from"], message, content, press=ConnectionId(text(query["id"])))

    def _by(
        self,
        speaker: Mapping[str, Any],
        where: Mapping[str, Any],
        content: Content,
        *,
        press: ConnectionId | None = None,
    ) -> Spoken:
        """What somebody said; where: what has the chat, and the topic if there is one."""
        return Spoken(
            place=place_of_message(where),
            private=_is_private(where),
            user=_user(speaker),
            speaker=_speaker(speaker),
            locale=self._locale(speaker),
            content=content,
            press=press,
        )

    def _turn(self, event: EventId, spoken: Spoken) -> Turn:
        return Turn(
            kind=Kind.WEBHOOK,
            address=Address(
                installation=self._installation.id,
                conversation=spoken.place.conversation,
                user=spoken.user,
            ),
            # Each of an album is an update of its own; all that say nothing are answered as one.
            event=EventId(f"album/{spoken.album}") if spoken.album else event,
            locale=spoken.locale,
            at=self._clock.now(),
            content=spoken.content,
            connection=spoken.press,
            private=spoken.private,
            speaker=spoken.speaker,
        )

    def _locale(self, speaker: Mapping[str, Any]) -> str:
        return nearest_locale(text(speaker.get("language_code", "")), self._installation.locales)


def _is_of_a_channel(message: Mapping[str, Any]) -> bool:
    """Whether it was said in a channel, or comes from one by itself into the group beside it."""
    return message["chat"]["type"] == "channel" or message.get("is_automatic_forward") is True


def _album(message: Mapping[str, Any]) -> str:
    album = text(message.get("media_group_id", ""))
    return album if words_of(message) is None and AN_ALBUM.fullmatch(album) else ""


def _user(speaker: Mapping[str, Any]) -> UserId:
    return UserId(str(whole(speaker["id"])))


def _is_private(message: Mapping[str, Any]) -> bool:
    # A chat of a kind that we do not know may have readers.
    return bool(message["chat"].get("type") == "private")


def _speaker(speaker: Mapping[str, Any]) -> str:
    """What the person is called, in one line."""
    return called(text(speaker.get("first_name", "")))


def _kind(update: Mapping[str, Any]) -> str:
    """The member that says what an update is, where it reads as the name of one."""
    others = [name for name in update if name != "update_id"]
    return others[0] if len(others) == 1 and A_NAME.fullmatch(others[0]) else "unknown"
