"""A page's folder for the front."""

from pathlib import Path

import pytest


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "chat").mkdir(parents=True)
    (folder / "tests").mkdir()
    (folder / "index.html").write_text("<title>Parley</title>")
    (folder / "chat" / "page.js").write_text("export {};")
    (folder / "headers.json").write_text('{"Content-Security-Policy": "default-src \'self\'"}')
    (folder / "fetch_vendor.py").write_text("pass")
    (folder / ".hidden.js").write_text("no")
    (folder / "tests" / "page.test.js").write_text("no")
    (tmp_path / "secret.txt").write_text("no")
    return folder
