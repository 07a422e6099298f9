"""Sends one text by a messenger's adapter, as Lambda response would, but once and without waiting."""

from collections.abc import Callable
from typing import Protocol

from urllib3 import PoolManager

from cli.channels.port import MessengerError, Report
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from lambdas.domain.errors import Ambiguous, Busy, ParleyError, Retryable, Shut, Unreachable
from lambdas.domain.ids import ConversationId, UserId
from lambdas.domain.installation import Installation
from lambdas.domain.ports import Messenger
from lambdas.domain.reply import Text
from lambdas.domain.turn import Address


class Build(Protocol):
    """What builds a messenger's adapter: ``build.py`` of every channel."""

    def __call__(
        self, installation: Installation, *, token: Callable[[], str], http: PoolManager, endpoint: str | None
    ) -> Messenger:
        """The adapter of one installation."""
        ...


def send(
    installed: Installed, build: Build, *, title: str, to: str, text: str, user: str = "", via: str = ""
) -> Report:
    """Send a text to a conversation and tell what came of it.

    title: of the messenger. to: the conversation, as its turns name it. user: the person in it, if that is
    another name. via: as in ``Address``. Raises ``NotInstalledError`` or ``MessengerError``.
    """
    token = installed.secrets.token()
    if not token:
        raise NotInstalledError(f"the token of {installed.name} is not set; give it with --token-from-stdin")
    messenger = build(
        installed.configured,
        token=lambda: token,
        http=PoolManager(cert_reqs="CERT_REQUIRED"),
        endpoint=installed.endpoint,
    )
    address = Address(
        installation=installed.configured.id,
        conversation=ConversationId(to),
        user=UserId(user or to),
        via=via,
    )
    messages = messenger.messages(address, (Text(text=text),)) if text.strip() else ()
    if not messages:
        raise NotInstalledError("there is nothing to send; write something after --text")
    try:
        for message in messages:
            for call in message.forms[0]:
                messenger.call(address, call)
    except ParleyError as error:
        raise MessengerError(f"{title}: {error}; {_mend(error, installed)}") from error
    count = "one message" if len(messages) == 1 else f"{len(messages)} messages"
    return Report(title=f"{installed.name} wrote to {to}", rows=(("answer", f"{title} took {count}"),))


def _mend(error: ParleyError, installed: Installed) -> str:
    match error:
        case Busy(again_s=again_s):
            return f"try again in {again_s:.0f} s"
        case Shut():
            return "the person must write first"
        case Unreachable():
            return "look at --to: most messengers let a bot write only where it was written to or invited"
        case Ambiguous():
            return "it may have arrived all the same: look before you send it again"
        case Retryable():
            return f"see what is set: {installed.command('inspect')}"
    return "it takes no such message, however often it is sent"
