"""Files that were laid beside the code when it was bundled."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


def bundled(name: str, *, root: Path = ROOT) -> Sequence[str]:
    """The text of a file at the bundle's root, or nothing where none was laid there."""
    file = root / name
    return (file.read_text(encoding="utf-8"),) if file.is_file() else ()
