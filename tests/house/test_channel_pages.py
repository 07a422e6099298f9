"""The page of a messenger names what its stage file says, and shows its commands as they are."""

import argparse
import re
import shlex
from typing import Final

import pytest

from cli import channel
from cli.channels.known import channel_of
from stacks.channels import MESSENGERS
from tests.house.channel_places import ROOT

PAGES: Final = ROOT / "docs" / "channels"
CODE: Final = re.compile(r"^ *\$ (parley channel .*)$|`(parley channel [^`]*)`", re.MULTILINE)
"""A line of a terminal, or words within a sentence, which may go on in the next line."""

messengers = pytest.mark.parametrize("name", MESSENGERS)


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


@messengers
def test_every_setting_of_an_account_stands_in_the_stage_file_of_its_page(name: str) -> None:
    (yaml, *_) = re.findall(r"```yaml\n(.*?)```", page(name), re.DOTALL)

    lacking = [key for key in ("channel", *MESSENGERS[name].account) if f"{key}:" not in yaml]
    assert not lacking, f"{name}.md: say {lacking} in its piece of a stage file, behind # what is optional"


@messengers
def test_what_a_registration_asks_for_is_shown_by_its_name(name: str) -> None:
    told, messenger = page(name), channel_of(name)
    asked = {"--token-from-stdin": messenger.token, "--secret-from-stdin": messenger.proof}

    titles = [each.title for switch, each in asked.items() if each and switch in told]

    lacking = [title for title in titles if f"   {title}:\n" not in told]
    assert not lacking, f"{name}.md: show {lacking} as the command asks for it, a line each below the command"


@messengers
def test_every_command_about_it_is_one_that_there_is(name: str) -> None:
    parser = argparse.ArgumentParser(exit_on_error=False)
    channel.add_commands(parser.add_subparsers())

    commands = [shlex.split(line or words, comments=True) for line, words in CODE.findall(page(name))]
    about_one = [arguments for _, *arguments in commands if len(arguments) > len(("channel", "inspect"))]

    assert len(about_one) > 2, f"{name}.md: show `parley channel register {name}`, `inspect`, `send-test`"
    assert {parser.parse_args(arguments).installation for arguments in about_one} == {name}
