"""What was laid beside the code."""

from pathlib import Path

from lambdas.kit.bundled import bundled


def test_a_file_that_was_laid_beside_the_code_is_read(tmp_path: Path) -> None:
    (tmp_path / "installations.json").write_text("{}", encoding="utf-8")

    assert list(bundled("installations.json", root=tmp_path)) == ["{}"]


def test_where_none_was_laid_there_is_none(tmp_path: Path) -> None:
    assert list(bundled("installations.json", root=tmp_path)) == []
