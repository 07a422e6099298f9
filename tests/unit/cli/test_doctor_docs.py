"""The documents and the doctor list the same behaviours, in the same words and order."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.doctor.dialogflow_behaviours import DIALOGFLOW, ON_ANY_AGENT
from cli.doctor.finding import Behaviour
from cli.doctor.lex_behaviours import LEX, ON_ANY_BOT

DOCS = Path(__file__).parents[3] / "docs"


def section(file: str) -> str:
    """What a document says of what was never seen on the real service."""
    return (DOCS / file).read_text().partition("\n## Never seen on the real service\n")[2]


@pytest.mark.parametrize(("file", "behaviours"), [("lex.md", LEX), ("dialogflow.md", DIALOGFLOW)])
def test_what_a_document_lists_is_what_the_doctor_tries(file: str, behaviours: Sequence[Behaviour]) -> None:
    items = re.findall(r"^- (?:\*\*(.+?)\*\*)?", section(file), flags=re.MULTILINE)

    assert items == [one.name for one in behaviours]


def test_what_is_tried_on_the_bots_of_a_stage_is_listed_too() -> None:
    assert {*ON_ANY_BOT} < {one.name for one in LEX}
    assert {*ON_ANY_AGENT} < {one.name for one in DIALOGFLOW}
