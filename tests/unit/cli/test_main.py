"""What every command has in common."""

import argparse
import logging
import sys

import pytest

from cli import main

log = logging.getLogger("lambdas.channels.anywhere")


def one_that(run: object) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.set_defaults(run=run)
    return parser


def warns(_options: object) -> int:
    log.error("call refused by the service")
    sys.stdout.write("Not done: the service refuses the call.\n")
    return 1


def test_a_command_says_what_it_says_and_nothing_of_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr("sys.argv", ["parley"])
    monkeypatch.setattr(main, "parser", lambda: one_that(warns))

    assert main.main() == 1

    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("Not done: the service refuses the call.\n", "")
