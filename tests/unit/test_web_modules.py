"""The chat page's modules, tested by Node itself; their output is shown when they fail."""

import shutil
import subprocess
from pathlib import Path

WEB = Path(__file__).parents[2] / "web"


def test_the_modules_of_the_chat_page_keep_their_rules() -> None:
    node = shutil.which("node")
    assert node, "Node 20 or newer is needed to test the chat page"
    # Named one by one: folders and patterns mean different things to Node 20 and 22.
    files = sorted(str(path) for path in (WEB / "tests").glob("*.test.mjs"))

    run = subprocess.run(  # noqa: S603 - our own files
        [node, "--test", *files], cwd=WEB, capture_output=True, text=True, check=False, timeout=100
    )

    assert files
    assert run.returncode == 0, run.stdout + run.stderr
