"""The golden files, judged by Microsoft's own renderer and by an SDK of somebody else; both run in Node."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.gallery.files import FOLDER

JUDGES: Final = Path(__file__).parent / "judges"
WITHIN_S: Final = 100


def judged(judge: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
    node = shutil.which("node")
    assert node, "Node 20 or newer is needed to judge the gallery"
    return subprocess.run(  # noqa: S603 - our own files
        [node, str(JUDGES / judge), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN_S,
    )


@pytest.mark.parametrize(
    ("judge", "channel"), [("adaptive_cards.mjs", "teams"), ("whatsapp.mjs", "whatsapp")]
)
def test_what_goes_out_is_as_an_sdk_of_others_would_have_it(judge: str, channel: str) -> None:
    run = judged(judge, sorted((FOLDER / channel).glob("*.json")))

    assert run.returncode == 0, run.stdout + run.stderr
    assert re.fullmatch(r"[1-9]\d+ (cards|messages)\n", run.stdout)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """Something that is wrong in a golden file, and who is to notice it."""

    judge: str
    file: str
    old: str
    new: str


SLIPS: Final = (
    Slip(judge="adaptive_cards.mjs", file="teams/card.json", old='"1.2"', new='"1.0"'),
    Slip(judge="whatsapp.mjs", file="whatsapp/carousel.json", old='"cta_url"', new='"reply"'),
    Slip(judge="whatsapp.mjs", file="whatsapp/choices.json", old='"Room 1"', new='"Room 1 above the river"'),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.file)
def test_a_judge_says_what_is_wrong(slip: Slip, tmp_path: Path) -> None:
    told = (FOLDER / slip.file).read_text()
    assert slip.old in told
    spoilt = tmp_path / "spoilt.json"
    spoilt.write_text(told.replace(slip.old, slip.new, 1))

    run = judged(slip.judge, [spoilt])

    assert run.returncode == 1
    assert run.stdout.startswith(f"{spoilt}: ")
