"""The modules of the pages, tested by Node itself; their output is shown when they fail."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["web", "dev/front/messengers"])
def test_the_modules_of_a_page_keep_their_rules(page: str) -> None:
    node = shutil.which("node")
    assert node, "Node 20 or newer is needed to test the pages"
    # Named one by one: folders and patterns mean different things to Node 20 and 22.
    files = sorted(str(path) for path in (ROOT / page / "tests").glob("*.test.mjs"))

    run = subprocess.run(  # noqa: S603 - our own files
        [node, "--test", *files], cwd=ROOT / page, capture_output=True, text=True, check=False, timeout=100
    )

    assert files
    assert run.returncode == 0, run.stdout + run.stderr
