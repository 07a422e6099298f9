"""What the doctor says: a line for each thing, with the mend where it is not fine."""

from pathlib import Path

import pytest

from cli.doctor.finding import Behaviour, Check, DifferentError, Finding, NotTriableError, cannot, tried
from cli.doctor.machine import node, python, stage_file
from cli.doctor.samples import follow_up, listed_slot, plain_intent
from definition.read import read_bot
from tests.unit.definition.files import SMALL


def test_what_is_well_is_fine_and_what_is_not_comes_with_its_mend() -> None:
    fine, wrong = Finding(name="Node"), Finding(name="Node", wrong="there is none", mend="Install it")

    assert fine.written() == "Node: fine"
    assert wrong.written() == "Node: there is none. Install it"


@pytest.mark.parametrize(("version", "fine"), [((3, 10), False), ((3, 11), True), ((4, 0), True)])
def test_python_is_fine_from_3_11_on(version: tuple[int, ...], *, fine: bool) -> None:
    assert (not python(version).wrong) is fine


@pytest.mark.parametrize(
    ("says", "wrong"), [("", "there is none"), ("v18.1.0", "v18.1.0 is too old"), ("v20.0.0", "")]
)
def test_node_is_fine_from_20_on(says: str, wrong: str) -> None:
    assert node(says).wrong == wrong


def test_a_stage_file_that_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "stages").mkdir()
    (tmp_path / "stages" / "mine.yaml").write_text("site: maybe")

    assert "stages/mine.yaml" in stage_file(tmp_path, "mine").wrong


def test_every_behaviour_has_one_of_three_outcomes_and_a_different_one_says_what_to_change() -> None:
    def differs() -> None:
        raise DifferentError("it is 3")

    def breaks() -> None:
        raise OSError("no network")

    checks: dict[str, Check] = {"a": lambda: None, "b": differs, "c": cannot("no bot"), "d": breaks}
    checks["e"] = lambda: "2 s"
    behaviours = [Behaviour(name=name, expected="it is 2", change="the docs") for name in "abcdef"]

    outcomes = tried(behaviours, checks, failures=(OSError,))

    assert outcomes == {
        "a": "as expected",
        "b": "different: it is 3\n    expected: it is 2\n    change: the docs",
        "c": "cannot be tried: no bot",
        "d": "cannot be tried: no network",
        "e": "as expected (2 s)",
    }


def test_what_to_say_is_found_in_the_definition(tmp_path: Path) -> None:
    file = tmp_path / "bot.yaml"
    file.write_text(SMALL)
    bot = read_bot(file)
    locale = bot.locales["en-US"]

    intent, text = plain_intent(bot, locale)

    assert (intent.name, text) == ("Greet", "hello")
    assert listed_slot(bot) == (bot.intents["Order"], "Size", "small")
    with pytest.raises(NotTriableError, match="no intent follows another"):
        follow_up(bot, locale)
