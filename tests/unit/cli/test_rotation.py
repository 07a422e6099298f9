"""A secret of ours is changed without a refused call, whenever the command is stopped."""

from dataclasses import replace

import pytest

from cli.channels.port import MessengerError
from cli.not_installed import NotInstalledError
from cli.rotation import READ_AFTER
from tests.fakes.secrets_manager import LostError
from tests.rotated import Story


def test_one_of_ours_is_made_anew_and_told_only_when_every_lambda_has_read_it() -> None:
    story = Story()

    story.rotation().begin()

    assert story.values == ("new1", "old")
    assert story.messenger.shows == "new1"
    assert story.waits == [READ_AFTER.total_seconds()]


def test_a_change_that_was_finished_leaves_one_value() -> None:
    story = Story()
    story.rotation().begin()

    story.rotation().finish()
    story.rotation().finish()

    assert story.values == ("new1", "")
    assert story.said[-2:] == [
        ("secret", "the one before counts no more"),
        ("unchanged", "no older value counts"),
    ]


def test_a_change_that_has_begun_is_gone_on_with_and_nothing_is_made_twice() -> None:
    story = Story()
    story.rotation().begin()

    story.rotation().begin()

    assert story.values == ("new1", "old")
    assert len(story.waits) == 1


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_change_that_is_lost_while_it_is_written_is_gone_on_with(lost: str) -> None:
    story = Story()
    story.vault.fails = lost
    with pytest.raises(LostError):
        story.rotation().begin()
    assert story.let_in
    story.vault.fails = ""

    story.rotation().begin()
    assert story.let_in
    story.rotation().finish()

    assert story.let_in
    assert story.values[1] == ""


def test_a_command_that_was_stopped_while_it_waited_waits_only_for_what_is_left() -> None:
    story = Story()
    story.messenger.down = True
    with pytest.raises(MessengerError):
        story.rotation().begin()
    assert (story.let_in, story.messenger.shows) == (True, "old")
    story.clock.at = story.clock.at - READ_AFTER / 2
    story.messenger.down = False

    story.rotation().begin()

    assert story.waits[1:] == [READ_AFTER.total_seconds() / 2]
    assert story.messenger.shows == "new1"


def test_nothing_is_ended_before_every_lambda_has_read_the_new_value() -> None:
    story = Story(issued=True)
    story.rotation().begin("theirs")

    with pytest.raises(NotInstalledError, match="not every Lambda has read the new value yet"):
        story.rotation().finish()

    assert story.values == ("theirs", "old")


def test_nothing_is_ended_while_the_messenger_cannot_be_told_the_new_value() -> None:
    story = Story(current="new", previous="old")
    story.clock.pass_s(READ_AFTER.total_seconds())
    story.messenger.down = True

    with pytest.raises(MessengerError):
        story.rotation().finish()

    assert story.values == ("new", "old")


@pytest.mark.parametrize("lost", ["before", "after"])
def test_an_end_that_is_lost_while_it_is_written_is_gone_on_with(lost: str) -> None:
    story = Story()
    story.rotation().begin()
    story.vault.fails = lost
    with pytest.raises(LostError):
        story.rotation().finish()
    assert story.let_in
    story.vault.fails = ""

    story.rotation().finish()

    assert (story.values, story.let_in) == (("new1", ""), True)


def test_nothing_is_ended_where_nothing_would_be_left() -> None:
    story = Story(current="", previous="old")

    with pytest.raises(NotInstalledError, match="without the one before all would be refused"):
        story.rotation().finish()

    assert story.values == ("", "old")


def test_one_of_ours_is_never_forgotten_since_the_messenger_may_show_it() -> None:
    story = Story()
    story.rotation().begin()

    with pytest.raises(NotInstalledError, match="go on with --finish"):
        story.rotation().undo()

    assert story.let_in


def test_no_secret_is_ever_told() -> None:
    story = Story(issued=True)
    story.rotation().begin("theirs")
    story.clock.pass_s(READ_AFTER.total_seconds())
    story.rotation().finish()

    assert not [said for said in story.said if {"old", "theirs"} & set(" ".join(said).split())]


def test_a_command_that_goes_on_names_the_stage_unless_it_is_this_machine() -> None:
    there = Story().rotation().installed
    here = replace(there, stage="this machine")

    assert there.command("rotate", "--finish") == "parley channel rotate pigeons --finish --stage production"
    assert here.command("rotate", "--finish") == "parley channel rotate pigeons --finish"
