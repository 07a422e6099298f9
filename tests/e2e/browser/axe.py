"""What axe-core finds wrong with a page for whoever cannot see it, or sees it otherwise."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from tests.local_platform import ROOT

AXE: Final = Path(ROOT, "node_modules", "axe-core", "axe.min.js")
MEDIA: Final[list[dict[str, Any]]] = [
    {},
    {"color_scheme": "dark", "reduced_motion": "reduce"},
    # Forced to be dark, axe would compare the forced ink with the paper that was not forced.
    {"color_scheme": "light", "forced_colors": "active", "contrast": "more"},
]


def violations(page: Page) -> list[str]:
    """What axe finds wrong: the rule, and where."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]


def violations_in_every_medium(page: Page) -> list[str]:
    """The same as the page is, dark, and in forced colours."""
    found: list[str] = []
    for media in MEDIA:
        page.emulate_media(**media)
        found += violations(page)
    return found
