"""Every channel stands wherever docs/add-a-channel.md says, and every file that it names is there."""

import re
from typing import Final

import pytest

from stacks.channels import MESSENGERS
from tests.house.channel_places import PLACES, ROOT, table_below

GUIDE: Final = "docs/add-a-channel.md"
WEB: Final = "web"
PACKAGES: Final = sorted(path.parent.name for path in (ROOT / "lambdas/channels").glob("*/__init__.py"))
KNOWN: Final = sorted({WEB, *MESSENGERS, *PACKAGES})
FILE: Final = re.compile(r"`((?:lambdas|stacks|cli|dev|tests|docs|stages|definition)/[\w./-]+)`")
GUARANTEES: Final = ("docs/guarantees.md", "## Per channel")
PROOFS: Final = ("docs/channels/README.md", "## How calls are proven, and when they are repeated")
PARTS: Final = ("docs/channels/README.md", "## What a reply becomes")


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in KNOWN if name != WEB])
def test_a_messenger_stands_wherever_the_guide_says(name: str) -> None:
    lacking = [told for place in PLACES if (told := place.lacks(name))]

    assert not lacking, f"{GUIDE} is not through with {name}:\n" + "\n".join(lacking)


def test_every_messenger_has_a_row_in_the_tables_that_people_read() -> None:
    rows = {path: len(table_below(path, heading)) - 2 for path, heading in (GUARANTEES, PROOFS)}
    titles = table_below(*PARTS)[0].strip("|").split("|")[1:]

    assert rows == {GUARANTEES[0]: len(KNOWN), PROOFS[0]: len(MESSENGERS)}, f"{GUIDE}, step 8: add a row"
    # A service of one's own gets the parts as they are; the page has a column.
    assert len(titles) == len(MESSENGERS), f"{GUIDE}, step 8: add a column to {PARTS[0]}, {PARTS[1]}"


def test_every_file_that_the_guide_names_is_there() -> None:
    named = FILE.findall(text(GUIDE))

    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_place_is_named_in_its_step_of_the_guide() -> None:
    steps = re.split(r"^## (?=\d)", text(GUIDE), flags=re.MULTILINE)
    said = {int(step[0]): step for step in steps[1:]}

    assert [place.path for place in PLACES if place.path.format("webhook") not in said[place.step]] == []
