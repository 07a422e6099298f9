"""`parley bot`: what it says of bots, and with which exit code."""

import argparse
import subprocess
from pathlib import Path

import pytest

from cli import bot
from cli.main import parser
from cli.state import ROOT

FILE = """\
name: pizza
intents:
  Greet: {}
locales:
  en-US:
    fallback: Sorry?
    intents:
      Greet: {utterances: [hello], closing: Hello!}
"""
EXAMPLE = "about: Hello\ntoday: 2027-03-01\nturns:\n  - {person: hello, bot: Hello!}\n"


@pytest.fixture
def pizza(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pizza"
    (folder / "examples").mkdir(parents=True)
    (folder / "bot.yaml").write_text(FILE)
    (folder / "examples" / "hello.yaml").write_text(EXAMPLE)
    monkeypatch.setattr(bot, "BOTS", tmp_path)
    monkeypatch.chdir(tmp_path)
    return folder / "bot.yaml"


def checked(*bots: str) -> int:
    return bot.check(argparse.Namespace(bots=list(bots)))


@pytest.mark.parametrize("named", [(), ("pizza",), ("pizza/bot.yaml",), ("./pizza",)])
def test_a_bot_is_named_by_its_name_or_its_file(
    named: tuple[str, ...], pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pizza.exists()
    assert checked(*named) == 0
    assert capsys.readouterr().out == "pizza/bot.yaml: fine (1 intents in en-US, 1 examples)\n"


def test_a_bad_bot_is_refused_with_every_fault(pizza: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pizza.write_text(FILE.replace("fallback", "falback").replace("closing", "closin"))

    assert checked() == 1
    unknown, missing, last = capsys.readouterr().out.splitlines()
    assert unknown == 'pizza/bot.yaml:6:5: unknown key "falback"; did you mean "fallback"?'
    assert missing.startswith('pizza/bot.yaml:6:5: "fallback" is missing; add fallback: ')
    assert last == 'pizza/bot.yaml:8:36: unknown key "closin"; did you mean "closing"?'


@pytest.fixture
def stages(pizza: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stage files of a tree in which the pizza bot's orders require an account."""
    required = "  Greet: {fulfillment_hook: true, requires: {account: [orders.read]}}"
    pizza.write_text(FILE.replace("  Greet: {}", required))
    folder = pizza.parents[1] / "stages"
    folder.mkdir()
    local = (ROOT / "stages" / "local.yaml").read_text(encoding="utf-8")
    served = local.replace("  travel:\n", "  pizza:\n").replace("bot: travel", "bot: pizza")
    (folder / "local.yaml").write_text(served, encoding="utf-8")
    (folder / "broken.yaml").write_text("bots: [", encoding="utf-8")
    monkeypatch.setattr(bot, "ROOT", pizza.parents[1])
    return folder


def test_a_stage_that_serves_a_bot_has_what_its_intents_require(
    stages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked() == 1
    assert (
        "stages/local.yaml: identity.scopes.orders.read is missing, and Greet of" in capsys.readouterr().out
    )

    local = stages / "local.yaml"
    scope = "bookings.read: {en: See your bookings, es: Ver sus reservas}"
    local.write_text(local.read_text().replace(scope, f"{scope}\n    orders.read: See your orders"))

    assert checked() == 0


def test_a_stage_that_serves_other_bots_is_nothing_to_this_one(stages: Path) -> None:
    (stages / "local.yaml").unlink()

    assert checked() == 0


def test_a_bad_example_is_refused(pizza: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pizza.parent / "examples" / "hello.yaml").write_text(EXAMPLE.replace("bot:", "bott:"))

    assert checked("pizza") == 1
    assert "pizza/examples/hello.yaml:4:" in capsys.readouterr().out


def test_a_bot_that_is_not_there_is_told_with_those_that_are(
    pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pizza.exists()
    assert checked("pasta") == 1
    assert (
        capsys.readouterr().out
        == "pasta/bot.yaml: No such file or directory; write the name of a bot: pizza\n"
    )


def test_examples_of_a_bot_that_is_not_there_are_not_held(
    pizza: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pizza.exists()
    assert bot.test(argparse.Namespace(bots=["pasta"], engine="lex")) == 1
    assert capsys.readouterr().out.endswith(
        "pasta: No such file or directory; write the name of a bot: pizza\n"
    )


def test_the_keys_are_printed_as_they_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    bot.print_keys(argparse.Namespace())

    documented = (Path(__file__).parents[3] / "docs" / "write-a-bot.md").read_text(encoding="utf-8")
    assert documented.endswith(f"\n{capsys.readouterr().out}"), "put what `parley bot keys` prints at its end"


def test_the_schema_is_printed_as_it_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    bot.print_schema(argparse.Namespace())

    published = Path(__file__).parents[3] / "definition" / "bot.schema.json"
    assert capsys.readouterr().out == published.read_text()


@pytest.mark.parametrize("engine", ["lex", "dialogflow"])
def test_conversations_are_held_by_the_rules_of_the_engine_that_is_named(
    engine: str, pizza: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    options = parser().parse_args(["bot", "test", str(pizza), "--engine", engine])

    assert options.run(options) == 0
    assert commands[0][1:3] == ["-m", f"dev.{engine}.examples"]
