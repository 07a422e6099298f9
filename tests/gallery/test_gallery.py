"""What goes out of every channel is what the gallery shows."""

from pathlib import Path

import pytest

from lambdas.domain.part_json import KINDS
from tests.gallery.files import FOLDER, found, gallery
from tests.gallery.samples import SAMPLES

GALLERY = dict(gallery())


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: str(path.relative_to(FOLDER)))
def test_what_goes_out_is_what_the_gallery_shows(path: Path) -> None:
    assert path.exists(), "write it with `make gallery`, and read it"
    assert path.read_text("utf-8") == GALLERY[path], (
        "write it anew with `make gallery`, and read the difference"
    )


def test_the_gallery_shows_nothing_else() -> None:
    assert found() <= GALLERY.keys(), "`make gallery` drops them"


def test_every_kind_of_part_has_a_sample() -> None:
    shown = {type(part) for sample in SAMPLES.values() for part in sample.parts}

    assert shown == set(KINDS.values())
