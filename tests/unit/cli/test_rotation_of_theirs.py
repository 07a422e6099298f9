"""A secret that the messenger gives out is changed without a refused call."""

import pytest

from cli.not_installed import NotInstalledError
from cli.rotation import READ_AFTER
from tests.installed import PROOF
from tests.rotated import Story


def test_one_that_the_messenger_gives_out_counts_beside_the_one_in_use_until_that_is_ended() -> None:
    story = Story(issued=True)

    story.rotation().begin("theirs")
    assert (story.values, story.waits) == (("theirs", "old"), [])
    at = f"{story.clock.now() + READ_AFTER:%H:%M:%S}"
    assert ("now", f"from {at} UTC on, when every Lambda has read it, let Pigeon Post use the new value") in (
        story.said
    )
    story.clock.pass_s(READ_AFTER.total_seconds())
    story.rotation().finish()

    assert story.values == ("theirs", "")


def test_to_bring_the_same_value_again_changes_nothing() -> None:
    story = Story(issued=True)
    story.rotation().begin("theirs")
    kept = dict(story.vault.kept[PROOF])

    story.rotation().begin("theirs")

    assert story.vault.kept[PROOF] == kept
    assert ("unchanged", "the new value is kept already; the one before counts too") in story.said


@pytest.mark.parametrize("brought", ["another", "old"])
def test_a_third_value_is_refused_while_two_count(brought: str) -> None:
    story = Story(issued=True)
    story.rotation().begin("theirs")

    with pytest.raises(NotInstalledError, match="another change has begun"):
        story.rotation().begin(brought)

    assert story.values == ("theirs", "old")


def test_what_cannot_be_such_a_secret_is_refused_with_where_to_find_it() -> None:
    story = Story(issued=True)

    with pytest.raises(NotInstalledError, match=r"this is no signing secret\. In the loft\."):
        story.rotation().begin("two words")

    assert story.values == ("old", "")


def test_a_wrong_value_is_forgotten_and_the_one_before_is_in_its_place() -> None:
    story = Story(issued=True)
    story.rotation().begin("wrong")

    story.rotation().undo()
    story.rotation().undo()

    assert story.values == ("old", "")
    assert story.let_in


def test_where_nothing_was_set_the_first_value_counts_at_once() -> None:
    story = Story(current="")

    story.rotation().begin()

    assert (story.values, story.waits) == (("new1", ""), [])


def test_where_the_messenger_publishes_its_keys_there_is_nothing_to_change() -> None:
    story = Story()

    with pytest.raises(NotInstalledError, match="signs with keys that it publishes"):
        story.rotation(proof_arn="").begin()


def test_where_the_token_is_the_same_value_it_is_told_to_be_replaced_too() -> None:
    story = Story(issued=True)
    story.messenger.proof = story.messenger.token

    story.rotation().begin("theirs")

    assert (
        "and",
        "parley channel rotate pigeons --token --stage production, for what we call it with is the same",
    ) in story.said
