"""Example conversations are read from files, and bad ones refused like any definition."""

from datetime import date
from pathlib import Path

import pytest

from definition.bot import Bot
from definition.examples import ExampleTurn, read_example, read_examples
from definition.fault import BadDefinitionError
from definition.read import read_bot
from tests.unit.definition.files import a_file

GOOD = """\
about: A pizza
today: 2027-03-01
turns:
  - person: a big pizza
    bot: A large pizza, yes or no?
    intent: Order
    slots: {Size: large}
  - person: "yes"
    bot: "*"
    choices: []
"""


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return read_bot(a_file(tmp_path))


def an_example(folder: Path, text: str = GOOD, *, name: str = "a-pizza") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(text)
    return file


def test_an_example_says_who_says_what_and_when(bot: Bot, tmp_path: Path) -> None:
    example = read_example(an_example(tmp_path), bot=bot)

    assert (example.name, example.about, example.today) == ("a-pizza", "A pizza", date(2027, 3, 1))
    assert example.locale == "en-US"
    assert example.turns == (
        ExampleTurn(
            line=4,
            person="a big pizza",
            bot="A large pizza, yes or no?",
            choices=None,
            intent="Order",
            slots={"Size": "large"},
        ),
        ExampleTurn(line=8, person="yes", bot="*", choices=(), intent=None, slots={}),
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Size: large", "Sise: large", 'a-pizza.yaml:7:13: unknown slot "Sise"; did you mean "Size"?'),
        ("Order", "Oder", 'a-pizza.yaml:6:5: unknown intent "Oder"; did you mean "Order"?'),
        ("03-01", "02-30", "a-pizza.yaml:2:1: the calendar has no 2027-02-30; write a day that exists"),
        ("person: a", "persn: a", 'a-pizza.yaml:4:5: unknown key "persn"; did you mean "person"?'),
        ("turns", "locale: fr-FR\nturns", 'a-pizza.yaml:3:1: the bot speaks no "fr-FR"; write en-US'),
    ],
)
def test_a_bad_example_is_refused(old: str, new: str, fault: str, bot: Bot, tmp_path: Path) -> None:
    file = an_example(tmp_path, GOOD.replace(old, new, 1))

    with pytest.raises(BadDefinitionError) as refusal:
        read_example(file, bot=bot)

    assert fault in [str(one).removeprefix(f"{tmp_path}/") for one in refusal.value.faults]


def test_somebody_may_be_signed_in_and_else_nobody_is(bot: Bot, tmp_path: Path) -> None:
    ann = read_example(an_example(tmp_path, GOOD.replace("turns:", "signed_in: Ann\nturns:")), bot=bot)
    nobody = read_example(an_example(tmp_path), bot=bot)

    assert (ann.signed_in, nobody.signed_in) == ("Ann", "")


def test_the_faults_of_all_examples_are_told_at_once(bot: Bot, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    for name in ("one", "two"):
        an_example(folder, GOOD.replace("Order", "Oder"), name=name)

    with pytest.raises(BadDefinitionError) as refusal:
        read_examples(folder, bot=bot)

    assert [Path(fault.file).stem for fault in refusal.value.faults] == ["one", "two"]
