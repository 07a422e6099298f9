"""Strategies for the domain's values."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from lambdas.domain.conversation import Line, Who
from lambdas.domain.ids import (
    ConnectionId,
    ConversationId,
    EventId,
    InstallationId,
    OwnerId,
    UserId,
)
from lambdas.domain.reply import (
    Audio,
    Card,
    Carousel,
    Choice,
    Choices,
    File,
    Image,
    Location,
    Login,
    Part,
    Text,
    Typing,
)
from lambdas.domain.turn import (
    Address,
    Chose,
    Kind,
    Left,
    Notice,
    Noticed,
    Said,
    Turn,
    Unhandled,
    What,
    Where,
)

words = st.text(max_size=40)
maybe_words = st.none() | words
ids = st.text(min_size=1, max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
moments = st.integers(min_value=0, max_value=4_102_444_800_000).map(
    lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
choices = st.lists(st.builds(Choice, label=words, value=words), max_size=4).map(tuple)

cards = st.builds(Card, title=words, subtitle=maybe_words, image=maybe_words, buttons=choices)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, text=words, speech=maybe_words),
    st.builds(Choices, choices=choices),
    cards,
    st.builds(Carousel, cards=st.lists(cards, max_size=3).map(tuple)),
    st.just(Typing()),
    st.builds(Image, url=words, alt=words),
    st.builds(File, url=words, name=words),
    st.builds(Audio, url=words, name=words),
    st.builds(Location, latitude=numbers, longitude=numbers, name=maybe_words),
    st.builds(
        Login,
        text=words,
        url=words,
        label=words,
        nonce=words,
        expires=st.integers(min_value=0, max_value=2**40),
    ),
)

contents = st.one_of(
    st.builds(Said, text=words),
    st.builds(Chose, value=words, text=words),
    st.builds(Unhandled, what=st.sampled_from(What), name=words),
    st.builds(Noticed, notice=st.sampled_from(Notice), details=st.dictionaries(words, words, max_size=3)),
    st.just(Left()),
)
addresses = st.builds(
    Address,
    installation=ids.map(InstallationId),
    conversation=ids.map(ConversationId),
    user=ids.map(UserId),
    via=words,
)
turns = st.builds(
    Turn,
    kind=st.sampled_from(Kind),
    address=addresses,
    event=ids.map(EventId),
    locale=st.sampled_from(["en-US", "de-CH"]),
    at=moments,
    content=contents,
    connection=st.none() | ids.map(ConnectionId),
    redriven=st.booleans(),
    private=st.booleans(),
    speaker=words,
    where=st.sampled_from(Where),
)

said = st.builds(
    Line,
    seq=st.integers(min_value=1, max_value=10**12 - 1),
    who=st.just(Who.PERSON),
    owner=ids.map(OwnerId),
    event=ids.map(EventId),
    at=moments,
    text=words,
)
replied = st.builds(
    Line,
    seq=st.integers(min_value=1, max_value=10**12 - 1),
    who=st.just(Who.BOT),
    owner=ids.map(OwnerId),
    event=ids.map(EventId),
    at=moments,
    parts=st.lists(parts, max_size=4).map(tuple),
)
lines = said | replied
