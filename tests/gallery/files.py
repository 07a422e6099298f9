"""The files of the gallery: one a channel and sample."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.gallery.channels import CHANNELS
from tests.gallery.samples import SAMPLES

FOLDER: Final = Path(__file__).parent


def gallery() -> Iterator[tuple[Path, str]]:
    """Every file there should be, and what should stand in it."""
    for channel, show in CHANNELS.items():
        for name, sample in SAMPLES.items():
            shown = show(sample)
            if shown is not None:
                text = json.dumps(shown, ensure_ascii=False, indent=2, sort_keys=False)
                yield FOLDER / channel / f"{name}.json", f"{text}\n"


def found() -> set[Path]:
    """Every file there is."""
    return set(FOLDER.glob("*/*.json"))
