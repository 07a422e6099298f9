"""Every link from one page of the repository to another leads to a file, and to a heading that is there."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK: Final = re.compile(r'\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"')
CODE: Final = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
HEADING: Final = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def anchors(page: Path) -> frozenset[str]:
    """The headings as GitHub's links name them; of several alike the first.

    Source: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
    """
    headings = HEADING.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    shown = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in shown)


def leads_nowhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    to = (page.parent / path).resolve() if path else page
    return not to.exists() or bool(heading and to.suffix == ".md" and heading not in anchors(to))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    links = [one or other for one, other in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))]

    within = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in within if leads_nowhere(page, link)] == []
