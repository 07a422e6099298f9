"""What is told of whoever gives a command, leaves, comes back, or turns a group into another."""

import pytest

from lambdas.domain.turn import Chose, Content, Left, Said, Where
from tests.simulation.channels import VENDORS
from tests.simulation.told import a_deed, chats, turns_of
from tests.simulation.vendor import HELP, START

every = pytest.mark.parametrize("name", VENDORS)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("canary. two nights", Said(text="canary. two nights")),
        (START, Chose(value="Hello", text=START)),
        (HELP, Chose(value="Help", text=HELP)),
    ],
)
def test_a_slash_command_is_what_it_says_in_the_direct_messages(text: str, content: Content) -> None:
    vendor = VENDORS["slack"]()
    assert vendor.commands is not None

    for chat in chats(vendor):
        event = vendor.commands(a_deed(chat, text=text))
        ((turn,),) = [turns_of(vendor, [told]) for told in event.tells]

        assert (turn.event, turn.content) == (event.id, content)
        assert event.chat == vendor.alone(chat.people[0])
        assert turn.address.conversation == event.chat.conversation


@every
def test_whoever_leaves_is_known_to_have_left_where_that_is_told(name: str) -> None:
    vendor = VENDORS[name]()
    if vendor.leaves is None:
        assert name in {"slack", "messenger", "whatsapp"}
        return

    for chat in chats(vendor):
        event = vendor.leaves(a_deed(chat, text=""))
        ((turn,),) = [turns_of(vendor, [told]) for told in event.tells]

        assert (turn.event, turn.content) == (event.id, Left())
        assert turn.address.conversation == chat.conversation


@every
def test_whoever_comes_back_is_greeted_where_that_is_told_and_somebody_waits_for_it(name: str) -> None:
    vendor = VENDORS[name]()
    if vendor.returns is None:
        assert name in {"whatsapp", "webhook"}
        return

    for chat in chats(vendor):
        event = vendor.returns(a_deed(chat, text=""))
        (told,) = event.tells
        turns = turns_of(vendor, [told])

        # Of somebody alone with the bot Telegram and Twilio tell nothing that says something.
        assert all(turn.content == Chose(value="Hello", text=START) for turn in turns)
        assert all(turn.event == event.id for turn in turns)
        assert all(turn.address.conversation == (event.chat or chat).conversation for turn in turns)
        assert event.waits is any(turn.where is Where.ANY for turn in turns)


def test_a_group_that_becomes_another_is_told_in_both_and_greeted_in_that() -> None:
    vendor = VENDORS["telegram"]()
    assert vendor.moves is not None
    assert vendor.together is not None
    group = vendor.together([vendor.user(1)])

    event = vendor.moves(a_deed(group, text=""))
    turns = [turn for told in event.tells for turn in turns_of(vendor, [told])]

    assert event.chat is not None
    assert event.chat.conversation != group.conversation
    (turn,) = turns
    assert (turn.event, turn.address.conversation) == (event.id, event.chat.conversation)
