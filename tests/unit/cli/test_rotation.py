"""How a proof is changed: what counts at each step, and that no step, done or lost, locks a messenger out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from cli.channels.port import PRINTABLE, Asked, MessengerError, Options, Report
from cli.installed import Installed
from cli.not_installed import NotInstalledError
from cli.rotation import READ_AFTER, Rotation
from tests.fakes.clock import SetClock
from tests.fakes.secrets_manager import LostError, MemorySecrets
from tests.installed import PROOF, an_installed

TOKEN = Asked(title="token", found="In the loft.")


@dataclass(kw_only=True)
class Messenger:
    """A channel whose messenger shows what it was told last, or what its operator sets there."""

    shows: str
    proof: Asked | None = None
    takes_proof: bool = True
    down: bool = False
    title: str = "Pigeon Post"
    token: Asked = TOKEN

    def register(self, installed: Installed, options: Options) -> Report:
        assert options == Options()
        if self.down:
            raise MessengerError("Pigeon Post does not answer")
        self.shows = installed.secrets.newest_proof()
        return Report(title="")

    def inspect(self, installed: Installed) -> Report:
        raise NotImplementedError

    def send_test(self, installed: Installed, *, to: str, text: str) -> Report:
        raise NotImplementedError

    def manifest(self, installed: Installed) -> Mapping[str, str]:
        raise NotImplementedError


class Story:
    """One installation over time. waits: for how long a command has waited. said: what it told."""

    def __init__(self, *, issued: bool = False, current: str = "old", previous: str = "") -> None:
        self.clock = SetClock()
        kept = {"current": current, "previous": previous}
        self.vault = MemorySecrets(kept={PROOF: kept}, at=self.clock.now())
        asked = Asked(title="signing secret", found="In the loft.", shape=PRINTABLE) if issued else None
        self.messenger = Messenger(shows=previous or current, proof=asked, takes_proof=not issued)
        self.waits: list[float] = []
        self.said: list[tuple[str, str]] = []
        self._made = 0

    def rotation(self, *, proof_arn: str = PROOF) -> Rotation:
        installed = an_installed(self.vault, name="pigeons", proof_arn=proof_arn)
        return Rotation(
            installed=installed,
            channel=self.messenger,
            say=lambda name, what: self.said.append((name, what)),
            now=self.clock.now,
            wait=self.wait,
            make=self.make,
        )

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.pass_s(seconds)

    def make(self) -> str:
        self._made += 1
        return f"new{self._made}"

    @property
    def values(self) -> tuple[str, str]:
        return self.vault.kept[PROOF]["current"], self.vault.kept[PROOF]["previous"]

    @property
    def let_in(self) -> bool:
        """Whether what the messenger shows counts."""
        return self.messenger.shows in self.values


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


def test_one_of_ours_is_never_forgotten_since_the_messenger_may_show_it() -> None:
    story = Story()
    story.rotation().begin()

    with pytest.raises(NotInstalledError, match="go on with --finish"):
        story.rotation().undo()

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
