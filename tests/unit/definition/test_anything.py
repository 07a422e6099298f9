"""Whatever is written in a definition, it is either read or refused with a place."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definition.bot import Bot
from definition.fault import BadDefinitionError, Fault
from definition.read import read_bot
from tests.unit.definition.files import RICH, SMALL, a_file

SCRAPS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "null",
    "true",
    "0x10",
    "{Size}",
    '"',
    "? ",
    "<<: ",
    "\t",
    "#",
    "!!int ",
]


RICHER = [
    "if: ",
    "then: ",
    "say: ",
    "{Number}",
    " > 8",
    " and ",
    "is empty",
    "after: ",
    "<speak>",
    "&amp;",
    "{ask: ",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from([SMALL, RICH]),
    start=st.integers(0, len(RICH)),
    length=st.integers(0, 40),
    put=st.lists(st.sampled_from(SCRAPS + RICHER), max_size=4).map("".join) | st.text(max_size=8),
)
def test_a_changed_file_is_read_or_refused(
    text: str, start: int, length: int, put: str, tmp_path: Path
) -> None:
    file = a_file(tmp_path)
    at = start % len(text)
    file.write_bytes((text[:at] + put + text[at + length :]).encode(errors="surrogatepass"))

    read = read_or_refused(file)

    if isinstance(read, Bot):
        assert read.name
        assert read.intents
    else:
        assert read
        assert all(fault.place.line >= 1 and fault.advice for fault in read)


def read_or_refused(file: Path) -> Bot | Sequence[Fault]:
    try:
        return read_bot(file)
    except BadDefinitionError as refusal:
        return refusal.faults


@pytest.mark.parametrize(
    "text", ["&a [*a]", "&a {name: *a}", "name: !!python/object:os.system x", "--- 1\n--- 2"]
)
def test_tricks_of_yaml_are_refused(text: str, tmp_path: Path) -> None:
    file = a_file(tmp_path, text)

    with pytest.raises(BadDefinitionError):
        read_bot(file)
