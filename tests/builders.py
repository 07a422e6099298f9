"""Values with defaults, so that a test states only what it is about."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from lambdas.domain.conversation import Charge, Held, Lease, Line, Session, Who
from lambdas.domain.ids import (
    ConnectionId,
    ConversationId,
    EventId,
    InstallationId,
    OwnerId,
    UserId,
)
from lambdas.domain.reply import Part, Text
from lambdas.domain.socket import Socket
from lambdas.domain.turn import Address, Content, Delivery, Kind, Pass, Said, Turn, Where

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=10)
ANN = OwnerId("ann")
BOB = OwnerId("bob")


def an_address(conversation: str = "c1", *, user: str = "u1", installation: str = "web") -> Address:
    """One person in one conversation of the web page."""
    return Address(
        installation=InstallationId(installation),
        conversation=ConversationId(conversation),
        user=UserId(user),
    )


def a_turn(
    text: str = "hi",
    *,
    event: str = "e1",
    address: Address | None = None,
    kind: Kind = Kind.CLIENT,
    content: Content | None = None,
    locale: str = "en-US",
    at: datetime = NOW,
    connection: str | None = None,
    private: bool = True,
    speaker: str = "",
    where: Where = Where.ANY,
) -> Turn:
    """Words said on the web page; ``content`` for anything else than words."""
    return Turn(
        kind=kind,
        address=address or an_address(),
        event=EventId(event),
        locale=locale,
        at=at,
        content=content or Said(text=text),
        connection=None if connection is None else ConnectionId(connection),
        private=private,
        speaker=speaker,
        where=where,
    )


def a_held(
    turn: Turn | None = None, *, owner: OwnerId = ANN, worker: str = "w1", until: datetime = LATER
) -> Held:
    """A turn in the hands of worker ``w1`` for ten seconds."""
    return Held(turn=turn or a_turn(), owner=owner, lease=Lease(worker=worker, until=until))


def a_line(
    seq: int = 1,
    text: str = "hi",
    *,
    parts: Sequence[Part] = (),
    owner: OwnerId = ANN,
    event: str = "e1",
    at: datetime = NOW,
) -> Line:
    """What a person said; with ``parts``, what the bot replied."""
    who = Who.BOT if parts else Who.PERSON
    words = "" if parts else text
    return Line(seq=seq, who=who, owner=owner, event=EventId(event), at=at, text=words, parts=parts)


def a_reply(seq: int = 2, text: str = "hello", *, owner: OwnerId = ANN, event: str = "e1") -> Line:
    """What the bot replied, in words."""
    return a_line(seq, parts=(Text(text=text),), owner=owner, event=event)


def a_session(
    state: str = "{}",
    *,
    engine: str = "lex",
    at: datetime = NOW,
    restore: bool = False,
    locale: str = "",
    chosen: bool = False,
    waits: bool = False,
) -> Session:
    """Where the dialog stands, as the engine last told; ``waits`` for an answer."""
    return Session(
        engine=engine, state=state, at=at, restore=restore, locale=locale, chosen=chosen, open=waits
    )


def a_charge(
    *, bot: str = "travel", bucket_turns: int = 20, bucket_s: int = 60, daily_budget: int | None = 20_000
) -> Charge:
    """Ceilings that no test meets by accident."""
    return Charge(bot=bot, bucket_turns=bucket_turns, bucket_s=bucket_s, daily_budget=daily_budget)


def a_socket(
    connection: str = "k1",
    *,
    address: Address | None = None,
    owner: OwnerId = ANN,
    since: datetime = NOW,
    expires: datetime = NOW + timedelta(hours=2),
    identity_expires: datetime | None = None,
) -> Socket:
    """A tab of Ann's conversation, open for two hours."""
    return Socket(
        address=address or an_address(),
        connection=ConnectionId(connection),
        owner=owner,
        since=since,
        expires=expires,
        identity_expires=identity_expires,
    )


def a_pass(
    *, owner: OwnerId = ANN, conversation: str = "c1", identity_expires: datetime | None = None
) -> Pass:
    """What the door proved of Ann."""
    return Pass(
        owner=owner,
        conversation=ConversationId(conversation),
        installation=InstallationId("web"),
        locale="en-US",
        identity_expires=identity_expires,
    )


def a_delivery(
    body: bytes = b'{"type":"ping"}',
    *,
    installation: str = "web",
    headers: Mapping[str, str] | None = None,
    holder: Pass | None = None,
    connection: str | None = "k1",
) -> Delivery:
    """A frame from Ann's tab."""
    return Delivery(
        installation=InstallationId(installation),
        body=body,
        headers=headers or {},
        holder=holder or a_pass(),
        connection=None if connection is None else ConnectionId(connection),
    )
