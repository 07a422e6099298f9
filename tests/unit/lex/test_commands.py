"""What a chat command says to a bot is something that the bot understands."""

import pytest

from tests.unit.lex.talk import TRAVEL, Talk

COMMANDS = TRAVEL.locales["en-US"].commands


@pytest.mark.parametrize(("command", "intent"), [("start", "Greet"), ("help", "Help")])
def test_a_command_of_the_travel_bot_reaches_its_intent(command: str, intent: str) -> None:
    talk = Talk()

    talk.say(COMMANDS[command])

    assert talk.intent[0] == intent


def test_the_travel_bot_has_no_other_command() -> None:
    assert set(COMMANDS) == {"start", "help"}
