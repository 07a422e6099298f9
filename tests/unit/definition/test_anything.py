"""Whatever is written in a definition, it is either read or refused with a place."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definition.bot import Bot
from definition.fault import BadDefinitionError, Fault
from definition.read import read_bot
from tests.unit.definition.files import SMALL, a_file

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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(SMALL)),
    length=st.integers(0, 40),
    put=st.lists(st.sampled_from(SCRAPS), max_size=4).map("".join) | st.text(max_size=8),
)
def test_a_changed_file_is_read_or_refused(start: int, length: int, put: str, tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write_bytes((SMALL[:start] + put + SMALL[start + length :]).encode(errors="surrogatepass"))

    read = read_or_refused(file)

    if isinstance(read, Bot):
        assert read.name == "pizza"
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
