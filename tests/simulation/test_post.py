"""Deliveries come as each messenger documents them: together, in order, again, and no more in the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bench.history import Accepted, History, Queued, Said
from cli.deliveries.form import Captured
from tests.simulation.faults import Faults, Kind, Scripted
from tests.simulation.people import alone
from tests.simulation.platform import Build, Platform
from tests.simulation.vendor import Told, Vendor
from tests.simulation.world import World


@dataclass(kw_only=True)
class Letters:
    """Every delivery that a messenger makes: when, at which try, and what it tells."""

    world: World
    made: list[tuple[float, int, Sequence[Told]]] = field(default_factory=list)

    def watched(self, vendor: Vendor) -> Vendor:
        """The messenger, whose deliveries are written down."""

        def letter(tells: Sequence[Told], attempt: int) -> Captured:
            self.made.append((round(self.world.now_s), attempt, tells))
            return vendor.letter(tells, attempt)

        return replace(vendor, letter=letter)


def delivered(
    name: str, faults: Faults, *, people: int = 1, words: Sequence[str] = ("hi",)
) -> tuple[History, Letters]:
    """What comes of it when people say something all at once."""
    world = World(seed=1, faults=faults)
    letters = Letters(world=world)
    platform = Platform(world=world, build=Build(channels=(name,), vendor=letters.watched))
    [channel] = platform.channels
    channel.register(platform.request, repeats=0)
    for number in range(1, people + 1):
        talker, _ = alone(f"p{number}", number, channel=channel, world=world)
        for text in words:
            talker.say(f"{talker.canary} {text}")
    world.run()
    return world.history, letters


def refused(times: int) -> Faults:
    """So often the queue takes nothing."""
    return Scripted({("turns.put", call): Kind.REFUSED for call in range(times)})


def test_what_several_people_say_comes_together_and_again_in_other_company() -> None:
    history, letters = delivered("messenger", refused(1), people=6)

    groups = [[told["sender"]["id"] for told in tells] for _, _, tells in letters.made]
    assert any(len(set(group)) > 1 for group in groups)
    first, again = [[group for group in groups if groups[0][0] in group][place] for place in (0, 1)]
    assert first != again
    assert len({queued.turn for queued in history.of(Queued)}) == 6
    assert {entry.turn for entry in history.of(Accepted)} == {said.turn for said in history.of(Said)}


def test_what_is_said_in_one_chat_comes_one_after_the_other() -> None:
    history, letters = delivered("telegram", refused(2), words=("one", "two"))

    said = [told["message"]["text"].split()[-1] for _, _, (told,) in letters.made]
    assert said == ["one", "one", "one", "two"]
    assert len(list(history.of(Accepted))) == 2


def test_slack_tries_three_more_times_and_says_so() -> None:
    history, letters = delivered("slack", refused(99))

    assert [(at_s, attempt) for at_s, attempt, _ in letters.made] == [(0, 0), (0, 1), (60, 2), (360, 3)]
    assert not list(history.of(Accepted))
