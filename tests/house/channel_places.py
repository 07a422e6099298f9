"""Where a messenger must stand, and what to write where it does not: docs/add-a-channel.md as data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place; ``{}`` in any of these is the messenger's name.

    path: a file or folder that must be there. wants: a pattern that must be in it. mend: what to write.
    step: of the guide. spared: messengers whose place is another, for the reason told beside it.
    """

    step: int
    path: str
    mend: str
    wants: str = ""
    spared: Sequence[str] = ()

    def lacks(self, name: str) -> str:
        """What is wrong there and what to do, in one line; empty where nothing is."""
        path = ROOT / self.path.format(name)
        if name in self.spared:
            return ""
        if not path.exists():
            return f"step {self.step}: {self.path.format(name)} is not there: {self.mend.format(name)}"
        if self.wants and not re.search(self.wants.format(name), path.read_text("utf-8"), re.MULTILINE):
            return f"step {self.step}: {self.path.format(name)} has no {name}: {self.mend.format(name)}"
        return ""


ENTRY: Final = r'^    "{}": '
CASE: Final = r'^        case "{}":'
TELEGRAM: Final = ("telegram",)
"""Its double is older than the others' kit."""

PLACES: Final = (
    Place(step=1, path="stacks/channels.py", wants=ENTRY, mend="add an entry to MESSENGERS"),
    Place(step=1, path="tests/stacks/test_channels.py", wants=ENTRY, mend="add an example to ACCOUNTS"),
    Place(
        step=1,
        path="stages/production.yaml",
        wants="^  (?:# )?  channel: {}$",
        mend="add an installation, commented out, with what every account needs",
    ),
    Place(step=2, path="lambdas/channels/{}/inbound.py", mend="write the way in"),
    Place(step=2, path="lambdas/request/doors.py", wants=CASE, mend="add a case that imports the way in"),
    Place(step=3, path="lambdas/channels/{}/outbound.py", mend="write the way out"),
    Place(step=3, path="lambdas/channels/{}/build.py", mend="write {}_messenger, which builds the way out"),
    Place(step=3, path="lambdas/response/messengers.py", wants=CASE, mend="add a case that imports build"),
    Place(step=4, path="cli/deliveries/signing.py", wants=ENTRY, mend="add to SIGNATURES what signs a call"),
    Place(
        step=4,
        path="stages/local.yaml",
        wants=r"^    channel: {}$",
        mend="add an installation with the constants of the double's account",
    ),
    Place(
        step=4,
        path="tests/deliveries/{}",
        mend="write a file for each kind of delivery; `parley replay --write` adds what comes of it",
    ),
    Place(
        step=5,
        path="dev/messengers/mounted.py",
        wants=ENTRY,
        mend="add the double to DOUBLES",
        spared=TELEGRAM,
    ),
    Place(
        step=5,
        path="tests/integration/two_each/running.py",
        wants=ENTRY,
        mend="add to SECOND the account of a second installation",
    ),
    Place(step=5, path="dev/front/messengers/phone.mjs", wants=r"^  {}: ", mend="add what people call it"),
    Place(step=5, path="dev/front/messengers/messengers.css", wants=r"^\.{} \{{", mend="add a colour"),
    Place(step=6, path="cli/channels/{}.py", mend="write what `parley channel` does with it"),
    Place(step=6, path="cli/channels/known.py", wants=CASE, mend="add a case that imports it"),
    Place(
        step=7, path="tests/contract/inbound_cases.py", wants=ENTRY, mend="add a function and a line to CASES"
    ),
    Place(
        step=7,
        path="tests/contract/messenger_cases.py",
        wants=ENTRY,
        mend="add a function and a line to CASES",
    ),
    Place(step=7, path="tests/forge/channels.py", wants=ENTRY, mend="add a function and a line to CHANNELS"),
    Place(
        step=7,
        path="tests/simulation/channels/{}.py",
        mend="write how it delivers, and what its API answers",
    ),
    Place(
        step=7,
        path="tests/simulation/channels/__init__.py",
        wants=ENTRY,
        mend="add a line to VENDORS",
    ),
    Place(step=7, path="tests/gallery/channels.py", wants=ENTRY, mend="add a line to CHANNELS"),
    Place(step=7, path="tests/gallery/{}", mend="run `make gallery`, and read what it wrote"),
    Place(
        step=7,
        path="tests/e2e/test_every_messenger.py",
        wants=r'^    Way\(channel="{}"',
        mend="add a line to WAYS",
    ),
    Place(step=8, path="docs/channels/{}.md", mend="write the page that tells how to set it up"),
    Place(step=8, path="docs/channels/README.md", wants=r"\]\({}\.md\)", mend="lead to its page"),
    Place(
        step=8,
        path="lambdas/link/pages/texts.en.json",
        wants=r'^    "{}": ',
        mend='add its name to "channels"',
    ),
    Place(
        step=8,
        path="lambdas/link/pages/texts.es.json",
        wants=r'^    "{}": ',
        mend='add its name to "channels"',
    ),
)


def table_below(path: str, heading: str) -> Sequence[str]:
    """The lines of the first table below a heading, the names of its columns first."""
    text = (ROOT / path).read_text(encoding="utf-8").partition(f"\n{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return table[0].splitlines() if table else ()
