"""Where a local platform keeps its state."""

import argparse
from pathlib import Path

import pytest

from cli.up import up


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    folder = tmp_path / "taken" / "state"

    status = up(argparse.Namespace(state=folder, port=8000, detach=True))

    assert status == 1
    assert capsys.readouterr().err == f"{folder} cannot be written: name another folder with --state.\n"
