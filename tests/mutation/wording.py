"""Changes of nothing but an error's words: the log has them, and tests where somebody acts on them."""

import re
from typing import Final

from tests.mutation.mutants import Change

WORDS: Final = re.compile(
    r"""(?P<before>raise\ [\w.]+\(|return\ Refused\(|\bdoing=)  # an error's first argument, or what was done
        (?:f?"(?:[^"\\]|\\.)*"|f?'(?:[^'\\]|\\.)*'|None|str\(\w+\))
        (?P<after>[,)])""",
    re.VERBOSE,
)


def is_wording(change: Change) -> bool:
    """Whether a change left everything as it was but the words of an error."""
    before, after = (tuple(_wordless(line) for line in lines) for lines in (change.before, change.after))
    return before == after


def _wordless(line: str) -> str:
    return WORDS.sub(r"\g<before>\g<after>", line)
